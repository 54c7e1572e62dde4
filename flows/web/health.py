"""The health of the pipeline for programs: JSON for monitors, metrics for Prometheus."""

import json
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from flows.database import reading_database
from policytrail.alerts import is_dead
from policytrail.errors import PolicyTrailError
from policytrail.health import HealthRecord, State, judge_health
from storage import (
    StoredOutbox,
    file_states,
    health_records,
    is_lake,
    lake_bytes,
    newest_event,
    store_exists,
)

_FRESH_S: Final = 15.0
"""For so long, an answer is given again: monitors that ask often cost little."""


@dataclass(frozen=True, slots=True)
class PipelineHealth:
    """The health of the pipeline."""

    fault: str = ""
    """Why it does not work at all; empty if it does. Failing sources are no fault of the pipeline."""
    states: Mapping[str, int] = field(default_factory=dict[str, int])
    """How many sources are in which state."""
    last_event: datetime | None = None
    """When a source was last captured or tried."""
    alerts_waiting: int = 0
    alerts_dead: int = 0
    store_bytes: int = 0

    @property
    def is_fine(self) -> bool:
        """Return whether the pipeline works."""
        return not self.fault

    def json_text(self) -> str:
        """Return the health as one JSON object."""
        return json.dumps(
            {
                "status": "ok" if self.is_fine else "failing",
                "fault": self.fault,
                "sources": dict(self.states),
                "last_event": self.last_event.isoformat() if self.last_event else None,
                "alerts": {"waiting": self.alerts_waiting, "dead": self.alerts_dead},
                "store_bytes": self.store_bytes,
            }
        )


def health_looker(db: Path, find_fault: Callable[[], str] = str) -> Callable[[], PipelineHealth]:
    """Return what looks at the health of a database, and of what serves it.

    Args:
        db: the database, which is only read.
        find_fault: returns why the server does not work; empty if it does.
    """
    kept: list[tuple[float, PipelineHealth]] = []
    reader = _PastReader(db)

    def look() -> PipelineHealth:
        """Return the health, at most some seconds old."""
        if not kept or time.monotonic() - kept[0][0] > _FRESH_S:
            kept[:] = [(time.monotonic(), _look_once(reader))]
        health, fault = kept[0][1], find_fault()
        return PipelineHealth(fault) if fault else health

    return look


@dataclass(frozen=True, slots=True)
class _StoredPast:
    records: tuple[HealthRecord, ...] = ()
    last_event: datetime | None = None
    alerts_waiting: int = 0
    alerts_dead: int = 0
    store_bytes: int = 0


class _PastReader:
    """Caches what is read until something is written: a large database takes seconds to read."""

    def __init__(self, db: Path) -> None:
        self.db = db
        self._read: tuple[object, _StoredPast] | None = None

    def read_past(self) -> _StoredPast:
        """Return what is stored.

        Raises:
            PolicyTrailError: the database cannot be read.
        """
        state = file_states(self.db)
        if self._read is None or self._read[0] != state:
            with reading_database(self.db) as connection:
                letters = StoredOutbox(connection).undelivered_alerts()
                dead = sum(is_dead(letter.pending) for letter in letters)
                past = _StoredPast(
                    health_records(connection),
                    newest_event(connection),
                    len(letters) - dead,
                    dead,
                    lake_bytes(connection) if is_lake(self.db) else self.db.stat().st_size,
                )
            self._read = state, past
        return self._read[1]


def _look_once(reader: _PastReader) -> PipelineHealth:
    if not store_exists(reader.db):
        return PipelineHealth()  # before the first run
    try:
        past = reader.read_past()
    except PolicyTrailError as error:
        return PipelineHealth(str(error))
    now = datetime.now(UTC)
    counts = Counter(judge_health(record, now).state for record in past.records)
    return PipelineHealth(
        states={str(state): counts[state] for state in State},
        last_event=past.last_event,
        alerts_waiting=past.alerts_waiting,
        alerts_dead=past.alerts_dead,
        store_bytes=past.store_bytes,
    )


def metrics_text(health: PipelineHealth) -> bytes:
    """Return the health in Prometheus's text format."""
    registry = CollectorRegistry()

    def put_gauge(name: str, meaning: str, value: float) -> None:
        """Add a metric without labels."""
        Gauge(f"policytrail_{name}", meaning, registry=registry).set(value)

    put_gauge("up", "1 if the pipeline works.", float(health.is_fine))
    sources = Gauge("policytrail_sources", "Sources by state.", ["state"], registry=registry)
    for state, count in health.states.items():
        sources.labels(state=state).set(count)
    if health.last_event:
        put_gauge(
            "last_event_timestamp_seconds",
            "When a source was last captured or tried.",
            health.last_event.timestamp(),
        )
    put_gauge("alerts_waiting", "Alerts not delivered yet.", health.alerts_waiting)
    put_gauge("alerts_dead", "Alerts given up.", health.alerts_dead)
    put_gauge("store_bytes", "Size of the database file.", health.store_bytes)
    return generate_latest(registry)
