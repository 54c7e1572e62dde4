"""The front page: changes by week and month, services by name, what needs attention first."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from policytrail.model import Kind
from policytrail.report.build.noise import sort_out
from policytrail.report.records import ChangeLine, Health, IndexRecord, SourceLine
from policytrail.report.words import phrases

LATELY = 20
"""Alerts that stand by week; the rest of them by month, folded."""
MOST_ALERTS, MOST_OTHERS = 300, 60
"""More on one page than anybody scrolls through; the pages of services hold all of them."""
ILL = (Health.NEVER, Health.FAILING, Health.HELD, Health.LATE)
"""What needs a look, the most urgent first."""


@dataclass(frozen=True, slots=True)
class Period:
    """Alerts of a week or a month, latest first."""

    first: datetime
    last: datetime
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class NamedPolicy:
    """A policy in its service's row."""

    name: str
    source: SourceLine

    @property
    def needs_attention(self) -> bool:
        """Return whether the source needs attention."""
        return self.source.health in ILL


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service in one row."""

    service_id: str
    name: str
    policies: tuple[NamedPolicy, ...]
    alerts: int
    last: ChangeLine | None
    """Its latest change that is no noise."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The values by which readers filter alerts, with their display names."""

    services: tuple[tuple[str, str], ...]
    policy_types: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Front:
    """What the front page shows, in its order."""

    alerts: int
    weeks: tuple[Period, ...]
    months: tuple[Period, ...]
    older: int
    """Alerts that it does not show."""
    choices: Choices
    healths: tuple[tuple[Health, int], ...]
    ill: tuple[SourceLine, ...]
    services: tuple[ServiceRow, ...]
    edits: tuple[ChangeLine, ...]
    all_edits: int
    noise: tuple[ChangeLine, ...]
    all_noise: int
    noise_kinds: tuple[tuple[Kind, int], ...]


def build_front_page(record: IndexRecord) -> Front:
    """Return what the front page shows; the changes of the record are latest first."""
    parts = sort_out(record.changes)
    weeks = tuple(_recent_weeks(parts.alerts))
    rest = parts.alerts[sum(len(week.changes) for week in weeks) : MOST_ALERTS]
    healths = Counter(line.health for line in record.sources)
    return Front(
        alerts=len(parts.alerts),
        weeks=weeks,
        months=tuple(_group_by_period(rest, _month_bounds)),
        older=max(0, len(parts.alerts) - MOST_ALERTS),
        choices=_choices_among(parts.alerts[:MOST_ALERTS]),
        healths=tuple((health, healths[health]) for health in Health if healths[health]),
        ill=tuple(
            sorted((line for line in record.sources if line.health in ILL), key=_urgency_order)
        ),
        services=tuple(_service_rows(record.sources, (*parts.alerts, *parts.edits))),
        edits=parts.edits[:MOST_OTHERS],
        all_edits=len(parts.edits),
        noise=parts.noise[:MOST_OTHERS],
        all_noise=len(parts.noise),
        noise_kinds=parts.noise_kinds,
    )


def _choices_among(alerts: Sequence[ChangeLine]) -> Choices:
    """Return the services, policy types and topics of the alerts, each sorted by name."""
    services = {alert.service_id: alert.service for alert in alerts}
    types = {alert.policy_type: phrases.title_words(alert.policy_type) for alert in alerts}
    topics = {topic: phrases.title_words(topic) for alert in alerts for topic in alert.topics}
    return Choices(*(_sort_by_name(names) for names in (services, types, topics)))


def _sort_by_name(names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(names.items(), key=lambda item: item[1].casefold()))


def _recent_weeks(alerts: Sequence[ChangeLine]) -> Iterator[Period]:
    """Yield whole weeks until enough alerts are shown."""
    shown = 0
    for week in _group_by_period(alerts[:MOST_ALERTS], week_bounds):
        if shown and shown + len(week.changes) > LATELY:
            return
        shown += len(week.changes)
        yield week


def _group_by_period(
    alerts: Sequence[ChangeLine], ends: Callable[[datetime], tuple[datetime, datetime]]
) -> Iterator[Period]:
    for (first, last), some in groupby(alerts, key=lambda alert: ends(alert.not_after)):
        # Gravest first; among equals the order stays, which is latest first.
        yield Period(first, last, tuple(sorted(some, key=lambda alert: -alert.severity.weight)))


_FIRST = datetime.min.replace(tzinfo=UTC) + timedelta(days=6)
_LAST = datetime.max.replace(tzinfo=UTC) - timedelta(days=6)


def week_bounds(moment: datetime) -> tuple[datetime, datetime]:
    """Return the Monday and the Sunday of a time's week."""
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    monday = max(day, _FIRST) - timedelta(days=day.weekday())
    return monday, min(monday, _LAST) + timedelta(days=6)


def _month_bounds(moment: datetime) -> tuple[datetime, datetime]:
    """Return the first day of a time's month, twice: a month is named by one day."""
    first = moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return first, first


def _urgency_order(line: SourceLine) -> tuple[int, float, str]:
    """Return a sort key that puts the most urgent first: never captured, then longest not captured."""
    return (
        ILL.index(line.health),
        line.last_seen.timestamp() if line.last_seen else 0,
        line.source_id,
    )


def _service_rows(
    sources: Sequence[SourceLine], changes: Sequence[ChangeLine]
) -> Iterator[ServiceRow]:
    of_service: dict[str, list[ChangeLine]] = {}
    for listed in changes:
        of_service.setdefault(listed.service_id, []).append(listed)
    for service_id, group in groupby(sources, key=lambda line: line.service_id):
        policies = list(group)
        own = of_service.get(service_id, [])
        yield ServiceRow(
            service_id,
            policies[0].service,
            tuple(_named_policies(policies)),
            sum(change.alert for change in own),
            max(own, key=lambda change: (change.not_after, change.change_id), default=None),
        )


def _named_policies(policies: Sequence[SourceLine]) -> Iterator[NamedPolicy]:
    """Yield the policies by their types; where two are of one type, the address tells them apart."""
    types = Counter(policy.policy_type for policy in policies)
    for policy in policies:
        name = phrases.title_words(policy.policy_type)
        where = phrases.short_url(policy.url).rpartition("/")[2]
        yield NamedPolicy(f"{name} ({where})" if types[policy.policy_type] > 1 else name, policy)
