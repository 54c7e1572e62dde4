"""What `status` says of a source whose address is dead."""

from dataclasses import replace
from pathlib import Path
from shlex import quote

import pytest

from flows.pipeline.derive import derive
from flows.pipeline.store_status import read_status
from policytrail.model import Attempt, Outcome, PolicyType
from storage.captures import put_captures
from storage.database import Connection
from storage.sources import declare_sources
from tests.policies import policy
from tests.values import SOURCE, capture_at, hour

NEW = "https://legal.lumen.example/terms"
PRIVACY = replace(
    SOURCE,
    source_id="lumen-privacy",
    policy_type=PolicyType.PRIVACY_POLICY,
    url="https://lumen.example/privacy",
)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


@pytest.mark.parametrize(
    ("tries", "links", "moved_to"),
    [
        (3, f'<a href="{NEW}#fees">terms</a>', NEW),
        (3, f'<a href="{NEW}?a=1&amp;b=2">terms</a>', f"{NEW}?a=1&b=2"),
        (2, f'<a href="{NEW}">terms</a>', None),
        (3, f'<a href="{NEW}">terms</a> <a href="https://eu.lumen.example/terms">EU</a>', None),
        (3, '<a href="https://other.example/terms">terms</a>', None),
    ],
    ids=["moved", "moved to a query", "tried twice only", "to two places", "another site"],
)
def test_a_dead_address_is_looked_for_in_the_links_of_the_other_policies(
    connection: Connection, tmp_path: Path, tries: int, links: str, moved_to: str | None
) -> None:
    declare_sources(connection, [SOURCE, PRIVACY], hour(0))
    page = policy("We keep data for a year.").replace(
        b"</main>", f"<p>See {links}.</p></main>".encode()
    )
    capture, body = capture_at(1, page, source=PRIVACY)
    put_captures(connection, [(replace(capture, headers=HTML), body)])
    attempts = [
        Attempt(SOURCE.source_id, hour(number), Outcome.HTTP_STATUS, "the server answered 404", 404)
        for number in range(tries)
    ]
    put_captures(connection, [], attempts)
    derive(connection, hour(2))

    found = read_status(connection, tmp_path, hour(3))

    status = next(each for each in found.sources if each.record.source == SOURCE)
    assert status.moved_to == moved_to
    command = f"`policytrail sources move {SOURCE.source_id} {quote(moved_to or NEW)}`"
    assert (command in status.advice) == bool(moved_to)
