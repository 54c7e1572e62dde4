"""Plan alerts: from rules and changes to alerts, each planned once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from policytrail.alerts.confirmed import asked_by, is_confirmed
from policytrail.alerts.delivery import Alert, PlannedAlert
from policytrail.alerts.rules import Rhythm, WatchRule
from policytrail.alerts.words import (
    change_subject,
    change_text,
    failure_subject,
    failure_text,
    recovery_subject,
    recovery_text,
)
from policytrail.report.build import OWN_TEXT
from policytrail.report.records import ChangeLine, Health, SourceLine, iso_time

SEND_HOUR = time(7, tzinfo=UTC)
"""When daily and weekly alerts leave; weekly ones on Monday."""
OLDEST = timedelta(days=30)
"""An older change is history that arrived late, not news: it is on the site, and not told."""
_FAILURE = "failing "
_OVER = "over: "
_FAILING = (Health.FAILING, Health.HELD, Health.LATE, Health.NEVER)


def rule_matches(rule: WatchRule, change: ChangeLine) -> bool:
    """Return whether a rule matches a change."""
    chosen = (
        (rule.services, {change.service_id}),
        (rule.policy_types, {change.policy_type}),
        (rule.tags, set(change.tags)),
        (rule.topics, set(change.topics)),
        (rule.provisions, set(change.provisions)),
    )
    if not all(not wanted or actual & set(wanted) for wanted, actual in chosen):
        return False
    if rule.figures and not any(
        limit.is_met(fact) for limit in rule.figures for fact in change.facts
    ):
        return False
    if rule.silent_only and not change.silent:
        return False
    if change.words_added + change.words_removed < rule.min_words:
        return False
    if not (rule.noise or change.alert or change.kind in OWN_TEXT):
        return False
    return rule.noise or change.severity.weight >= rule.severity.weight


def plan_alerts(
    rules: Sequence[WatchRule],
    changes: Iterable[ChangeLine],
    sources: Iterable[SourceLine],
    planned: Iterable[PlannedAlert],
    now: datetime,
) -> tuple[Alert, ...]:
    """Return the alerts that were not planned before, in chronological order.

    A change that was derived anew gets another id, yet the intervals of two changes of one source
    never overlap: an alert about an overlapping interval is about the same change.
    """
    held_by_key: dict[tuple[str, str, str], list[PlannedAlert]] = {}
    for planned_alert in planned:
        held_by_key.setdefault(
            (planned_alert.rule, planned_alert.target, planned_alert.source_id), []
        ).append(planned_alert)
    lines = tuple(sources)
    wanted = [
        *_of_changes(rules, tuple(changes), {line.source_id: line for line in lines}, now),
        *(alert for rule in rules for alert in _of_failures(rule, lines, now)),
        *(alert for rule in rules for alert in _of_recoveries(rule, lines, held_by_key, now)),
    ]
    new = [
        alert
        for alert in wanted
        if not any(
            _is_same(alert, before)
            for before in held_by_key.get((alert.rule, alert.target, alert.source_id), ())
        )
    ]
    return tuple(sorted(new, key=lambda alert: (alert.due_at, alert.not_after, alert.alert_id)))


def fresh_changes(
    known: Iterable[ChangeLine], current: Iterable[ChangeLine], now: datetime
) -> tuple[ChangeLine, ...]:
    """Return the changes found that are news: young, and not derived anew from those held."""
    before: dict[str, list[ChangeLine]] = {}
    for known_change in known:
        before.setdefault(known_change.source_id, []).append(known_change)
    return tuple(
        change
        for change in current
        if now - change.not_after <= OLDEST
        and not any(_intervals_overlap(change, other) for other in before.get(change.source_id, ()))
    )


def _is_same(alert: Alert, before: PlannedAlert) -> bool:
    if alert.about == before.about:
        return True
    of_changes = alert.about.startswith("PT-C-") and before.about.startswith("PT-C-")
    return of_changes and _intervals_overlap(alert, before)


def _intervals_overlap(first: Alert | ChangeLine, other: PlannedAlert | ChangeLine) -> bool:
    return first.not_before < other.not_after and other.not_before < first.not_after


def _of_changes(
    rules: Sequence[WatchRule],
    changes: Sequence[ChangeLine],
    sources: Mapping[str, SourceLine],
    now: datetime,
) -> Iterator[Alert]:
    steps: dict[str, list[ChangeLine]] = {}
    for change in changes:
        steps.setdefault(change.source_id, []).append(change)
    for change in changes:
        if now - change.not_after > OLDEST:
            continue
        line = sources.get(change.source_id)
        for rule in rules:
            if not rule_matches(rule, change):
                continue
            if not is_confirmed(change, asked_by(rule, line), line, steps[change.source_id]):
                continue
            for target in rule.to:
                yield _alert_of(rule, target, change, now)


def _alert_of(rule: WatchRule, target: str, change: ChangeLine, now: datetime) -> Alert:
    return Alert(
        rule=rule.name,
        target=target,
        about=change.change_id,
        source_id=change.source_id,
        not_before=change.not_before,
        not_after=change.not_after,
        due_at=due_at(rule.when, now),
        subject=change_subject(change),
        text=change_text(change, rule.site),
    )


def _of_failures(rule: WatchRule, sources: Iterable[SourceLine], now: datetime) -> Iterator[Alert]:
    for source in sources:
        since = source.last_seen or source.first_tried
        if rule.failing_days is None or since is None or source.health not in _FAILING:
            continue
        if now - since < timedelta(days=rule.failing_days) or not rule_watches(rule, source):
            continue
        for target in rule.to:
            yield Alert(
                rule=rule.name,
                target=target,
                about=f"{_FAILURE}{source.source_id} since {iso_time(since)}",
                source_id=source.source_id,
                not_before=since,
                not_after=now,
                due_at=due_at(rule.when, now),
                subject=failure_subject(source, now),
                text=failure_text(source, rule.site),
            )


def _of_recoveries(
    rule: WatchRule,
    sources: Iterable[SourceLine],
    planned: Mapping[tuple[str, str, str], Sequence[PlannedAlert]],
    now: datetime,
) -> Iterator[Alert]:
    """Yield recovery alerts for targets that were alerted to the failure."""
    for source in sources:
        if source.last_seen is None or source.health in _FAILING:
            continue
        for target in rule.to:
            for failure in planned.get((rule.name, target, source.source_id), ()):
                since = failure.not_before
                if failure.about.startswith(_FAILURE) and since < source.last_seen:
                    yield Alert(
                        rule=rule.name,
                        target=target,
                        about=f"{_OVER}{failure.about}",
                        source_id=source.source_id,
                        not_before=since,
                        not_after=source.last_seen,
                        due_at=due_at(rule.when, now),
                        subject=recovery_subject(source),
                        text=recovery_text(source, since, rule.site),
                    )


def rule_watches(rule: WatchRule, source: SourceLine) -> bool:
    """Return whether a rule covers a source."""
    chosen = (
        (rule.services, {source.service_id}),
        (rule.policy_types, {source.policy_type}),
        (rule.tags, set(source.tags)),
    )
    return all(not wanted or actual & set(wanted) for wanted, actual in chosen)


def due_at(rhythm: Rhythm, now: datetime) -> datetime:
    """Return when an alert that is planned now is due.

    >>> due_at(Rhythm.WEEKLY, datetime(2026, 11, 21, tzinfo=UTC)).isoformat()
    '2026-11-23T07:00:00+00:00'
    """
    if rhythm is Rhythm.AT_ONCE:
        return now
    send_at = datetime.combine(now.date(), SEND_HOUR)
    while send_at <= now or (rhythm is Rhythm.WEEKLY and send_at.weekday() != 0):
        send_at += timedelta(days=1)
    return send_at
