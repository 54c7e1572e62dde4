"""Notices that a site puts above all its policies are no change of any of them."""

from dataclasses import replace

from flows.pipeline.derive import derive
from flows.pipeline.histories import read_histories
from policytrail.model import Kind, Source
from storage.captures import put_captures
from storage.database import Connection
from storage.sources import declare_sources
from tests.policies import policy
from tests.values import SOURCE, capture_at, hour

_NOTICE = (
    b"<p>We wrote our privacy notice anew this spring. It says in more words than before how we "
    b"share what you watch with advertisers, and how you can object to that at any time.</p>"
)
_HTML = (("Content-Type", "text/html; charset=utf-8"),)


def source_of(policy_type: str) -> Source:
    return replace(SOURCE, source_id=f"lumen-{policy_type}", policy_type=policy_type)


def noticed(text: bytes) -> bytes:
    return text.replace(b"<h1>", _NOTICE + b"<h1>", 1)


def track(connection: Connection, types: list[str], later: str = "") -> dict[str, Kind]:
    """Capture each policy before and after the notice came; return what each change is."""
    sources = [source_of(each) for each in types]
    declare_sources(connection, sources, hour(0))
    for source in sources:
        text = policy(f"This is about {source.policy_type}.")
        new = noticed(policy(f"This is about {source.policy_type}. {later}".rstrip()))
        for number, body in enumerate((text, new)):
            capture, _ = capture_at(number, body, source=source)
            put_captures(connection, [(replace(capture, headers=_HTML), body)])
        derive(connection, hour(9))
    return {
        history.source.policy_type: change.assessment.significance.kind
        for history in read_histories(connection, hour(9))
        for change in history.changes
    }


def test_a_notice_above_policies_of_three_types_is_part_of_the_site(
    connection: Connection,
) -> None:
    kinds = track(connection, ["terms_of_service", "privacy_policy", "cookie_policy"])

    assert set(kinds.values()) == {Kind.CHROME}


def test_a_notice_above_one_policy_alone_is_told(connection: Connection) -> None:
    kinds = track(connection, ["terms_of_service", "privacy_policy"])

    assert set(kinds.values()) == {Kind.SUBSTANTIVE}


def test_what_changes_below_a_notice_is_told(connection: Connection) -> None:
    kinds = track(
        connection,
        ["terms_of_service", "privacy_policy", "cookie_policy"],
        "Every dispute goes to an arbitrator.",
    )

    assert set(kinds.values()) == {Kind.SUBSTANTIVE}
