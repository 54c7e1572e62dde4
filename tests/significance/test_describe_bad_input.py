"""Texts of any size, shape and script: a true short statement, or none."""

import random
import re

import pytest

from policytrail.diff import compare_documents
from policytrail.language.bare_words import words_of
from policytrail.model import Block, BlockKind, Document, Significance
from policytrail.significance import assess_change

_QUOTE = re.compile('"([^"]{3,})"|“([^”]{3,})”|«([^»]{3,})»')
_NOUNS = (
    [
        "hens",
        "eggs",
        "barns",
        "keepers",
        "diaries",
        "photos",
        "messages",
        "tickets",
        "fees",
        "courts",
        "claims",
        "nests",
    ],
    [
        "boats",
        "oars",
        "lakes",
        "sailors",
        "charts",
        "ropes",
        "anchors",
        "harbours",
        "tolls",
        "bridges",
        "storms",
        "fish",
    ],
)
"""Words of two policies that have nothing to do with each other."""
_VERBS = [
    "keep",
    "show",
    "count",
    "sell",
    "print",
    "record",
    "delete",
    "lend",
    "weigh",
    "paint",
    "feed",
    "carry",
    "move",
    "name",
]
_MODALS = [
    "We may",
    "You must",
    "We will not",
    "Keepers can",
    "The barn does not",
    "Partners shall",
]
ADDED = "We may sell the diaries of keepers to the Poultry Club of Hentown without notice."


def sentence(seed: random.Random, nouns: list[str]) -> str:
    words = [seed.choice(_VERBS), *(seed.choice(nouns) for _ in range(seed.randint(6, 14)))]
    return f"{seed.choice(_MODALS)} {' '.join(words)} at {seed.randint(1, 10**6)}."


def policy(
    blocks: int, seed: int, per_block: int = 1, kind: BlockKind = BlockKind.PARAGRAPH
) -> Document:
    nouns = _NOUNS[seed - 1]
    numbers = random.Random(seed)  # noqa: S311 (texts, no secrets)
    return Document(
        tuple(
            Block(kind, " ".join(sentence(numbers, nouns) for _ in range(per_block)))
            for _ in range(blocks)
        )
    )


def with_added(document: Document, text: str = ADDED) -> Document:
    middle = len(document.blocks) // 2
    block = Block(BlockKind.PARAGRAPH, text)
    return Document((*document.blocks[:middle], block, *document.blocks[middle:]))


def verdict(old: Document, new: Document) -> Significance:
    return assess_change(compare_documents(old, new), old, new)


def rows(shift: int) -> Document:
    return Document(
        tuple(Block(BlockKind.ROW, f"_hen{n} | Hentown | {n + shift} days") for n in range(300))
    )


CASES = {
    "many-blocks": (policy(1_000, 1), with_added(policy(1_000, 1))),
    "wholly-rewritten": (
        policy(150, 1),
        Document((*policy(150, 1).blocks[:30], *policy(120, 2).blocks)),
    ),
    "giant-paragraph": (policy(1, 1, 150), policy(1, 2, 150)),
    "empty-new": (policy(5, 1), Document(())),
    "empty-old": (Document(()), policy(5, 1)),
    "table": (rows(0), rows(1)),
    "right-to-left": (
        Document((Block(BlockKind.PARAGRAPH, "نحتفظ ببياناتك لمدة ثلاثين يوما ولا نبيعها لأحد."),)),
        Document(
            (Block(BlockKind.PARAGRAPH, "نحتفظ ببياناتك لمدة تسعين يوما وقد نبيعها للمعلنين."),)
        ),
    ),
    "mixed-languages": (
        with_added(policy(40, 1), "Wir verkaufen Ihre Daten nicht an Dritte."),
        with_added(policy(40, 1), "We never sell your data to anybody, nor do we lend it."),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_said_is_short_and_quotes_what_stands_there(
    case: tuple[Document, Document],
) -> None:
    found = verdict(*case)

    text = " ".join(word for side in case for block in side.blocks for word in words_of(block.text))
    quoted = [next(filter(None, one.groups())) for one in _QUOTE.finditer(found.summary)]
    assert [words for words in quoted if " ".join(words_of(words)) not in text] == []
    assert len(found.headline) < 400
    assert len(found.summary) < 3_000


def test_a_sentence_added_to_many_blocks_is_found() -> None:
    assert "Poultry Club of Hentown" in verdict(*CASES["many-blocks"]).summary


def test_a_wholly_rewritten_policy_is_said_to_be_so() -> None:
    assert verdict(*CASES["wholly-rewritten"]).summary.startswith("Most of")
