"""Inputs that break comparisons: the cost of each is held against a plain one of its size."""

import random
import time

import pytest

from policytrail.diff import compare_documents
from policytrail.diff.words import edits_between
from policytrail.model import Document
from tests.diff.documents import apply_diff, document


def cost(old: Document, new: Document) -> float:
    start = time.process_time()
    diff = compare_documents(old, new)
    taken = time.process_time() - start
    assert apply_diff(diff, old).sha256 == new.sha256
    return taken


def test_a_hundred_thousand_equal_blocks_are_compared_in_seconds() -> None:
    old = document(*["the same line"] * 100_000)
    new = document(*["the same line"] * 60_000, "another line", *["the same line"] * 40_001)

    assert cost(old, new) < 10


def test_shuffled_blocks_are_compared_in_seconds() -> None:
    texts = [f"clause {number} says what number {number} says" for number in range(5_000)]
    shuffled = random.Random(1).sample(texts, len(texts))  # noqa: S311 (no secret)

    assert cost(document(*texts), document(*shuffled)) < 10


def test_a_text_of_few_words_in_random_order_is_compared_in_seconds() -> None:
    chance = random.Random(1)  # noqa: S311 (no secret)
    texts = [" ".join(chance.choices("abcdefgh", k=60_000)) for _ in range(2)]

    assert cost(document(texts[0]), document(texts[1])) < 10


@pytest.mark.sampled
def test_one_line_of_ten_megabytes_is_compared_in_bounds(is_whole: bool) -> None:
    """One of a megabyte in `make test`, in a tenth of the bounds."""
    times = 160_000 if is_whole else 16_000
    line = "we keep your data for a year and share it with nobody at all. " * times

    start = time.process_time()
    edits = edits_between(line, line.replace("a year", "two years", 5))

    assert (
        time.process_time() - start < 60 * times / 160_000,
        sum(edit.op == "+" for edit in edits),
    ) == (True, 5)
