"""Alerts as the outbox keeps them, and how far their delivery is.

Loaded by `status` and `storage`: nothing here may load the rules or the reports.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from policytrail.text import hash_parts

TRIES = 6
"""After so many failures a message is dead, and `policytrail status` shows it."""
FIRST_PAUSE = timedelta(minutes=5)
"""Doubled after each failure: 5, 10, 20, 40, 80 minutes."""


@dataclass(frozen=True, slots=True)
class PlannedAlert:
    """An earlier alert to one target, as recorded in the outbox."""

    rule: str
    target: str
    about: str
    """A change's id; of a source `failing SOURCE since TIME`, and later `over: ` and the same."""
    source_id: str
    not_before: datetime
    not_after: datetime
    """The interval of the change; of a failure, from the last good capture to the plan."""


@dataclass(frozen=True, slots=True)
class Alert(PlannedAlert):
    """One alert to one target."""

    due_at: datetime
    subject: str
    text: str

    @property
    def alert_id(self) -> str:
        """Return its lasting name: planning it twice is harmless."""
        return f"PT-A-{hash_parts('alert', self.rule, self.target, self.about)[:12]}"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one target."""

    rule: str
    target: str
    alert_ids: tuple[str, ...]
    subject: str
    text: str
    html: str = ""
    """The same in HTML, for mail."""

    @property
    def message_id(self) -> str:
        """Return its name: the same alerts sent again, after a crash, have the same."""
        return f"PT-M-{hash_parts('message', self.target, *sorted(self.alert_ids))[:12]}"


@dataclass(frozen=True, slots=True)
class Pending:
    """An alert in the outbox whose delivery is not confirmed."""

    alert: Alert
    failures: int = 0
    """How often sending it failed."""
    tried_at: datetime | None = None
    """When it was last begun; a crash leaves no failure, so it is due at once."""


def is_due(
    pending: Pending, now: datetime, *, dead_too: bool = False, without_pause: bool = False
) -> bool:
    """Return whether an alert is to be sent now: it is due and not waiting for a retry.

    With `dead_too`, one that nobody tries any more is tried once more; with `without_pause`, one
    that failed is tried again at once.
    """
    if is_dead(pending):
        return dead_too
    return now >= (pending.alert.due_at if without_pause else next_try(pending))


def next_try(pending: Pending) -> datetime:
    """Return from when on an alert is to be sent, if it is not dead."""
    if pending.tried_at is None or not pending.failures:
        return pending.alert.due_at
    return max(pending.alert.due_at, pending.tried_at + FIRST_PAUSE * 2 ** (pending.failures - 1))


def is_dead(pending: Pending) -> bool:
    """Return whether an alert was given up after too many attempts."""
    return pending.failures >= TRIES


def delivery_advice(pending: Pending, fault: str, now: datetime) -> str:
    """Return why an alert was not delivered, and what to do about it."""
    cause = f"Not sent: {fault.rstrip('.')}. " if fault else ""
    if is_dead(pending):
        return f"{cause}See to it, then `policytrail tell --dead`"
    due = next_try(pending)
    when = f"from {due:%Y-%m-%d %H:%M} UTC on" if due > now else "now"
    if pending.failures and now >= pending.alert.due_at:
        return f"{cause}Tried again {when}, by the next `track` or `serve`; `policytrail tell` tries at once"
    return f"{cause}{'Tried again' if pending.failures else 'Leaves'} {when}, with the next `policytrail tell` or `track`"
