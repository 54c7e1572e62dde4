"""Send due alerts through Apprise and record the deliveries.

The start of each delivery is recorded before the message is sent, its end after it was accepted. If
a process dies in between, the message is sent again: delivery is at least once, since a duplicate
alert (with the same ids in its last line) does less harm than a lost one.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flows.alerts.transport import Address, deliver_message
from policytrail.alerts import (
    Alert,
    Message,
    Pending,
    PlannedAlert,
    WatchRule,
    language_asked,
    messages_due,
    plan_alerts,
    trial_message,
)
from policytrail.errors import ConfigurationError
from policytrail.report import ManifestEntry
from policytrail.report.words import in_language

logger = logging.getLogger(__name__)

Resolve = Callable[[str], Address]
"""The address behind a target; the address may hold a secret and is never logged."""
Deliver = Callable[[Address, Message], str]
"""Send a message to an address and return what was wrong, empty if it was accepted."""


class Outbox(Protocol):
    """The store of planned alerts and their deliveries; a run uses `storage.outbox`."""

    def planned_alerts(self) -> Iterable[PlannedAlert]:
        """Return what every alert ever planned was about."""
        ...

    def put_alerts(self, alerts: Sequence[Alert]) -> None:
        """Store alerts; one that is already stored stays as it is."""
        ...

    def pending_alerts(self) -> Iterable[Pending]:
        """Return the alerts that are not known to have arrived."""
        ...

    def begin_sending(self, message: Message, at: datetime) -> None:
        """Record that a message is about to leave; durable when this returns."""
        ...

    def end_sending(self, message: Message, at: datetime, fault: str) -> None:
        """Record that it was accepted, or with which fault it was not."""
        ...


@dataclass(frozen=True, slots=True)
class DeliveryOptions:
    """How messages leave."""

    resolve: Resolve
    deliver: Deliver = deliver_message
    dead_too: bool = False
    """Whether what nobody tries any more is tried once more."""
    without_pause: bool = False
    """Whether what failed is tried again at once."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a round of sending did, in messages."""

    accepted: int
    failed: int


def plan_and_send(
    outbox: Outbox,
    rules: Sequence[WatchRule],
    entries: Iterable[ManifestEntry],
    now: datetime,
    post: DeliveryOptions,
) -> Sent:
    """Put what is new into the outbox, then send what is due: one round, safe to repeat.

    The entries are those that were published: what reports tell is what alerts tell.
    """
    all_entries = tuple(entries)
    changes = [change for entry in all_entries for change in entry.changes]
    sources = [entry.source for entry in all_entries]
    with in_language(language_asked(rules)):
        outbox.put_alerts(plan_alerts(rules, changes, sources, outbox.planned_alerts(), now))
        return send_due(outbox, now, post)


def send_due(outbox: Outbox, now: datetime, post: DeliveryOptions) -> Sent:
    """Send all messages that are due; each is recorded before and after."""
    accepted = failed = 0
    pending = outbox.pending_alerts()
    for message in messages_due(
        pending, now, dead_too=post.dead_too, without_pause=post.without_pause
    ):
        outbox.begin_sending(message, now)
        fault = _send_message(message, post)
        outbox.end_sending(message, now, fault)
        accepted, failed = accepted + (not fault), failed + bool(fault)
        logger.info(
            "alert sent" if not fault else "alert failed", extra=_log_fields(message, fault)
        )
    return Sent(accepted, failed)


def send_trials(
    rules: Sequence[WatchRule], now: datetime, post: DeliveryOptions
) -> tuple[tuple[Message, str], ...]:
    """Send a test message to each target of the rules; return each with its fault, empty if none.

    Nothing is recorded, since a test message is not an alert.
    """
    with in_language(language_asked(rules)):
        messages = [trial_message(rule.name, target, now) for rule in rules for target in rule.to]
    return tuple((message, _send_message(message, post)) for message in messages)


def _send_message(message: Message, post: DeliveryOptions) -> str:
    try:
        address = post.resolve(message.target)
    except ConfigurationError as error:
        return str(error)
    return post.deliver(address, message)


def _log_fields(message: Message, fault: str) -> dict[str, object]:
    return {
        "target": message.target,
        "message_id": message.message_id,
        "alerts": len(message.alert_ids),
        "fault": fault,
    }
