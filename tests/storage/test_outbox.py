"""The outbox in a real database: what is told stays told, what is in doubt stays pending."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from policytrail.alerts.messages import TRIES, Pending, is_dead, messages
from policytrail.alerts.plan import plan
from storage.database import Connection, open_database
from storage.outbox import StoredOutbox
from tests.alerts.test_plan import ALARM, EDIT, NOW, RULE, as_told

ALERTS = plan([RULE], [ALARM, EDIT], (), (), NOW)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with open_database(tmp_path / "policytrail.duckdb") as connection:
        yield connection


@pytest.fixture
def outbox(connection: Connection) -> StoredOutbox:
    box = StoredOutbox(connection)
    box.put(ALERTS)
    return box


def test_alerts_come_back_as_they_went_in(outbox: StoredOutbox) -> None:
    assert outbox.pending() == tuple(Pending(one) for one in ALERTS)


def test_the_same_alerts_twice_add_no_row(outbox: StoredOutbox) -> None:
    outbox.put(ALERTS)

    assert len(outbox.pending()) == len(ALERTS)


def test_what_was_planned_stays_told_when_it_has_arrived(outbox: StoredOutbox) -> None:
    (message,) = messages(outbox.pending(), NOW)

    outbox.begin(message, NOW)
    outbox.end(message, NOW, "")

    assert outbox.pending() == ()
    assert set(outbox.told()) == {as_told(one) for one in ALERTS}


def test_a_beginning_without_an_end_leaves_the_alerts_pending(outbox: StoredOutbox) -> None:
    (message,) = messages(outbox.pending(), NOW)

    outbox.begin(message, NOW)

    assert outbox.pending() == tuple(Pending(one, 0, NOW) for one in ALERTS)
    assert [one.message_id for one in messages(outbox.pending(), NOW)] == [message.message_id]


def test_a_fault_is_counted_and_kept(outbox: StoredOutbox) -> None:
    (message,) = messages(outbox.pending(), NOW)

    outbox.begin(message, NOW)
    outbox.end(message, NOW, "the receiver did not accept it")
    outbox.begin(message, LATER)
    outbox.end(message, LATER, "env:MAIL: the environment variable MAIL is not set")

    letter = outbox.letters()[0]
    assert letter.pending == Pending(ALERTS[0], 2, LATER)
    assert letter.fault == "env:MAIL: the environment variable MAIL is not set"


def test_an_alert_that_failed_and_then_arrived_is_done(outbox: StoredOutbox) -> None:
    (message,) = messages(outbox.pending(), NOW)

    outbox.end(message, NOW, "away")
    outbox.end(message, LATER, "")

    assert outbox.pending() == ()


def test_an_alert_dies_after_its_last_try(outbox: StoredOutbox) -> None:
    (message,) = messages(outbox.pending(), NOW)

    for number in range(TRIES):
        outbox.end(message, NOW + timedelta(hours=number), "away")

    assert [is_dead(one) for one in outbox.pending()] == [True, True]


def test_a_beginning_is_durable_when_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with open_database(path) as connection:
        box = StoredOutbox(connection)
        box.put(ALERTS)
        box.begin(messages(box.pending(), NOW)[0], NOW)

    with open_database(path) as connection:
        found = StoredOutbox(connection).pending()

    assert found == tuple(Pending(one, 0, NOW) for one in ALERTS)
