"""What to know about a service first: what is unusual, and what changed for or against users."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from pydantic import ConfigDict

from policytrail.model import ProvisionMove, Severity
from policytrail.report.record_config import RECORD_CONFIG
from policytrail.report.records import ChangeLine, FindingChangeRecord

MOST_SHOWN: Final = 5
_WEIGHTY: Final = (Severity.HIGH, Severity.MEDIUM)


@dataclass(frozen=True, slots=True)
class UnusualRecord:
    """A provision that few other services have."""

    provision_id: str
    source_id: str
    title: str
    severity: Severity
    excerpt: str
    services: int
    """How many services have one of its type."""
    of: int
    """How many services were read."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class ProvisionEffectRecord:
    """A change of a provision in favour of users or against them."""

    change_id: str
    not_after: datetime
    title: str
    move: str
    """`added`, `removed`, `strengthened` or `weakened`."""
    severity: Severity

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class OverviewRecord:
    """The overview of a service."""

    unusual: tuple[UnusualRecord, ...] = ()
    """Gravest first."""
    year: int | None = None
    """The year of its latest alert; null if there was none."""
    worse: tuple[ProvisionEffectRecord, ...] = ()
    """Of that year: burdens that came and protection that got weaker, gravest first."""
    better: tuple[ProvisionEffectRecord, ...] = ()
    """Of that year: burdens that went and protection that got stronger, gravest first."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


NO_OVERVIEW: Final = OverviewRecord()


def year_of_effects(
    changes: Sequence[ChangeLine], moved: Mapping[str, Sequence[FindingChangeRecord]]
) -> tuple[int | None, tuple[ProvisionEffectRecord, ...], tuple[ProvisionEffectRecord, ...]]:
    """Return the year of the latest alert, and what changed against and for users in it.

    `moved` are the moves of each change, by its id.
    """
    alerts = [change for change in changes if change.alert]
    if not alerts:
        return None, (), ()
    year = max(change.not_after.year for change in alerts)
    worse: list[ProvisionEffectRecord] = []
    better: list[ProvisionEffectRecord] = []
    for change in alerts:
        for each in moved.get(change.change_id, ()) if change.not_after.year == year else ():
            turn = _effect_on_users(each)
            if turn:
                record = ProvisionEffectRecord(
                    change.change_id, change.not_after, each.title, each.move, each.severity
                )
                (worse if turn < 0 else better).append(record)
    return year, _gravest_effects(worse), _gravest_effects(better)


def _effect_on_users(each: FindingChangeRecord) -> int:
    """Return -1 for a change against users, 1 for one in their favour, else 0."""
    if each.what != "provision":
        return 0
    is_weighty = each.severity in _WEIGHTY
    if each.move == ProvisionMove.WEAKENED or (each.move == ProvisionMove.ADDED and is_weighty):
        return -1
    gone = each.move == ProvisionMove.REMOVED and is_weighty
    return int(each.move == ProvisionMove.STRENGTHENED or gone)


def _gravest_effects(turns: Iterable[ProvisionEffectRecord]) -> tuple[ProvisionEffectRecord, ...]:
    latest: dict[tuple[str, str], ProvisionEffectRecord] = {}
    for turn in sorted(turns, key=lambda turn: (turn.not_after, turn.change_id)):
        latest[turn.title, turn.move] = turn
    ordered = sorted(
        latest.values(), key=lambda turn: (-turn.severity.weight, -turn.not_after.timestamp())
    )
    return tuple(ordered[:MOST_SHOWN])
