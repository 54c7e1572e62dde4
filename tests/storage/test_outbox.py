"""The outbox in a real database: what is told stays told, what is in doubt stays pending."""

from datetime import timedelta
from pathlib import Path

import pytest

from policytrail.alerts.delivery import TRIES, Pending, is_dead
from policytrail.alerts.messages import messages_due
from policytrail.alerts.plan import plan_alerts
from storage.database import Connection, open_database
from storage.outbox import StoredOutbox
from tests.alerts.examples import ALARM, EDIT, NOW, RULE, as_told

ALERTS = plan_alerts([RULE], [ALARM, EDIT], (), (), NOW)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def outbox(connection: Connection) -> StoredOutbox:
    box = StoredOutbox(connection)
    box.put_alerts(ALERTS)
    return box


def test_alerts_come_back_as_they_went_in(outbox: StoredOutbox) -> None:
    assert outbox.pending_alerts() == tuple(Pending(one) for one in ALERTS)


def test_the_same_alerts_twice_add_no_row(outbox: StoredOutbox) -> None:
    outbox.put_alerts(ALERTS)

    assert len(outbox.pending_alerts()) == len(ALERTS)


def test_what_was_planned_stays_told_when_it_has_arrived(outbox: StoredOutbox) -> None:
    (message,) = messages_due(outbox.pending_alerts(), NOW)

    outbox.begin_sending(message, NOW)
    outbox.end_sending(message, NOW, "")

    assert outbox.pending_alerts() == ()
    assert set(outbox.planned_alerts()) == {as_told(one) for one in ALERTS}


def test_a_beginning_without_an_end_leaves_the_alerts_pending(outbox: StoredOutbox) -> None:
    (message,) = messages_due(outbox.pending_alerts(), NOW)

    outbox.begin_sending(message, NOW)

    assert outbox.pending_alerts() == tuple(Pending(one, 0, NOW) for one in ALERTS)
    assert [one.message_id for one in messages_due(outbox.pending_alerts(), NOW)] == [
        message.message_id
    ]


def test_a_fault_is_counted_and_kept(outbox: StoredOutbox) -> None:
    (message,) = messages_due(outbox.pending_alerts(), NOW)

    outbox.begin_sending(message, NOW)
    outbox.end_sending(message, NOW, "the receiver did not accept it")
    outbox.begin_sending(message, LATER)
    outbox.end_sending(message, LATER, "env:MAIL: the environment variable MAIL is not set")

    letter = outbox.undelivered_alerts()[0]
    assert letter.pending == Pending(ALERTS[0], 2, LATER)
    assert letter.fault == "env:MAIL: the environment variable MAIL is not set"


def test_an_alert_that_failed_and_then_arrived_is_done(outbox: StoredOutbox) -> None:
    (message,) = messages_due(outbox.pending_alerts(), NOW)

    outbox.end_sending(message, NOW, "away")
    outbox.end_sending(message, LATER, "")

    assert outbox.pending_alerts() == ()


def test_an_alert_dies_after_its_last_try(outbox: StoredOutbox) -> None:
    (message,) = messages_due(outbox.pending_alerts(), NOW)

    for number in range(TRIES):
        outbox.end_sending(message, NOW + timedelta(hours=number), "away")

    assert [is_dead(one) for one in outbox.pending_alerts()] == [True, True]


def test_a_beginning_is_durable_when_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with open_database(path) as connection:
        box = StoredOutbox(connection)
        box.put_alerts(ALERTS)
        box.begin_sending(messages_due(box.pending_alerts(), NOW)[0], NOW)

    with open_database(path) as connection:
        found = StoredOutbox(connection).pending_alerts()

    assert found == tuple(Pending(one, 0, NOW) for one in ALERTS)
