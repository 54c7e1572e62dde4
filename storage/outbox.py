"""The outbox: alerts and their deliveries, so that no alert is lost or needlessly repeated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from policytrail.alerts import Alert, Message, Pending, PlannedAlert
from storage.database import Connection, Opened, transaction
from storage.rows import Row, insert_new, instant_from_us

_ALERT = """
    rule, target, about, source_id,
    epoch_us(not_before), epoch_us(not_after), epoch_us(due_at), subject, text
"""


@dataclass(frozen=True, slots=True)
class UndeliveredAlert:
    """An alert that was not delivered, as shown to the operator."""

    pending: Pending
    fault: str
    """What was wrong the last time; empty if it was not tried, or died while it was."""


@dataclass(frozen=True, slots=True)
class StoredOutbox:
    """The outbox in an open database."""

    connection: Connection

    def planned_alerts(self) -> tuple[PlannedAlert, ...]:
        """Return what every alert ever planned was about."""
        rows = self.connection.execute(
            """
            SELECT rule, target, about, source_id, epoch_us(not_before), epoch_us(not_after)
            FROM alert
            """
        ).fetchall()
        return tuple(
            PlannedAlert(
                rule,
                target,
                about,
                source_id,
                instant_from_us(not_before),
                instant_from_us(not_after),
            )
            for rule, target, about, source_id, not_before, not_after in rows
        )

    def put_alerts(self, alerts: Sequence[Alert]) -> None:
        """Store alerts; one that is already stored stays as it is."""
        rows: list[Row] = [
            (
                alert.alert_id,
                alert.rule,
                alert.target,
                alert.about,
                alert.source_id,
                alert.not_before,
                alert.not_after,
                alert.due_at,
                alert.subject,
                alert.text,
            )
            for alert in alerts
        ]
        with transaction(self.connection):
            insert_new(self.connection, "alert", ("alert_id",), rows)

    def pending_alerts(self) -> tuple[Pending, ...]:
        """Return the alerts that are not known to have arrived, the first due first."""
        return tuple(undelivered.pending for undelivered in self.undelivered_alerts())

    def undelivered_alerts(self) -> tuple[UndeliveredAlert, ...]:
        """Return the pending alerts, each with what was wrong the last time."""
        rows = self.connection.execute(
            f"""
            SELECT failures, epoch_us(tried_at), fault, {_ALERT}
            FROM waiting_alert
            ORDER BY due_at, not_after, alert_id
            """  # noqa: S608 (our own columns)
        ).fetchall()
        return tuple(
            UndeliveredAlert(
                Pending(_alert_from_row(row), failures, tried_at and instant_from_us(tried_at)),
                fault,
            )
            for failures, tried_at, fault, *row in rows
        )

    def count_arrived(self) -> int:
        """Return how many alerts are known to have arrived."""
        row = self.connection.execute(
            """
            SELECT count(DISTINCT alert_id)
            FROM delivery
            WHERE step = 'end' AND fault = ''
            """
        ).fetchone()
        return int(row[0]) if row else 0

    def begin_sending(self, message: Message, at: datetime) -> None:
        """Record that a message is about to leave; durable when this returns."""
        self._note_step(message, at, "begin", "")

    def end_sending(self, message: Message, at: datetime, fault: str) -> None:
        """Record that it was accepted, or with which fault it was not."""
        self._note_step(message, at, "end", fault)

    def _note_step(self, message: Message, at: datetime, step: str, fault: str) -> None:
        rows = [(message.message_id, name, at, step, fault) for name in message.alert_ids]
        key = ("alert_id", "message_id", "step", "noted_at")
        with transaction(self.connection):
            insert_new(self.connection, "delivery", key, rows)


@dataclass(frozen=True, slots=True)
class OutboxInTurns:
    """The outbox in a database that is opened for each call only: sending may take minutes.

    Whoever sends holds `sole_right`, so that no other process sends the same.
    """

    opened: Opened

    def planned_alerts(self) -> tuple[PlannedAlert, ...]:
        """Return what every alert ever planned was about."""
        with self.opened() as connection:
            return StoredOutbox(connection).planned_alerts()

    def put_alerts(self, alerts: Sequence[Alert]) -> None:
        """Store alerts; one that is already stored stays as it is."""
        if alerts:
            with self.opened() as connection:
                StoredOutbox(connection).put_alerts(alerts)

    def pending_alerts(self) -> tuple[Pending, ...]:
        """Return the alerts that are not known to have arrived, the first due first."""
        with self.opened() as connection:
            return StoredOutbox(connection).pending_alerts()

    def count_arrived(self) -> int:
        """Return how many alerts are known to have arrived."""
        with self.opened() as connection:
            return StoredOutbox(connection).count_arrived()

    def begin_sending(self, message: Message, at: datetime) -> None:
        """Record that a message is about to leave; durable when this returns."""
        with self.opened() as connection:
            StoredOutbox(connection).begin_sending(message, at)

    def end_sending(self, message: Message, at: datetime, fault: str) -> None:
        """Record that it was accepted, or with which fault it was not."""
        with self.opened() as connection:
            StoredOutbox(connection).end_sending(message, at, fault)


def _alert_from_row(row: Sequence[object]) -> Alert:
    rule, target, about, source_id, not_before, not_after, due_at, subject, text = row
    return Alert(
        rule=str(rule),
        target=str(target),
        about=str(about),
        source_id=str(source_id),
        not_before=instant_from_us(not_before),
        not_after=instant_from_us(not_after),
        due_at=instant_from_us(due_at),
        subject=str(subject),
        text=str(text),
    )
