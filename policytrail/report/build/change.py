"""Change -> ChangeRecord and ChangeLine: the published form of a change."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from policytrail.model import (
    Change,
    ClaimedDate,
    Document,
    Evidence,
    Hunk,
    Kind,
    ProvisionMove,
    Side,
    Significance,
    Source,
    Statement,
    Version,
    Witness,
)
from policytrail.report.build.stored_headline import build_headline
from policytrail.report.records import (
    BlockRecord,
    CaptureRecord,
    ChangeLine,
    ChangeRecord,
    DateRecord,
    FactRecord,
    FindingChangeRecord,
    HunkRecord,
    LeadRecord,
    MementoRecord,
    NewVersionRecord,
    ReasonRecord,
    RecipeRecord,
    ReviewRecord,
    SideRecord,
    SourceName,
    SpanRecord,
    StatementRecord,
    StatsRecord,
    VersionRecord,
)
from policytrail.section_path import section_at
from policytrail.significance.weigh import AMOUNTS, NAMED_PERIODS

CHANGE_FORMAT = "policytrail/change/2"
_TOUCHED = frozenset(
    {
        ProvisionMove.ADDED,
        ProvisionMove.REMOVED,
        ProvisionMove.STRENGTHENED,
        ProvisionMove.WEAKENED,
        ProvisionMove.REWORDED,
    }
)
"""What a change does to a provision that it touches: its words came, went or are others."""
_FIGURES = AMOUNTS | NAMED_PERIODS


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The changes of the same source before and after one, by id."""

    earlier: str | None = None
    later: str | None = None


ALONE = Neighbours()


def change_record(  # noqa: PLR0913 (what stands beside a change is by name)
    change: Change,
    before: Document | None = None,
    after: Document | None = None,
    moved: Iterable[FindingChangeRecord] = (),
    *,
    is_current: bool = True,
    neighbours: Neighbours = ALONE,
) -> ChangeRecord:
    """Return the published record of a change.

    With the two documents, each hunk names the section that it stands in.
    """
    transition, verdict = change.transition, change.assessment.significance
    diff = change.assessment.diff
    kinds = verdict.hunk_kinds[: len(diff.hunks)]
    return ChangeRecord(
        format=CHANGE_FORMAT,
        change_id=change.change_id,
        source=source_name(change.source),
        not_before=transition.not_before,
        not_after=transition.not_after,
        occurrence=transition.occurrence,
        kind=verdict.kind,
        alert=verdict.alert,
        severity=verdict.severity,
        silent=verdict.silent,
        is_reversion=verdict.is_reversion,
        topics=verdict.topics,
        headline=build_headline(verdict),
        summary=verdict.summary,
        statements=statement_records(verdict),
        reasons=reason_records(verdict),
        facts=fact_records(verdict),
        stats=StatsRecord(
            diff.stats.blocks_old,
            diff.stats.blocks_new,
            diff.stats.words_added,
            diff.stats.words_removed,
        ),
        hunks=tuple(
            _hunk_record(hunk, kind, _section_of_hunk(hunk, before, after))
            for hunk, kind in zip_longest(diff.hunks, kinds)
            if hunk
        ),
        before=version_record(transition.before),
        after=new_version_record(transition.after),
        recipe=recipe_record(change.source),
        moved=tuple(sorted(moved, key=lambda one: (-one.severity.weight, one.title, one.name))),
        is_current=is_current,
        reviews=review_records(change),
        earlier=neighbours.earlier,
        later=neighbours.later,
    )


def reason_records(verdict: Significance) -> tuple[ReasonRecord, ...]:
    """Return the reasons of a verdict."""
    return tuple(
        ReasonRecord(reason.code, reason.detail, reason.hunk) for reason in verdict.reasons
    )


def fact_records(verdict: Significance) -> tuple[FactRecord, ...]:
    """Return the facts that a change altered."""
    return tuple(FactRecord(fact.what, fact.old, fact.new, fact.hunk) for fact in verdict.facts)


def statement_records(verdict: Significance) -> tuple[StatementRecord, ...]:
    """Return the statements about a change, most important first."""
    return tuple(map(_statement_record, verdict.statements))


def review_records(change: Change) -> tuple[ReviewRecord, ...]:
    """Return the reviews of a change, oldest first."""
    return tuple(
        ReviewRecord(
            review.reviewed_at, review.reviewed_by, review.verdict, review.severity, review.note
        )
        for review in change.reviews
    )


def _statement_record(one: Statement) -> StatementRecord:
    old, new = (SpanRecord(span.start, span.end) if span else None for span in (one.old, one.new))
    lead = one.lead and LeadRecord(one.lead.text, one.lead.block, one.lead.start, one.lead.end)
    return StatementRecord(
        one.text, one.headline, one.kind, one.hunk, old, new, one.certainty, lead
    )


def change_line(change: Change, moves: Iterable[FindingChangeRecord] = ()) -> ChangeLine:
    """Return a change as lists show it; `moves` are the changes of its provisions."""
    touched = {move.name for move in moves if move.what == "provision" and move.move in _TOUCHED}
    source, verdict = change.source, change.assessment.significance
    return ChangeLine(
        change_id=change.change_id,
        source_id=source.source_id,
        service=source.service,
        service_id=source.service_id,
        policy_type=source.policy_type,
        not_before=change.transition.not_before,
        not_after=change.transition.not_after,
        kind=verdict.kind,
        alert=verdict.alert,
        severity=verdict.severity,
        silent=verdict.silent,
        is_reversion=verdict.is_reversion,
        summary=verdict.summary,
        topics=verdict.topics,
        words_added=change.assessment.diff.stats.words_added,
        words_removed=change.assessment.diff.stats.words_removed,
        tags=source.tags,
        headline=build_headline(verdict),
        provisions=tuple(sorted(touched)),
        reviewed=change.reviews[-1].verdict if change.reviews else None,
        facts=tuple(fact for fact in fact_records(verdict) if fact.what in _FIGURES and fact.new),
    )


def source_name(source: Source) -> SourceName:
    """Return the identification of a source in a record."""
    return SourceName(
        source.source_id,
        source.service,
        source.service_id,
        source.policy_type,
        source.url,
        source.tags,
        source.policy_id,
    )


def recipe_record(source: Source) -> RecipeRecord:
    """Return the recipe by which the source's bodies become documents."""
    recipe = source.recipe
    return RecipeRecord(
        sha256=recipe.sha256,
        extractor=recipe.extractor,
        select=tuple(str(rule) for rule in recipe.select),
        remove=tuple(str(rule) for rule in recipe.remove),
        fetch=source.fetch,
    )


def version_record(version: Version) -> VersionRecord:
    """Return a version with the captures that bound it."""
    return VersionRecord(
        document_sha256=version.document_sha256,
        recipe_sha256=version.recipe_sha256,
        captures=version.captures,
        is_reversion=version.is_reversion,
        first=_capture_record(version.first),
        last=_capture_record(version.last),
        claimed_dates=tuple(_date_record(date) for date in version.claimed_dates),
    )


def new_version_record(version: Version) -> NewVersionRecord:
    """Return a version by its first capture."""
    return NewVersionRecord(
        document_sha256=version.document_sha256,
        recipe_sha256=version.recipe_sha256,
        is_reversion=version.is_reversion,
        first=_capture_record(version.first),
        claimed_dates=tuple(_date_record(date) for date in version.claimed_dates),
    )


def _capture_record(evidence: Evidence) -> CaptureRecord:
    return CaptureRecord(
        capture_id=evidence.capture_id,
        captured_at=evidence.captured_at,
        origin=evidence.origin,
        url=evidence.url,
        final_url=evidence.final_url,
        status=evidence.status,
        body_sha256=evidence.body_sha256,
        memento_url=evidence.memento_url,
        memento_before=_memento_record(evidence.before),
        memento_after=_memento_record(evidence.after),
    )


def _memento_record(witness: Witness | None) -> MementoRecord | None:
    return None if witness is None else MementoRecord(witness.captured_at, witness.memento_url)


def _date_record(date: ClaimedDate) -> DateRecord:
    return DateRecord(date.kind, date.date, date.text, date.block)


def _section_of_hunk(hunk: Hunk, before: Document | None, after: Document | None) -> str:
    if hunk.new:
        return section_at(after, hunk.new.first)
    return section_at(before, hunk.old.first) if hunk.old else ""


def _hunk_record(hunk: Hunk, kind: Kind | None, section: str) -> HunkRecord:
    return HunkRecord(
        op=hunk.op,
        kind=kind,
        old=_side_record(hunk.old) if hunk.old else None,
        new=_side_record(hunk.new) if hunk.new else None,
        edits=tuple((edit.op, edit.text) for edit in hunk.edits),
        section=section,
    )


def _side_record(side: Side) -> SideRecord:
    starts = [0]
    for block in side.blocks:
        starts.append(starts[-1] + len(block.text) + 1)
    blocks = tuple(
        BlockRecord(block.kind, block.level, block.number, start, after - 1)
        for block, (start, after) in zip(side.blocks, pairwise(starts), strict=True)
    )
    return SideRecord(side.first, side.last, side.text, blocks)
