"""Ranks statements about a change, and makes headline and summary of them.

Everything is decided here: figures, clauses, declared trackers, adverse edits and the words of the
policy itself arrive as drafts, are ranked together, and are each reported once.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policytrail.language import TextIndex
from policytrail.model import (
    BlockKind,
    DocumentPair,
    FindingsChange,
    HunkOp,
    Reason,
    Severity,
    Statement,
)
from policytrail.significance.classify import is_stamp
from policytrail.significance.describe.adverse_drafts import adverse_drafts
from policytrail.significance.describe.draft import HEADING_CHARS, StatementDraft
from policytrail.significance.describe.figure_drafts import figure_drafts, named_pairs
from policytrail.significance.describe.languages import is_in_other_language
from policytrail.significance.describe.move_drafts import ClauseTypes, move_drafts
from policytrail.significance.describe.passage_drafts import passage_drafts
from policytrail.significance.describe.placed_texts import PlacedTexts
from policytrail.significance.describe.plain_words import describe_plainly
from policytrail.significance.describe.section_drafts import row_drafts, section_drafts
from policytrail.significance.describe.term_drafts import term_drafts
from policytrail.significance.describe.wording_drafts import wording_drafts
from policytrail.significance.weigh import AdverseEdit, SubstantiveHunk
from policytrail.text import fold_for_comparison
from policytrail.whole_rewrite import Rewrite, judge_rewrite

MOST_STATEMENTS = 12
_MOST_HUNKS = 250
"""The largest real rewrite of the corpora has 222."""
_LOOKED_AT = 2_000
_IN_SUMMARY = 3
_IN_LONG_SUMMARY = 5
_MANY_MORE = 12
"""From this many passages on, the summary names more of them."""
_IN_HEADLINE = 2
_LIGHT = 0.4
"""A statement joins the first one in a headline only if it has this share of its weight."""
_LIGHTEST = 0.2
"""The same for the summary."""
_MANY = 5
"""From this many passages on, the summary says how much else changed."""
_HEADLINE_CHARS = 170
_OF_HUNK = 2
"""Most statements about one hunk, however short."""
_WORDS_OF_STATEMENT = 400
"""Edited words of a hunk for which it may have one more."""
_MOST_OF_HUNK = 6
_GRAVE = 6.0
_REMOVED = re.compile(r'^removed: "(.+)"$')
_SHARED_SPAN = 0.5
_LONG_QUOTE = re.compile(r'"([^"]{40})[^"]*"')
"""Letters of a quote's beginning that are enough to recognise it."""


@dataclass(frozen=True, slots=True)
class Description:
    """The description of a change."""

    headline: str
    summary: str
    statements: tuple[Statement, ...]
    rewrite: Rewrite = Rewrite.NO


@dataclass(frozen=True, slots=True)
class TellableChange:
    """Everything found about a change, to be described."""

    material: Sequence[SubstantiveHunk]
    adverse_edits: tuple[AdverseEdit, ...]
    step: FindingsChange
    titles: Mapping[str, str]
    """The names of the clause types, in words."""
    acts: frozenset[str] = frozenset()
    """The types that say what the service does."""
    grave: tuple[Reason, ...] = ()
    """What makes the change severe: the words that it names are stated first."""


def describe_change(
    tellable: TellableChange, pair: DocumentPair, weigh: Callable[[str], float]
) -> Description:
    """Return the statements about a substantive change, the weightiest first."""
    texts = PlacedTexts(
        TextIndex.of_document(pair.old), TextIndex.of_document(pair.new), weigh, pair
    )
    title = _document_title(pair)
    statements_told = [
        replace(draft, section="")
        if draft.section == title or len(draft.section) > HEADING_CHARS
        else draft
        for draft in tellable.material
        if not _is_stamp(draft) and not is_in_other_language(draft, pair)
    ]
    told_places = {draft.place for draft in statements_told}
    foreign = {substantive.place for substantive in tellable.material} - told_places
    drafts = sorted(
        (
            _weighed_by_severity(draft, tellable.grave)
            for draft in _collect_drafts(tellable, statements_told, texts, pair)
            if draft.statement.hunk not in foreign
        ),
        key=lambda draft: -draft.weight,
    )
    plain = describe_plainly(statements_told or tellable.material, texts)
    room = {
        hunk.place: min(_MOST_OF_HUNK, _OF_HUNK + hunk.size // _WORDS_OF_STATEMENT)
        for hunk in statements_told
    }
    chosen = list(_without_repetition(drafts, room))[:MOST_STATEMENTS]
    statements = tuple(draft.statement for draft in chosen)
    rewrite = judge_rewrite(pair, [draft.hunk for draft in statements_told])
    return Description(
        _compose_headline(chosen, rewrite) or plain.headline,
        _compose_summary(chosen, tellable.material, rewrite, plain.text),
        statements,
        rewrite,
    )


def _document_title(pair: DocumentPair) -> str:
    """Return the first heading of the new text; what stands under it is part of the policy."""
    return next((block.text for block in pair.new.blocks if block.kind is BlockKind.HEADING), "")


def _is_stamp(substantive: SubstantiveHunk) -> bool:
    return all(
        is_stamp(side.text)
        for side in (substantive.hunk.old, substantive.hunk.new)
        if side is not None
    )


def _collect_drafts(
    tellable: TellableChange,
    material: Sequence[SubstantiveHunk],
    texts: PlacedTexts,
    pair: DocumentPair,
) -> Iterator[StatementDraft]:
    terms = term_drafts(material, texts.new)
    texts = replace(texts, terms=terms.pairs | named_pairs(material))
    yield from terms.drafts
    yield from move_drafts(tellable.step, pair, ClauseTypes(tellable.titles, tellable.acts))
    trackers = frozenset(
        change.hunk for change in tellable.step.trackers if change.hunk is not None
    )
    for substantive in _heaviest_hunks(material, texts):
        yield from figure_drafts(substantive)
        yield from adverse_drafts(tellable.adverse_edits, substantive, texts)
        yield from section_drafts(substantive, texts)
        yield from passage_drafts(substantive, texts)
        yield from row_drafts(substantive, texts, trackers)
        yield from wording_drafts(substantive, texts, trackers)


def _heaviest_hunks(
    material: Sequence[SubstantiveHunk], texts: PlacedTexts
) -> Sequence[SubstantiveHunk]:
    """Return the hunks whose edited words weigh most, in order: of thousands, only a few can be described."""
    if len(material) <= _MOST_HUNKS:
        return material

    def weight(substantive: SubstantiveHunk) -> float:
        return texts.weigh(
            f"{substantive.gone[:_LOOKED_AT]} ¶ {substantive.come[:_LOOKED_AT]}"
        ) + len(substantive.facts)

    ranked = sorted(material, key=lambda substantive: -weight(substantive))
    return sorted(ranked[:_MOST_HUNKS], key=lambda substantive: substantive.place)


def _weighed_by_severity(draft: StatementDraft, grave: Sequence[Reason]) -> StatementDraft:
    """Return a draft, weightier if it quotes the words that make the change severe."""
    folded = fold_for_comparison(draft.statement.text)
    is_grave = any(
        reason.hunk == draft.statement.hunk
        and any(words in folded for words in _REMOVED.findall(reason.detail))
        for reason in grave
    )
    return replace(draft, weight=draft.weight + _GRAVE) if is_grave else draft


def _without_repetition(
    drafts: Iterable[StatementDraft], room: Mapping[int, int]
) -> Iterator[StatementDraft]:
    """Yield the drafts without those that repeat the words of a weightier one.

    `room` is how many statements each hunk may have.
    """
    taken: list[Statement] = []
    headlines: set[str] = set()
    counts: dict[int, int] = {}
    for draft in drafts:
        statement = draft.statement
        if statement.headline in headlines or any(
            _drafts_overlap(statement, other) for other in taken
        ):
            continue
        if _quotes_again(statement, taken):
            continue
        if counts.get(statement.hunk, 0) >= room.get(statement.hunk, _OF_HUNK):
            continue
        counts[statement.hunk] = counts.get(statement.hunk, 0) + 1
        headlines.add(statement.headline)
        taken.append(statement)
        yield draft


def _quotes_again(statement: Statement, taken: Sequence[Statement]) -> bool:
    """Return whether a statement quotes at length what a weightier one already quotes."""
    quotes = _LONG_QUOTE.findall(statement.text)
    return bool(quotes) and all(any(quote in other.text for other in taken) for quote in quotes)


def _drafts_overlap(statement: Statement, other: Statement) -> bool:
    """Return whether two statements rest on the same words."""
    if statement.hunk != other.hunk:
        return False
    for mine, other_span in ((statement.old, other.old), (statement.new, other.new)):
        if mine is None or other_span is None:
            continue
        shared = min(mine.end, other_span.end) - max(mine.start, other_span.start)
        if shared >= _SHARED_SPAN * min(mine.end - mine.start, other_span.end - other_span.start):
            return True
    return False


def _compose_headline(chosen: Sequence[StatementDraft], rewrite: Rewrite) -> str:
    parts = [str(rewrite)] if rewrite else []
    for draft in _weighty_drafts(chosen, _LIGHT)[:_IN_SUMMARY]:
        line = "; ".join((*parts, draft.statement.headline))
        if len(parts) < _IN_HEADLINE and (not parts or len(line) <= _HEADLINE_CHARS):
            parts.append(draft.statement.headline)
    line = "; ".join(parts)
    return line[:1].upper() + line[1:]


def _weighty_drafts(chosen: Sequence[StatementDraft], share: float) -> list[StatementDraft]:
    return [draft for draft in chosen if draft.weight >= share * chosen[0].weight]


def _compose_summary(
    chosen: Sequence[StatementDraft],
    material: Sequence[SubstantiveHunk],
    rewrite: Rewrite,
    plain: str,
) -> str:
    sentences = [f"{rewrite}."] if rewrite else []
    most = _IN_LONG_SUMMARY if len(material) >= _MANY_MORE else _IN_SUMMARY
    sentences += [draft.statement.text for draft in _weighty_drafts(chosen, _LIGHTEST)[:most]]
    if not chosen:
        sentences.append(plain)
    if len(material) >= _MANY:
        sentences.append(_describe_scope(material))
    return " ".join(sentences)


def _describe_scope(material: Sequence[SubstantiveHunk]) -> str:
    """Return how much of the text changed."""
    added = sum(substantive.hunk.op is HunkOp.INSERT for substantive in material)
    removed = sum(substantive.hunk.op is HunkOp.DELETE for substantive in material)
    edited = len(material) - added - removed
    counts = [
        f"{count} {word}"
        for count, word in ((edited, "edited"), (added, "added"), (removed, "removed"))
        if count
    ]
    listed = counts[0] if len(counts) == 1 else f"{', '.join(counts[:-1])} and {counts[-1]}"
    return f"In all, {listed} passages."


def severity_of_statements(statements: Iterable[Statement]) -> Severity:
    """Return the least severity that the changes to trackers and clauses give a change."""
    kinds = {statement.kind for statement in statements}
    return Severity.MEDIUM if "tracker_retention" in kinds else Severity.NONE
