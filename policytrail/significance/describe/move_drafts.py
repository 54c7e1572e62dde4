"""Statements on new kinds of clauses, and on declared trackers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policytrail.model import (
    Certainty,
    Document,
    DocumentPair,
    FindingsChange,
    Hunk,
    Lead,
    Provision,
    ProvisionChange,
    ProvisionMove,
    Severity,
    Side,
    Span,
    Statement,
    Tracker,
    TrackerCategory,
    TrackerChange,
    TrackerMove,
)
from policytrail.significance.classify import quote_beginning
from policytrail.significance.describe.draft import PlacedSentence, StatementDraft, with_full_stop
from policytrail.significance.describe.list_leads import (
    find_lead,
    forbids_reader,
    one_sided_headline,
    quote_lead,
    words_of_lead,
)

_WEIGHTS = {Severity.HIGH: 12.0, Severity.MEDIUM: 6.0, Severity.LOW: 2.5, Severity.NONE: 2.0}
_NAMED = 3
_BAN = "You may not:"
"""The beginning of a sentence that is a ban by itself."""
_TRACKERS = 5.0
_FIGURE = 5.0


@dataclass(frozen=True, slots=True)
class ClauseTypes:
    """How the types of clauses are named and read."""

    titles: Mapping[str, str]
    """Their names, in words."""
    acts: frozenset[str]
    """Those that say what the service does."""


def move_drafts(
    step: FindingsChange, pair: DocumentPair, types: ClauseTypes
) -> Iterator[StatementDraft]:
    """Yield statements on what became of clauses and trackers."""
    yield from _clause_type_drafts(step.provisions, pair, types)
    yield from _tracker_drafts(step.trackers, pair.diff.hunks)


def _clause_type_drafts(
    changes: Sequence[ProvisionChange], pair: DocumentPair, types: ClauseTypes
) -> Iterator[StatementDraft]:
    """Yield statements on the clause types that only one of the two texts has."""
    seen: set[str] = set()
    for change in changes:
        provision = change.new if change.move is ProvisionMove.ADDED else change.old
        is_moved = change.move in (ProvisionMove.ADDED, ProvisionMove.REMOVED)
        if not is_moved or not change.is_first_of_kind or provision is None or change.hunk is None:
            continue
        if change.type in seen or change.type not in types.titles:
            continue
        come = change.move is ProvisionMove.ADDED
        title = types.titles[change.type]
        verb = "added" if come else "removed"
        spans = _move_spans(provision, pair.diff.hunks[change.hunk], come=come)
        placed_lead = _lead_over(provision, pair.new if come else pair.old)
        lead = words_of_lead(placed_lead)
        if provision.excerpt[:1].islower() and not lead:
            continue  # the end of a sentence says nothing by itself
        seen.add(change.type)
        quote = quote_beginning(provision.excerpt)
        name = f"{title} {verb}"
        text = f"{name}: {f'under {quote_lead(lead)}, ' if lead else ''}{quote}"
        headline = name
        if change.type in types.acts and forbids_reader(provision.excerpt, lead):
            headline = one_sided_headline(provision.excerpt, lead or _BAN, come=come)
            text = f"{'New ban' if come else 'Removed from the bans'}: {quote}"
        statement = Statement(
            with_full_stop(text),
            headline,
            f"provision_{verb}",
            change.hunk,
            *spans,
            Certainty.LIKELY,
            placed_lead,
        )
        yield StatementDraft(statement, _WEIGHTS[provision.severity] * provision.confidence)


def _lead_over(found: Provision, document: Document) -> Lead | None:
    """Return the introduction of the list to which a clause belongs; None if it is no item."""
    quote = found.quote
    position = quote.position
    if document.blocks[position : position + 1] != (quote.block,):
        return None
    placed = PlacedSentence(found.excerpt, quote.start, quote.end, quote.block.kind, "", 0)
    return find_lead(placed, Side(position, position, (quote.block,)), document)


def _move_spans(found: Provision, hunk: Hunk, *, come: bool) -> tuple[Span | None, Span | None]:
    side = hunk.new if come else hunk.old
    span = _span_in(found.quote.position, found.quote.start, found.quote.end, side)
    return (None, span) if come else (span, None)


def _span_in(position: int, start: int, end: int, side: Side | None) -> Span | None:
    if side is None or not side.first <= position <= side.last:
        return None
    begin = sum(len(block.text) + 1 for block in side.blocks[: position - side.first])
    return Span(begin + start, begin + end)


def _tracker_drafts(
    changes: Sequence[TrackerChange], hunks: Sequence[Hunk]
) -> Iterator[StatementDraft]:
    for move, verb in ((TrackerMove.ADDED, "added"), (TrackerMove.REMOVED, "removed")):
        some = [change for change in changes if change.move is move and change.hunk is not None]
        if some:
            yield _tracker_list_draft(some, hunks, verb)
    for change in changes:
        if change.move is TrackerMove.RETENTION and change.hunk is not None:
            yield _retention_draft(change, hunks)


def _tracker_list_draft(
    some: Sequence[TrackerChange], hunks: Sequence[Hunk], verb: str
) -> StatementDraft:
    first = some[0]
    categories = {_tracker_category(change) for change in some}
    kind = f"{categories.pop()} " if len(categories) == 1 and None not in categories else ""
    names = ", ".join(
        f"`{name}`" for name in list(dict.fromkeys(change.name for change in some))[:_NAMED]
    )
    more = len(some) - _NAMED
    listed = f"{names} and {more} more" if more > 0 else names
    noun = "cookie" if len(some) == 1 else "cookies"
    headline = f"{len(some)} {kind}{noun} {verb}: {listed}"
    come = verb == "added"
    spans = _tracker_spans(first, hunks, come=come, gone=not come)
    statement = Statement(
        with_full_stop(headline), headline, f"tracker_{verb}", first.hunk or 0, *spans
    )
    weight = _TRACKERS + (2.0 if "advertising" in kind else 0.0) + min(len(some), 6) / 3
    return StatementDraft(statement, weight)


def _tracker_category(one: TrackerChange) -> TrackerCategory | None:
    tracker: Tracker | None = one.new or one.old
    return tracker.category if tracker else None


def _retention_draft(one: TrackerChange, hunks: Sequence[Hunk]) -> StatementDraft:
    headline = f"Cookie `{one.name}` stays {one.detail.replace('->', '→')}"
    spans = _tracker_spans(one, hunks, come=True, gone=True)
    statement = Statement(
        with_full_stop(headline), headline, "tracker_retention", one.hunk or 0, *spans
    )
    return StatementDraft(statement, _FIGURE)


def _tracker_spans(
    one: TrackerChange, hunks: Sequence[Hunk], *, come: bool, gone: bool
) -> tuple[Span | None, Span | None]:
    hunk = hunks[one.hunk or 0]
    old, new = (tracker.quote if tracker else None for tracker in (one.old, one.new))
    return (
        _span_in(old.position, old.start, old.end, hunk.old) if old and gone else None,
        _span_in(new.position, new.start, new.end, hunk.new) if new and come else None,
    )
