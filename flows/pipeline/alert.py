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
from storage import SENDING, Connection, OutboxInTurns, StoredOutbox, sole_right

POST = DeliveryOptions(target_address)


@dataclass(frozen=True, slots=True)
class Alerted:
    """How many alerts a round sent, left waiting and gave up."""

    sent: int = 0
    waiting: int = 0
    """For their time, or for the next try."""
    dead: int = 0
    """Tried so often that nobody tries any more."""


def send_due_alerts(
    connection: Connection,
    rules: tuple[WatchRule, ...],
    entries: Iterable[ManifestEntry],
    now: datetime,
    post: DeliveryOptions = POST,
) -> Alerted:
    """Plan and send the alerts that are due; failed deliveries are retried in a later round.

    The entries are those that were published, or `flows.pipeline.publish.site_told` of the database.

    The connection is held meanwhile, so that no other process sends the same.
    """
    return _send_round(StoredOutbox(connection), rules, entries, now, post)


def alert_in_turns(
    path: Path,
    rules: tuple[WatchRule, ...],
    entries: Iterable[ManifestEntry],
    now: datetime,
    post: DeliveryOptions = POST,
) -> Alerted:
    """Do the same with a database that is opened only for each read and write.

    Raises:
        DatabaseBusy: another process sends, or holds the database, for longer than is allowed.
    """
    with sole_right(path, SENDING, store_settings(os.environ).wait_s):
        return _send_round(OutboxInTurns(database_opener(path)), rules, entries, now, post)


def _send_round(
    box: StoredOutbox | OutboxInTurns,
    rules: tuple[WatchRule, ...],
    entries: Iterable[ManifestEntry],
    now: datetime,
    post: DeliveryOptions,
) -> Alerted:
    before = box.count_arrived()
    if rules:
        plan_and_send(box, rules, entries, now, post)
    pending = box.pending_alerts()
    dead = sum(map(is_dead, pending))
    return Alerted(box.count_arrived() - before, len(pending) - dead, dead)
