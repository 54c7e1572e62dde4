import re

import pytest

from policytrail.significance.lexicon import list_names, list_pattern, word_list
from policytrail.significance.weigh.topics import SIGNS, card_shipped
from policytrail.text import fold_for_comparison

LISTS = [
    (name, key)
    for name in (
        "acts",
        "assent",
        "burdens",
        "failure",
        "furniture",
        "modality",
        "objects",
        "protections",
        "rights",
        "severity",
        "strength",
        "spellings",
        "topics",
    )
    for key in list_names(name)
]


@pytest.mark.parametrize(("name", "key"), LISTS, ids=lambda value: value)
def test_every_list_is_a_pattern_of_folded_words(name: str, key: str) -> None:
    plain = [word for word in word_list(name, key) if re.fullmatch(r"[^\\()\[\]|?*+.{}]+", word)]

    assert all(
        word == fold_for_comparison(word) and list_pattern(name, key).search(word) for word in plain
    )


def test_the_score_card_knows_every_topic_and_sign() -> None:
    card = card_shipped()

    assert set(card.background) == set(list_names("topics"))
    assert {stump.sign for stump in card.stumps} <= set(range(len(SIGNS)))
