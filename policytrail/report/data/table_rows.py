"""The rows that a site gives its data tables."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeAlias

from policytrail.language import total_days
from policytrail.model import Source
from policytrail.report.build import ChangeDetails, ProvisionLine
from policytrail.report.manifest import ManifestEntry
from policytrail.report.records import ChangeLine, FindingChangeRecord

Cells: TypeAlias = tuple[str | datetime | bool | int | float | None, ...]
Entries: TypeAlias = Sequence[ManifestEntry]


def source_rows(sources: Iterable[Source]) -> Iterator[Cells]:
    """Yield the declared sources."""
    for source in sources:
        yield (
            source.source_id,
            source.service_id,
            source.service,
            source.policy_type,
            source.url,
            str(source.fetch),
            source.every_s,
            " ".join(source.tags),
            source.recipe.sha256,
        )


def change_rows(entries: Entries) -> Iterator[Cells]:
    """Yield the changes."""
    return (_change_row(change) for entry in entries for change in entry.changes)


def _change_row(change: ChangeLine) -> Cells:
    return (
        change.change_id,
        change.source_id,
        change.service_id,
        change.service,
        change.policy_type,
        change.not_before,
        change.not_after,
        str(change.kind),
        str(change.severity),
        change.alert,
        change.silent,
        change.is_reversion,
        " ".join(change.topics),
        change.words_added,
        change.words_removed,
        change.headline,
        change.summary,
    )


def provision_rows(entries: Entries) -> Iterator[Cells]:
    """Yield the provisions of the current texts."""
    for entry in entries:
        details = {each.provision_id: each for each in entry.details.provisions}
        for line in entry.provisions:
            detail = details.get(line.provision_id)
            more = (detail.stated, detail.severity_rule) if detail else (None, None)
            yield *_provision_row(line), *more


def _provision_row(line: ProvisionLine) -> Cells:
    return (
        line.provision_id,
        line.type,
        line.title,
        line.source_id,
        line.service_id,
        line.service,
        line.policy_type,
        str(line.severity),
        line.confidence,
        line.block,
        line.excerpt,
    )


def attribute_rows(entries: Entries) -> Iterator[Cells]:
    """Yield the attributes of these provisions."""
    for entry in entries:
        for detail in entry.details.provisions:
            for each in detail.attributes:
                is_number = not isinstance(each.value, bool | str)
                yield (
                    detail.provision_id,
                    entry.source.source_id,
                    each.name,
                    str(each.value).lower() if isinstance(each.value, bool) else str(each.value),
                    float(each.value) if is_number else None,
                    each.excerpt,
                )


def _placed_changes(entries: Entries) -> Iterator[tuple[tuple[str, str], ChangeDetails]]:
    """Yield each change behind its id and that of its source, with which its rows begin."""
    for entry in entries:
        for change in entry.details.changes:
            yield (change.change_id, entry.source.source_id), change


def reason_rows(entries: Entries) -> Iterator[Cells]:
    """Yield the reasons of verdicts."""
    for place, change in _placed_changes(entries):
        for each in change.reasons:
            yield *place, each.code, each.detail, each.hunk


def fact_rows(entries: Entries) -> Iterator[Cells]:
    """Yield the values that changes altered."""
    for place, change in _placed_changes(entries):
        for each in change.facts:
            yield (
                *place,
                each.what,
                each.old,
                each.new,
                total_days(each.old) if each.old else None,
                total_days(each.new) if each.new else None,
                each.hunk,
            )


def statement_rows(entries: Entries) -> Iterator[Cells]:
    """Yield the statements about changes, one sentence each."""
    for place, change in _placed_changes(entries):
        for each in change.statements:
            yield *place, each.kind, each.headline, each.text, str(each.certainty), each.hunk


def moves_of_kind(what: str) -> Callable[[Entries], Iterator[Cells]]:
    """Return a function that yields the changes of provisions, or of trackers."""

    def rows(entries: Entries) -> Iterator[Cells]:
        """Yield a row for each move of each change."""
        for place, change in _placed_changes(entries):
            for each in change.moved:
                if each.what == what:
                    yield *place, *_move_cells(each)

    return rows


def _move_cells(each: FindingChangeRecord) -> Cells:
    start = each.name, each.move, each.old, each.new
    if each.what == "tracker":
        return (*start, each.reason, each.hunk)
    return (*start, str(each.severity), each.reason, each.hunk)


def tracker_rows(entries: Entries) -> Iterator[Cells]:
    """Yield the trackers that the current texts declare."""
    for entry in entries:
        for each in entry.details.trackers:
            yield (
                entry.source.source_id,
                each.name,
                each.category,
                each.party,
                each.provider,
                each.purpose,
                each.retention,
                each.retention_days,
                " ".join(each.inferred),
                each.block,
                each.excerpt,
            )


def review_rows(entries: Entries) -> Iterator[Cells]:
    """Yield the reviews of changes."""
    for place, change in _placed_changes(entries):
        for each in change.reviews:
            yield (
                *place,
                each.reviewed_at,
                each.reviewed_by,
                str(each.verdict),
                str(each.severity) if each.severity else None,
                each.note,
            )


def announcement_rows(entries: Entries) -> Iterator[Cells]:
    """Yield the announcements of policies."""
    for entry in entries:
        for each in entry.announced:
            yield (
                each.source_id,
                each.due,
                each.first_seen,
                str(each.state),
                each.change_id,
                each.date_kept,
                each.notice_days,
                each.promised_days,
                each.preview,
                each.as_announced,
                each.preview_sha256,
                each.text,
            )


def gap_rows(entries: Entries) -> Iterator[Cells]:
    """Yield the periods without captures."""
    for entry in entries:
        for each in entry.gaps:
            yield entry.source.source_id, each.since, each.until, each.same_text, each.tries
