from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from policytrail.fetch.wayback.memento import Memento
from policytrail.fetch.wayback.memento_list import MementoList
from tests.archive import ArchivedPage

AT = datetime(2026, 1, 1, tzinfo=UTC)
PLAIN = ArchivedPage(AT, "http://lumen.example/terms", b"<h1>Terms</h1>").memento


@pytest.mark.parametrize(
    "memento",
    [
        PLAIN,
        replace(PLAIN, status=None, length=None, mimetype="warc/revisit"),
        replace(PLAIN, digest="-"),
        replace(PLAIN, digest="sha256:of-another-archive"),
        replace(PLAIN, timestamp="202601", captured_at=AT),
        replace(PLAIN, timestamp="20260100000000", captured_at=AT),
    ],
    ids=["plain", "revisit", "no digest", "other digest", "short time", "day 0"],
)
def test_what_is_put_on_the_shelf_comes_back(memento: Memento) -> None:
    assert list(MementoList([PLAIN, memento])) == [PLAIN, memento]


def test_the_order_is_that_of_time() -> None:
    late = replace(PLAIN, timestamp="20260301", captured_at=AT + timedelta(days=59))

    assert list(MementoList([late, PLAIN]).places_by_time()) == [1, 0]
