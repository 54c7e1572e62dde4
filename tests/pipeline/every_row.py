"""A database with a row of every kind."""

from dataclasses import replace
from pathlib import Path

from flows.pipeline.derive import derive
from policytrail.alerts.delivery import Alert, Message
from policytrail.model import Attempt, Capture, Outcome, Review, ReviewVerdict, Severity
from storage.captures import put_captures
from storage.database import open_database
from storage.listings import put_archive_failure, put_listing
from storage.mementos import put_mementos
from storage.outbox import StoredOutbox
from storage.reviews import put_review
from storage.sources import declare_sources
from tests.values import SOURCE, capture_at, hour

CLAUSE = "<p>We may share the records of your account with partners who advertise for us.</p>"


COOKIES = """
<h2>Cookies</h2><table><tr><th>Cookie</th><th>Provider</th><th>Purpose</th><th>Expiry</th></tr>
<tr><td>lumen_sid</td><td>Lumen</td><td>Keeps you signed in</td><td>30 days</td></tr>
<tr><td>_ga</td><td>Google Analytics</td><td>Counts visits</td><td>2 years</td></tr></table>
"""


def page(days: int) -> bytes:
    """Return a policy that keeps records for so many days."""
    return (
        "<html lang=en><title>Privacy policy</title><h1>Privacy policy</h1>"
        f"<p>Last updated: 1 May 2026</p>{CLAUSE * 3}"
        f"<p>We keep the records of your account for {days} days. See <a href='/rights'>your "
        f"rights</a> and the ways in which you may object to what we do with <s>some of</s> them.</p>"
        f"{COOKIES}"
    ).encode()


def html_at(number: float, body: bytes) -> tuple[Capture, bytes]:
    """Return a capture of a page so many hours after the start, with the page."""
    capture, _ = capture_at(number, body)
    headers = (("Content-Type", "text/html; charset=utf-8"), ("ETag", '"1"'))
    return replace(capture, headers=headers), body


def write_every_row(path: Path) -> None:
    """Make a database with a row of every kind, and nothing wrong."""
    alert = Alert(
        "all", "env:HOOK", "PT-C-1", SOURCE.source_id, hour(1), hour(3), hour(4), "s", "t"
    )
    with open_database(path) as connection:
        declare_sources(connection, [SOURCE], hour(0))
        failed = Attempt(
            SOURCE.source_id, hour(2), Outcome.TIMED_OUT, "no answer in 30 s", 503, None, hour(2)
        )
        got = [
            html_at(1, page(30)),
            html_at(3, page(90)),
            html_at(5, page(90)),
            html_at(7, page(30)),
            html_at(7.5, b"<html lang=en><title>Log in</title><p>Log in to go on.</p>"),
        ]
        last, body = got[-2]
        memento = "https://archive.example/1/https://lumen.example/terms"
        got[-2] = replace(last, memento_url=memento, digest_verified=True), body
        attempts = [
            Attempt(SOURCE.source_id, each.captured_at, Outcome.CAPTURED, "", 200, each.capture_id)
            for each, _ in got
        ]
        put_captures(connection, got, [failed, *attempts])
        put_listing(connection, "https://archive.example/cdx?x", hour(6), "1 2 3")
        put_archive_failure(connection, "https://archive.example/1", failed, is_final=True)
        put_mementos(
            connection, SOURCE.source_id, ("https://archive.example", SOURCE.url), [(1, hour(1))]
        )
        derive(connection, hour(8))
        put_review(
            connection, Review("PT-C-1", hour(8), "Ada", ReviewVerdict.REAL, Severity.LOW, "a note")
        )
        outbox = StoredOutbox(connection)
        outbox.put_alerts([alert])
        message = Message("m1", "env:HOOK", (alert.alert_id,), "s", "t")
        outbox.begin_sending(message, hour(9))
        outbox.end_sending(message, hour(9.1), "refused")
