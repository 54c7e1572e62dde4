"""Write the digests of a period, one for each watch rule, into the folder of reports."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from flows.pipeline.publish import Written, write_pages
from policytrail.alerts import WatchRule, rule_matches, rule_watches
from policytrail.errors import ConfigurationError
from policytrail.report import ManifestEntry
from policytrail.report.data import digest_pages, digest_record, with_announced
from policytrail.report.words import in_language

WEEK = timedelta(days=7)


def write_digests(
    rules: Sequence[WatchRule],
    entries: Sequence[ManifestEntry],
    out: Path,
    until: date,
    since: date | None = None,
) -> Written:
    """Write the digests from the start of `since` to the start of `until`.

    Digests report what the entries report; without `since`, on the week before.

    Raises:
        ConfigurationError: the period is empty.
    """
    first = since or until - WEEK
    if first >= until:
        raise ConfigurationError(f"from {first} to {until}: this period is empty")
    return write_pages(_digest_pages(rules, entries, first, until), out)


def rules_named(rules: Sequence[WatchRule], names: Sequence[str]) -> tuple[WatchRule, ...]:
    """Return the rules of these names; all of them if none is named.

    Raises:
        ConfigurationError: there is no rule to write a digest for, or none of a name.
    """
    if not rules:
        raise ConfigurationError("no watch rules: digests are written for the rules in watch.yaml")
    if missing := sorted(set(names) - {rule.name for rule in rules}):
        raise ConfigurationError(f"{', '.join(missing)}: no watch rule of that name")
    return tuple(rule for rule in rules if not names or rule.name in names)


def _digest_pages(
    rules: Sequence[WatchRule], entries: Sequence[ManifestEntry], since: date, until: date
) -> Iterator[tuple[str, str]]:
    for rule in rules:
        changes = [
            change for entry in entries for change in entry.changes if rule_matches(rule, change)
        ]
        sources = [entry.source for entry in entries if rule_watches(rule, entry.source)]
        chosen = {source.source_id for source in sources}
        notices = [
            announcement
            for entry in entries
            for announcement in entry.announced
            if announcement.source_id in chosen
        ]
        record = digest_record(
            rule.name, changes, sources, _midnight_utc(since), _midnight_utc(until)
        )
        with in_language(rule.language):
            pages = list(digest_pages(with_announced(record, notices), rule.site))
        yield from pages


def _midnight_utc(day: date) -> datetime:
    return datetime.combine(day, time(tzinfo=UTC))
