from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from policytrail.fetch.wayback.clues import Clues, days_of_change
from policytrail.fetch.wayback.memento_list import MementoList
from policytrail.fetch.wayback.stretch import equal_stretches
from policytrail.model import ClaimedDate, DateKind
from tests.archive import ArchivedPage
from tests.values import SOURCE

START = datetime(2026, 1, 1, tzinfo=UTC)


def expected(
    lengths: Sequence[int],
    claimed: Mapping[int, Collection[date]] | None = None,
    known: Mapping[int, str | None] | None = None,
) -> int | None:
    """Return where the change is expected between the first and the last of daily captures."""
    shelf = MementoList(
        ArchivedPage(START + timedelta(days=day), SOURCE.url, bytes([day]) * length).memento
        for day, length in enumerate(lengths)
    )
    last = len(lengths) - 1
    clues = Clues(equal_stretches(shelf), {0: "a", last: "b"} | dict(known or {}), claimed or {})
    between = [at for at in range(1, last) if at not in (known or {})]
    return clues.expected_before_change(0, between, last)


def test_a_change_is_expected_where_the_length_changes() -> None:
    assert expected([5000, 5003, 4998, 5004, 7001, 7000, 7003]) == 3


def test_a_change_is_expected_on_the_day_that_the_later_document_claims() -> None:
    assert expected([5000] * 8, {7: [date(2026, 1, 3)]}) == 1


def test_a_day_that_both_documents_claim_tells_nothing() -> None:
    days = [date(2026, 1, 3)]

    assert expected([5000, 5000, 5000, 7000], {0: days, 3: days}) == 2


def test_a_day_outside_the_span_tells_nothing() -> None:
    assert expected([5000, 5000, 5000, 7000], {3: [date(2020, 1, 1)]}) == 2


def test_without_any_clue_the_change_is_expected_in_the_middle() -> None:
    assert expected([5000] * 9) == 3


def test_what_looks_like_an_unreadable_page_tells_nothing() -> None:
    lengths = [5000, 5001, 900, 901, 900, 7000, 7001, 7002]

    assert expected(lengths, known={2: None}) == 2


def test_only_whole_days_of_change_are_clues() -> None:
    claimed = (
        ClaimedDate(DateKind.LAST_UPDATED, "2026-01-03", "3 January 2026", 0),
        ClaimedDate(DateKind.EFFECTIVE, "2026-02", "February 2026", 0),
        ClaimedDate(DateKind.VERSION, "2026-03-01", "v. 2026-03-01", 0),
    )

    assert days_of_change(claimed) == (date(2026, 1, 3),)
