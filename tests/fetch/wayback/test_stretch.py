from datetime import UTC, datetime, timedelta

from policytrail.fetch.wayback.memento_list import MementoList
from policytrail.fetch.wayback.stretch import equal_stretches
from tests.archive import ArchivedPage

URL = "http://lumen.example/terms"
START = datetime(2026, 1, 1, tzinfo=UTC)


def held(day: float, body: str, status: int = 200) -> ArchivedPage:
    return ArchivedPage(START + timedelta(days=day), URL, body.encode(), status)


def days(*mementos: ArchivedPage, every_s: float | None = None) -> list[tuple[int, int, int]]:
    found = equal_stretches(MementoList(each.memento for each in mementos), every_s)
    return [
        ((each.first.captured_at - START).days, (each.last.captured_at - START).days, each.count)
        for each in found
    ]


def test_neighbours_with_one_digest_are_one_stretch() -> None:
    assert days(held(0, "a"), held(1, "a"), held(2, "a"), held(3, "b")) == [(0, 2, 3), (3, 3, 1)]


def test_bytes_that_come_back_are_a_stretch_of_their_own() -> None:
    assert days(held(0, "a"), held(1, "b"), held(2, "a")) == [(0, 0, 1), (1, 1, 1), (2, 2, 1)]


def test_mementos_come_in_order_of_time_and_once() -> None:
    assert days(held(2, "b"), held(0, "a"), held(2, "b")) == [(0, 0, 1), (2, 2, 1)]


def test_redirects_are_never_taken_for_equal() -> None:
    assert days(held(0, "", 301), held(5, "", 301)) == [(0, 0, 1), (5, 5, 1)]


def test_a_redirect_beside_a_capture_is_left_out() -> None:
    assert days(held(0, "", 301), held(0.1, "a"), held(5, "", 301)) == [(0, 0, 1), (5, 5, 1)]


def test_one_stretch_starts_in_each_period() -> None:
    week = [held(day, str(day)) for day in range(14)]

    assert [first for first, _, _ in days(*week, every_s=7 * 86_400)] == [0, 7]
