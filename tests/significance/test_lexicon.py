import re

import pytest

from policytrail.significance.lexicon import keys_of, pattern_of, words_of
from policytrail.significance.weigh.topics import SIGNS, card_shipped
from policytrail.text import fold

LISTS = [
    (name, key)
    for name in (
        "acts",
        "assent",
        "failure",
        "furniture",
        "modality",
        "objects",
        "rights",
        "severity",
        "strength",
        "topics",
    )
    for key in keys_of(name)
]


@pytest.mark.parametrize(("name", "key"), LISTS, ids=lambda value: value)
def test_every_list_is_a_pattern_of_folded_words(name: str, key: str) -> None:
    plain = [word for word in words_of(name, key) if re.fullmatch(r"[^\\()\[\]|?*+.{}]+", word)]

    assert all(word == fold(word) and pattern_of(name, key).search(word) for word in plain)


def test_the_score_card_knows_every_topic_and_sign() -> None:
    card = card_shipped()

    assert set(card.background) == set(keys_of("topics"))
    assert {stump.sign for stump in card.stumps} <= set(range(len(SIGNS)))
