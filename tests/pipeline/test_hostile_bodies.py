"""Bodies that take too much cost themselves, and nothing else."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from flows.pipeline.derive import FIND_SAID, Derived, derive
from flows.pipeline.extraction import READ_BODY
from flows.pipeline.histories import read_histories
from flows.pipeline.limits import MEBIBYTE, Exceeded, Limit, Limits
from flows.pipeline.workers import do_limited, worker_pool
from policytrail.diff import replace_whole
from policytrail.model import Block, BlockKind, BodyReading, Document, Recipe
from storage.captures import put_captures
from storage.database import Connection
from storage.sources import declare_sources
from storage.timelines import read_observations
from tests.diff.documents import apply_diff
from tests.hostile.bodies import PDF_BOMBS
from tests.policies import policy
from tests.values import SOURCE, capture_at, hour

TIGHT = Limits(memory_bytes=256 * MEBIBYTE, processor_s=3, output_bytes=4 * MEBIBYTE)
PDF = (("Content-Type", "application/pdf"),)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


@pytest.fixture(autouse=True)
def _source(connection: Connection) -> None:
    declare_sources(connection, [SOURCE], hour(0))


@pytest.mark.parametrize("bomb", PDF_BOMBS.values(), ids=PDF_BOMBS)
def test_a_pdf_bomb_is_one_failure_that_is_never_tried_again(
    connection: Connection, bomb: Callable[[], bytes]
) -> None:
    good = [capture_at(number, policy(f"Version {number}.")) for number in range(2)]
    bad, body = capture_at(2, bomb())
    captures = [(replace(each, headers=HTML), held) for each, held in good]
    put_captures(connection, [*captures, (replace(bad, headers=PDF), body)])

    first = derive(connection, hour(9), limits=TIGHT)
    again = derive(connection, hour(10), limits=TIGHT)

    failure = read_observations(connection)[SOURCE.source_id][-1].failure
    assert (first, again) == (Derived(2, 1, 1), Derived(0, 0, 0))
    assert str(failure).startswith(
        ("unsupported: the body needs more than", "unsupported: the body takes more than")
    )


def long_sum(count: int) -> int:
    return sum(range(count))


def filled(size: int) -> bytes:
    return bytes(size)


def raising(text: str) -> str:
    raise ValueError(text)


def deep(depth: int) -> int:
    return deep(depth + 1)


EXCESSES: dict[str, tuple[Callable[[int], object], int, Limit]] = {
    "processor": (long_sum, 10**12, Limit.TIME),
    "memory": (filled, 400 * MEBIBYTE, Limit.MEMORY),
    "output": (filled, 5 * MEBIBYTE, Limit.OUTPUT),
    "error": (int, "x", Limit.FAULT),  # pyright: ignore[reportAssignmentType] (int takes texts)
    "recursion": (deep, 0, Limit.FAULT),
}


@pytest.mark.parametrize(("function", "argument", "limit"), EXCESSES.values(), ids=EXCESSES)
def test_work_beyond_a_limit_says_which(
    function: Callable[[int], object], argument: int, limit: Limit
) -> None:
    result = do_limited(function, argument, TIGHT)

    assert isinstance(result, Exceeded)
    assert result.limit is limit


def test_a_worker_lives_on_and_results_come_in_order() -> None:
    body = policy("We keep what you send us.")
    asked = [(BodyReading(f"{number:064}", "text/html", Recipe(), ""), body) for number in range(5)]

    with worker_pool(len(asked)) as apply:
        results = list(apply(READ_BODY, asked))

    assert [each.reading.body_sha256 for each in results] == [f"{n:064}" for n in range(5)]
    assert all(isinstance(each.result, Document) for each in results)


def pages(word: str) -> bytes:
    return policy(" ".join(f"{word}{number} data." for number in range(300)))


def test_a_comparison_beyond_the_limits_is_told_as_a_whole_and_alerts(
    connection: Connection,
) -> None:
    captures = [capture_at(number, pages("abc"[number])) for number in range(3)]
    put_captures(connection, [(replace(each, headers=HTML), body) for each, body in captures])
    # A document fits; the diff of two, which holds both, does not.
    limits = Limits(output_bytes=len(pages("a")) * 3 // 2)

    derived = derive(connection, hour(9), limits=limits)
    again = derive(connection, hour(10), limits=limits)

    assert (derived, again) == (Derived(3, 0, 2), Derived(0, 0, 0))
    told = [change for each in read_histories(connection, hour(10)) for change in each.changes]
    assert [change.assessment.significance.alert for change in told] == [True, True]
    assert [change.assessment.significance.reasons[0].code for change in told] == [
        "not_compared",
        "not_compared",
    ]


def test_a_document_beyond_the_limits_is_not_read_for_provisions_twice() -> None:
    document = Document((Block(BlockKind.PARAGRAPH, "We sell your data. " * 1000),))

    with worker_pool(1, Limits(output_bytes=10)) as apply:
        [(name, said)] = apply(FIND_SAID, [("a" * 64, document)])

    assert said.findings.not_analysed == "the document gives more than 0 MB"
    assert (name, said.findings.provisions) == ("a" * 64, ())


def test_a_diff_that_replaces_the_whole_leads_to_the_new_document() -> None:
    old, new = (Document((Block(BlockKind.PARAGRAPH, text),)) for text in ("Old.", "New."))

    assert apply_diff(replace_whole(old, new), old) == new
