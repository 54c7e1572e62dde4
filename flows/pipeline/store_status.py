"""The state of all sources and alerts, as `status` shows it and gives it to programs."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from shlex import quote
from typing import Final, TypedDict, cast

from policytrail.alerts import is_dead
from policytrail.health import HealthRecord, HealthVerdict, State, judge_health
from policytrail.sources import find_moved, normal_url
from storage import (
    Connection,
    StoredOutbox,
    UndeliveredAlert,
    health_records,
    linked_addresses,
    redirect_targets,
)

FINE: Final = (State.OK, State.IMPORTED)
"""States in which nothing has to be done."""


class ComingChange(TypedDict):
    """A change that a policy announces, as the front page of the reports has it."""

    source_id: str
    due: str
    text: str


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One source."""

    record: HealthRecord
    verdict: HealthVerdict
    moved_to: str | None = None
    """Where its address leads each time, if that is another one; of a dead one, where it may be now."""

    @property
    def is_fine(self) -> bool:
        """Return whether nothing has to be done."""
        return self.verdict.state in FINE

    @property
    def advice(self) -> str:
        """Return what to do; empty if there is nothing."""
        if self.moved_to is None:
            return self.verdict.advice
        # In an address, a shell would act on `&` and `;`, and a page chooses what it links to.
        move = f"`policytrail sources move {self.record.source.source_id} {quote(self.moved_to)}`"
        if self.is_fine:
            return f"its address always leads to {self.moved_to}: {move}"
        return (
            f"{self.verdict.advice}. Other policies of the service link to {self.moved_to}: if it is "
            f"the same policy, {move}"
        )

    @property
    def next_due(self) -> datetime | None:
        """Return when it is due again; None for one that was never captured by us: at once."""
        own_at = self.record.last_own_at
        return own_at and own_at + timedelta(seconds=self.record.source.every_s)


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """All of it."""

    sources: tuple[SourceStatus, ...]
    undelivered: tuple[UndeliveredAlert, ...]
    announced: tuple[ComingChange, ...] = ()

    @property
    def dead_alerts(self) -> int:
        """Return how many alerts were given up."""
        return sum(is_dead(waiting_alert.pending) for waiting_alert in self.undelivered)

    @property
    def needs_attention(self) -> bool:
        """Return whether somebody should look at something."""
        return self.dead_alerts > 0 or not all(each.is_fine for each in self.sources)

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many sources are in which state."""
        return Counter(str(each.verdict.state) for each in self.sources)

    @property
    def next_due(self) -> datetime | None:
        """Return when the first source is due again."""
        return min((each.next_due for each in self.sources if each.next_due), default=None)

    def json_text(self, unset_targets: Sequence[str], *, trouble: bool = False) -> str:
        """Return the status as one JSON object; with `trouble`, only the sources that need attention."""
        return json.dumps(
            {
                "attention": self.needs_attention,
                "counts": dict(sorted(self.counts.items())),
                "next_due": _time_text(self.next_due),
                "alerts": {
                    "waiting": len(self.undelivered) - self.dead_alerts,
                    "dead": self.dead_alerts,
                    "without_address": list(unset_targets),
                },
                "announced": list(self.announced),
                "sources": [
                    {
                        "source_id": each.record.source.source_id,
                        "state": str(each.verdict.state),
                        "last_good": _time_text(each.record.last_good_at),
                        "next_due": _time_text(each.next_due),
                        "muted": bool(each.record.source.muting.parts),
                        "moved_to": each.moved_to,
                        "what_to_do": each.advice,
                    }
                    for each in self.sources
                    if not (trouble and each.is_fine)
                ],
            },
            ensure_ascii=False,
            indent=1,
        )


def read_status(connection: Connection, out: Path, now: datetime) -> StoreStatus:
    """Return the state of everything; what policies announce is read from the reports, if there are any."""
    targets, records = redirect_targets(connection), health_records(connection)
    dead = _where_dead_went(connection, records)
    return StoreStatus(
        tuple(
            SourceStatus(
                record,
                judge_health(record, now),
                dead.get(record.source.source_id) or _moved_to(record, targets),
            )
            for record in records
        ),
        tuple(StoredOutbox(connection).undelivered_alerts()),
        _coming_changes(out / "index.json"),
    )


def _where_dead_went(
    connection: Connection, records: Sequence[HealthRecord]
) -> dict[str, str | None]:
    """Return, by source whose address is dead, the address that its policy may have now."""
    tracked = [record.source.url for record in records]
    targets: dict[str, str | None] = {}
    for record in records:
        if record.is_dead:
            service_id = record.source.service_id
            siblings = [
                other.source.source_id for other in records if other.source.service_id == service_id
            ]
            linked = linked_addresses(connection, siblings)
            targets[record.source.source_id] = find_moved(record.source.url, linked, tracked)
    return targets


def _moved_to(record: HealthRecord, targets: Mapping[str, tuple[str, datetime]]) -> str | None:
    url, redirected_at = targets.get(record.source.source_id, ("", None))
    if not url or redirected_at != record.last_own_at or record.source.access.link:
        return None
    return None if normal_url(url) == normal_url(record.source.url) else url


def _coming_changes(index: Path) -> tuple[ComingChange, ...]:
    try:
        index_fields = json.loads(index.read_text("utf-8"))
        rows = cast("list[dict[str, str]]", index_fields["announced"])
        return tuple(
            ComingChange(source_id=row["source_id"], due=row["due"], text=row["text"])
            for row in rows
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ()  # no reports, or those of another version


def _time_text(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
