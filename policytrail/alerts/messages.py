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


def is_due(one: Pending, now: datetime, *, dead_too: bool = False) -> bool:
    """Return whether an alert is to be sent now: it is due and not waiting for a retry.

    With `dead_too`, one that nobody tries any more is tried once more.
    """
    if is_dead(one):
        return dead_too
    return now >= next_try(one)


def next_try(one: Pending) -> datetime:
    """Return from when on an alert is to be sent, if it is not dead."""
    if one.tried_at is None or not one.failures:
        return one.alert.due_at
    return max(one.alert.due_at, one.tried_at + FIRST_PAUSE * 2 ** (one.failures - 1))


def is_dead(one: Pending) -> bool:
    """Return whether an alert was given up after too many attempts."""
    return one.failures >= TRIES


def delivery_advice(one: Pending, fault: str, now: datetime) -> str:
    """Return why an alert was not delivered, and what to do about it."""
    cause = f"Not sent: {fault.rstrip('.')}. " if fault else ""
    if is_dead(one):
        return f"{cause}See to it, then `policytrail tell --dead`"
    due = next_try(one)
    when = f"from {due:%Y-%m-%d %H:%M} UTC on" if due > now else "now"
    return f"{cause}{'Tried again' if one.failures else 'Leaves'} {when}, with the next `policytrail tell` or `track`"


def messages_due(
    pending: Iterable[Pending], now: datetime, *, dead_too: bool = False
) -> tuple[Message, ...]:
    """Return the messages to send now, grouped by rule and target."""
    groups: dict[tuple[str, str], list[Alert]] = {}
    for one in pending:
        if is_due(one, now, dead_too=dead_too):
            groups.setdefault((one.alert.rule, one.alert.target), []).append(one.alert)
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
        key=lambda one: (subject_gravity(one.subject), one.subject, one.not_after, one.alert_id),
    )
    ids = tuple(one.alert_id for one in ordered)
    foot, more = _message_footer(rule, ids), len(ordered) - 1
    subject = ordered[0].subject + (f", and {more} more" if more else "")
    parts = [(one.subject if more else "", one.text) for one in ordered[:_LISTED]]
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
