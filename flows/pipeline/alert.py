"""Plan and send the alerts of the watch rules, once per run."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.alerts import DeliveryOptions, plan_and_send, target_address
from flows.database import database_opener, store_settings
from policytrail.alerts import WatchRule, is_dead
from policytrail.report import ManifestEntry
from storage import SENDING, OutboxInTurns, sole_right

POST = DeliveryOptions(target_address)


@dataclass(frozen=True, slots=True)
class Alerted:
    """How many alerts a round sent, left waiting and gave up."""

    sent: int = 0
    waiting: int = 0
    """For their time, or for the next try."""
    dead: int = 0
    """Tried so often that nobody tries any more."""


def alert_in_turns(
    path: Path,
    rules: tuple[WatchRule, ...],
    entries: Iterable[ManifestEntry],
    now: datetime,
    post: DeliveryOptions = POST,
) -> Alerted:
    """Plan and send the alerts that are due; failed deliveries are retried in a later round.

    The database is opened only for each read and write; meanwhile no other process sends the same.

    Args:
        path: The database.
        rules: Who is told of what.
        entries: Those that were published, or `flows.pipeline.publish.read_site_entries` of the database.
        now: The time of the round.
        post: How messages leave.

    Raises:
        DatabaseBusy: another process sends, or holds the database, for longer than is allowed.
    """
    with sole_right(path, SENDING, store_settings(os.environ).wait_s):
        box = OutboxInTurns(database_opener(path))
        before = box.count_arrived()
        if rules:
            plan_and_send(box, rules, entries, now, post)
        pending = box.pending_alerts()
        dead = sum(map(is_dead, pending))
        return Alerted(box.count_arrived() - before, len(pending) - dead, dead)
