"""Group due alerts into messages, one for each rule and target."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from policytrail.alerts.plan import Alert
from policytrail.alerts.words import join_message, subject_gravity, together_html
from policytrail.text import hash_parts

TRIES = 6
"""After so many failures a message is dead, and `policytrail status` shows it."""
FIRST_PAUSE = timedelta(minutes=5)
"""Doubled after each failure: 5, 10, 20, 40, 80 minutes."""
_LISTED = 50


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


def is_due(pending: Pending, now: datetime, *, dead_too: bool = False) -> bool:
    """Return whether an alert is to be sent now: it is due and not waiting for a retry.

    With `dead_too`, one that nobody tries any more is tried once more.
    """
    if is_dead(pending):
        return dead_too
    return now >= next_try(pending)


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
    return f"{cause}{'Tried again' if pending.failures else 'Leaves'} {when}, with the next `policytrail tell` or `track`"


def messages_due(
    pending: Iterable[Pending], now: datetime, *, dead_too: bool = False
) -> tuple[Message, ...]:
    """Return the messages to send now, grouped by rule and target."""
    groups: dict[tuple[str, str], list[Alert]] = {}
    for alert in pending:
        if is_due(alert, now, dead_too=dead_too):
            groups.setdefault((alert.alert.rule, alert.alert.target), []).append(alert.alert)
    return tuple(_build_message(rule, target, alerts) for (rule, target), alerts in groups.items())


def trial_message(rule: str, target: str, now: datetime) -> Message:
    """Return a test message, marked as such, to try a target."""
    return Message(
        rule,
        target,
        (),
        f"policytrail: test message of the watch rule {rule}",
        f"This is a test of the watch rule {rule!r}, sent {now:%Y-%m-%d %H:%M} UTC by "
        "`policytrail tell --test`. Alerts of this rule arrive here. Nothing has changed.\n",
    )


def _build_message(rule: str, target: str, alerts: Sequence[Alert]) -> Message:
    """Return one message of one or many alerts, the most severe first, since it gives the subject."""
    ordered = sorted(
        alerts,
        key=lambda alert: (
            subject_gravity(alert.subject),
            alert.subject,
            alert.not_after,
            alert.alert_id,
        ),
    )
    ids = tuple(alert.alert_id for alert in ordered)
    foot, more = _message_footer(rule, ids), len(ordered) - 1
    subject = ordered[0].subject + (f", and {more} more" if more else "")
    parts = [(alert.subject if more else "", alert.text) for alert in ordered[:_LISTED]]
    if len(ordered) > _LISTED:
        left = len(ordered) - _LISTED
        parts.append(("", f"And {left} more: the front page of the reports lists them all."))
    return Message(
        rule, target, ids, subject, join_message(parts, foot), together_html(parts, foot)
    )


def _message_footer(rule: str, ids: Sequence[str]) -> str:
    """Return the footer: why it was sent, with the ids by which a duplicate is recognised."""
    more = f" and {len(ids) - _LISTED} more" if len(ids) > _LISTED else ""
    return (
        f"Sent by the watch rule {rule!r}. If this comes twice, the ids are the same: "
        f"{', '.join(ids[:_LISTED])}{more}"
    )
