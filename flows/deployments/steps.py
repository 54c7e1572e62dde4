"""The steps of runs as Prefect's tasks: each has its own time, time limit and second try in the pages."""

from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.logging import get_run_logger
from prefect.utilities.annotations import quote

from flows.database import database_opener, reading_database
from flows.pipeline import (
    LISTENER,
    Alerted,
    Derived,
    Published,
    alert_in_turns,
    derive_in_turns,
    publish_reports,
    rules_in,
)
from policytrail.alerts import WatchRule, WatchSettings
from policytrail.report import ManifestEntry

_LONG_S: Final = 4 * 3600
"""The first derivation of many years, and a derivation of everything after an upgrade, take hours."""
_SHORT_S: Final = 3600
_AGAIN: Final = 1
"""Each step can be killed at any place and done again with the same result."""
_AGAIN_S: Final = 10


@task(
    name="derive",
    retries=_AGAIN,
    retry_delay_seconds=_AGAIN_S,
    timeout_seconds=_LONG_S,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def derive_step(db: Path, now: datetime, only: Collection[str] | None = None) -> Derived:
    """Derive what is missing, or what is missing of the services of some sources."""
    derived = derive_in_turns(database_opener(db), now, LISTENER.get(), only=only)
    get_run_logger().info(
        "%d documents and %d changes derived, %d bodies are not the policy",
        derived.documents,
        derived.changes,
        derived.failures,
    )
    return derived


@task(
    name="publish",
    retries=_AGAIN,
    retry_delay_seconds=_AGAIN_S,
    timeout_seconds=_LONG_S,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def publish_step(db: Path, out: Path, watch: WatchSettings) -> Published:
    """Write the pages whose content changed."""
    with reading_database(db) as connection:
        published = publish_reports(connection, out, LISTENER.get(), watch)
    get_run_logger().info("%d pages written", published.written)
    if published.warning:
        get_run_logger().warning(published.warning)
    return published


def send_alerts(
    db: Path, watch: Path | None, entries: Iterable[ManifestEntry], now: datetime
) -> Alerted:
    """Send the alerts that are due, as a task.

    Raises:
        ConfigurationError: the file of watch rules is wrong.
    """
    # Prefect would look for futures in every line of every entry.
    return alert_step(db, rules_in(watch), quote(tuple(entries)), now)  # pyright: ignore[reportArgumentType] (it unwraps it)


@task(
    name="alert",
    retries=_AGAIN,
    retry_delay_seconds=_AGAIN_S,
    timeout_seconds=_SHORT_S,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def alert_step(
    db: Path, rules: tuple[WatchRule, ...], entries: tuple[ManifestEntry, ...], now: datetime
) -> Alerted:
    """Plan and send the alerts of the watch rules."""
    alerted = alert_in_turns(db, rules, entries, now)
    get_run_logger().info(
        "alerts: %d sent, %d waiting, %d given up", alerted.sent, alerted.waiting, alerted.dead
    )
    return alerted
