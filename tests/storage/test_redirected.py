"""Addresses that always lead elsewhere are told apart from those that did once."""

from dataclasses import replace

import pytest

from storage.captures import put_captures
from storage.database import Connection
from storage.redirected import redirect_targets
from tests.values import SOURCE, capture_at, hour

NEW, OTHER = "https://legal.lumen.example/terms", "https://lumen.example/news"


@pytest.mark.parametrize(
    ("led_to", "moved"),
    [
        ([(0, NEW), (24, NEW), (48, NEW)], {SOURCE.source_id: (NEW, hour(48))}),
        ([(0, OTHER), (24, NEW), (48, NEW), (72, NEW)], {SOURCE.source_id: (NEW, hour(72))}),
        ([(0, NEW), (1, NEW), (2, NEW)], {}),
        ([(0, NEW), (24, OTHER), (48, NEW)], {}),
        ([(0, NEW), (48, NEW)], {}),
    ],
    ids=["always", "since some time", "for an hour only", "to two places", "twice only"],
)
def test_three_captures_of_some_days_that_lead_to_one_address_are_a_move(
    connection: Connection,
    led_to: list[tuple[int, str]],
    moved: dict[str, tuple[str, object]],
) -> None:
    for number, url in led_to:
        capture, body = capture_at(number, f"<p>{number}</p>".encode())
        put_captures(connection, [(replace(capture, final_url=url), body)])

    assert redirect_targets(connection) == moved
