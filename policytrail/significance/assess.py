"""Assess a change: from a diff and the source's earlier documents to a verdict."""

from collections.abc import Sequence
from dataclasses import replace

from policytrail.diff import compare_documents
from policytrail.model import Diff, Document, Hunk, Kind, Muting, Reason, Severity, Significance
from policytrail.significance.classify import (
    Context,
    Judgement,
    Served,
    around_errors,
    build_context,
    edited_within,
    is_other_edition,
    judge_hunk,
    judge_whole,
    mark_joined,
    mark_localised,
    mark_renamed,
    mark_suggestions,
    mark_torn_rows,
    mark_translated,
    measure_overlap,
    nearer_variant,
    reasons_for,
    says_nothing,
)
from policytrail.significance.meaning import with_meaning
from policytrail.significance.mute_hunks import mute_hunks
from policytrail.significance.second_opinion import (
    card_in_use,
    certainties_of,
    decided,
    deciding_evidence,
)

# The kinds of a change without substantive hunks, in order of precedence.
_TOLD_FIRST = (
    Kind.FAILURE,
    Kind.VARIANT,
    Kind.CHROME,
    Kind.EDITORIAL,
    Kind.LINK,
    Kind.TECHNICAL,
)


SERVED_PLAINLY = Served()
_OF_ONE_TEXT = 0.35
"""Share of the shorter of two texts that both have, if they are editions of one text."""

_NOISE = {
    Kind.NONE: "The texts are the same.",
    Kind.EDITORIAL: "The wording was edited without a change of meaning.",
    Kind.LINK: "Only the targets of links changed.",
    Kind.CHROME: "Only the page around the policy changed.",
    Kind.FAILURE: "One of the texts is not the whole policy.",
    Kind.VARIANT: "Another version of the policy was served.",
    Kind.TECHNICAL: "Only white space, mark-up or the conversion changed.",
}
_NOISE_BY_CODE = {
    "date_only": "Only a date of the policy changed.",
    "reversion": "The text of an earlier version came back.",
    "other_page": "Another page was captured, as it was before.",
    "other_language": "The text was served in another language.",
    "other_edition": "The edition for another region was served.",
    "renamed": "A name was replaced by another throughout the policy.",
    "spelling_variant": "The text was served in another spelling.",
    "email_hidden": "Only the hiding of e-mail addresses changed.",
    "empty": "One of the texts is empty.",
    "truncated": "Only a part of the text was captured.",
    "collapsed": "The text was replaced by a much shorter one that is not the policy.",
    "sent_home": "The site answered with its front page in place of the policy.",
    "recovered": "The whole text is captured again.",
    "error_text": "An error message was captured in place of the text.",
    "ignored": "Only what the rules of the source ignore changed.",
    "outside_sections": "Only sections that the source does not ask for changed.",
    "ticker": "Only numbers that change by themselves changed.",
    "ticking": "Only a stamp that counts from now changed.",
    "copied": "The page shows the text twice, or no longer does.",
    "moved": "Clauses changed places; their words are the same.",
    "renumbered": "Clauses were renumbered; their words are the same.",
}


def assess_change(
    diff: Diff,
    old: Document,
    new: Document,
    earlier: Sequence[Document] = (),
    served: Served = SERVED_PLAINLY,
) -> Significance:
    """Return what kind of change a diff is, and why.

    Args:
        diff: What turns `old` into `new`.
        old: The last document of the source.
        new: The document that came after it.
        earlier: The documents before `old`, each once, oldest first.
        served: How the documents were served, as far as it is known.
    """
    if not diff.hunks:
        return _without_hunks(old, new)
    context = build_context(diff, old, new, earlier, served.banners)
    card = card_in_use()
    ruled = judge_hunks(context, earlier, served)
    certainties = certainties_of(context, ruled, card)
    judgements = mute_hunks(context, decided(context, ruled, certainties, card), served.muting)
    kinds = tuple(judgement.kind for judgement in judgements)
    kind = next(
        (kind for kind in (Kind.SUBSTANTIVE, *_TOLD_FIRST) if kind in kinds), Kind.TECHNICAL
    )
    if kind is not Kind.SUBSTANTIVE and says_nothing(old) and says_nothing(new):
        kind = Kind.FAILURE
    verdict = Significance(
        kind,
        alert=kind is Kind.SUBSTANTIVE,
        severity=Severity.NONE,
        topics=(),
        summary=_summary_of_noise(kind, judgements),
        reasons=reasons_for(diff, judgements, kind),
        hunk_kinds=kinds,
        is_reversion=any(document.blocks == new.blocks for document in earlier),
        confidence=_confidence(certainties, ruled),
    )
    if not verdict.alert:
        return verdict
    with_facts = with_meaning(verdict, context)
    evidence = deciding_evidence(ruled, verdict.confidence)
    return _weighed(replace(with_facts, reasons=(*with_facts.reasons, evidence)), served.muting)


def _weighed(found: Significance, muting: Muting) -> Significance:
    """Return the verdict, without its alert if it is less severe than the reader asked for."""
    if found.severity.weight >= muting.min_severity.weight:
        return found
    asked = f"{found.severity}; the source asks for {muting.min_severity} or more"
    return replace(found, alert=False, reasons=(Reason("below_severity", asked), *found.reasons))


def _confidence(certainties: dict[int, float], ruled: Sequence[Judgement]) -> float:
    """Return how certain it is that a change matters: the certainty of its surest substantive hunk."""
    substantive = [
        certainty
        for place, certainty in certainties.items()
        if ruled[place].kind is Kind.SUBSTANTIVE
    ]
    return round(max(substantive or certainties.values(), default=0.0), 3)


def _without_hunks(old: Document, new: Document) -> Significance:
    targets = [[link.target for link in document.links] for document in (old, new)]
    kind = Kind.NONE if targets[0] == targets[1] else Kind.LINK
    return Significance(kind, False, Severity.NONE, (), _NOISE.get(kind, ""), ())


def hunk_kinds(context: Context, earlier: Sequence[Document]) -> tuple[Kind, ...]:
    """Return what each hunk of a diff is."""
    return tuple(judgement.kind for judgement in judge_hunks(context, earlier))


def judge_hunks(
    context: Context, earlier: Sequence[Document], served: Served = SERVED_PLAINLY
) -> list[Judgement]:
    """Return what each hunk of a diff is, and why."""
    diff, new = context.diff, context.new
    whole_judgement = judge_whole(diff, context.old, new, served)
    if whole_judgement is not None:
        return [
            judge_hunk(hunk, context)
            if edited_within(hunk, whole_judgement, context.old)
            else whole_judgement
            for hunk in diff.hunks
        ]
    judgements = around_errors(diff, [judge_hunk(hunk, context) for hunk in diff.hunks])
    judgements = mark_joined(diff, judgements)
    judgements = mark_suggestions(diff, judgements, context.old, new)
    judgements = mark_localised(diff, judgements)
    judgements = mark_translated(diff, judgements)
    judgements = mark_torn_rows(diff, judgements, context.texts)
    judgements = mark_renamed(diff, judgements, context.texts)
    if not _is_substantive(judgements):
        return judgements
    code = _variant_code(context, earlier, served)
    if code == "reversion" and _is_other_page(context):
        return [Judgement(Kind.TECHNICAL, "other_page") for _ in judgements]
    return [_as_variant(judgement, code) for judgement in judgements] if code else judgements


def _is_other_page(context: Context) -> bool:
    """Return whether a text that came back is another page: editions of one text have more in common."""
    overlap = measure_overlap(context.diff, context.old, context.new)
    return overlap.kept < _OF_ONE_TEXT * min(overlap.old, overlap.new)


def _variant_code(context: Context, earlier: Sequence[Document], served: Served) -> str | None:
    """Return the reason code if a new text is only another variant served in turn, else None."""
    new = context.new
    if is_other_edition(context.diff, context.old, new):
        return "other_edition"
    # A text that was in force for weeks, was withdrawn for weeks and returns is news.
    served_in_turn = [text for text in earlier if text.sha256 not in served.withdrawn]
    if any(document.blocks == new.blocks for document in earlier):
        is_in_turn = any(document.blocks == new.blocks for document in served_in_turn)
        return "reversion" if is_in_turn else None
    variant = nearer_variant(context.diff, new, served_in_turn)
    if variant is None or _says_something_new(variant, context):
        return None
    return "variant_returned"


def _says_something_new(variant: Document, context: Context) -> bool:
    """Return whether a new text contains something that neither its variant nor the last text contained."""
    known = {block.text for block in context.old.blocks}
    inner = compare_documents(variant, context.new)
    within = build_context(inner, variant, context.new, ())
    return any(
        judge_hunk(hunk, within).kind is Kind.SUBSTANTIVE and _is_novel(hunk, known)
        for hunk in inner.hunks
    )


def _is_substantive(judgements: list[Judgement]) -> bool:
    return any(judgement.kind is Kind.SUBSTANTIVE for judgement in judgements)


def _is_novel(hunk: Hunk, known: set[str]) -> bool:
    """Return whether a hunk contains something that the other variant did not."""
    come = hunk.new is not None and any(block.text not in known for block in hunk.new.blocks)
    gone = hunk.old is not None and any(block.text in known for block in hunk.old.blocks)
    return come or gone


def _as_variant(judgement: Judgement, code: str) -> Judgement:
    if judgement.kind is not Kind.SUBSTANTIVE:
        return judgement
    return Judgement(Kind.VARIANT, code, judgement.detail)


def _summary_of_noise(kind: Kind, judgements: Sequence[Judgement]) -> str:
    codes = {judgement.code for judgement in judgements if judgement.kind is kind}
    if codes == {"moved", "renumbered"}:
        return _NOISE_BY_CODE["moved"]
    # None of several codes may be reported as the only one.
    kind_told = _NOISE.get(kind, "")
    return _NOISE_BY_CODE.get(codes.pop(), kind_told) if len(codes) == 1 else kind_told
