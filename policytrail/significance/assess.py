"""A diff and what was seen before in, the verdict out."""

from collections.abc import Sequence

from policytrail.diff import compare
from policytrail.model import Diff, Document, Hunk, Kind, Severity, Significance
from policytrail.significance.history import history_of
from policytrail.significance.judge import Context, judge
from policytrail.significance.judgement import Judgement
from policytrail.significance.localisation import localised
from policytrail.significance.places import places_of
from policytrail.significance.reasons import reasons_for
from policytrail.significance.variants import nearer_variant
from policytrail.significance.whole import judge_whole

# What a change is, where no hunk is substantive: the first of these that a hunk is.
_TOLD_FIRST = (
    Kind.FAILURE,
    Kind.VARIANT,
    Kind.CHROME,
    Kind.EDITORIAL,
    Kind.LINK,
    Kind.TECHNICAL,
)


def assess(
    diff: Diff, old: Document, new: Document, earlier: Sequence[Document] = ()
) -> Significance:
    """Return what kind of change a diff is, and why.

    Args:
        diff: What turns `old` into `new`.
        old: The last document of the source.
        new: The document that came after it.
        earlier: The documents before `old`, each once, oldest first.
    """
    if not diff.hunks:
        return _without_hunks(old, new)
    whole = judge_whole(diff, old, new)
    is_reversion = any(document.blocks == new.blocks for document in earlier)
    judgements = _judgements(diff, old, new, earlier)
    if whole is not None:
        judgements = [whole] * len(judgements)
    elif is_reversion:
        judgements = [_reverted(judgement) for judgement in judgements]
    kind = _kind(judgements)
    return Significance(
        kind,
        kind is Kind.SUBSTANTIVE,
        Severity.NONE,
        (),
        "",
        reasons_for(diff, judgements, kind),
        hunk_kinds=tuple(judgement.kind for judgement in judgements),
        is_reversion=is_reversion,
    )


def _without_hunks(old: Document, new: Document) -> Significance:
    targets = [[link.target for link in document.links] for document in (old, new)]
    kind = Kind.NONE if targets[0] == targets[1] else Kind.LINK
    return Significance(kind, False, Severity.NONE, (), "", ())


def _judgements(
    diff: Diff, old: Document, new: Document, earlier: Sequence[Document]
) -> list[Judgement]:
    """Return what each hunk is, compared with the text that the new one is an edition of."""
    context = Context(diff, old, new, places_of(old), places_of(new), history_of(earlier))
    judgements = localised(diff, [judge(hunk, context) for hunk in diff.hunks])
    if not _is_substantive(judgements):
        return judgements
    variant = nearer_variant(diff, new, earlier)
    if variant is None:
        return judgements
    known = {block.text for block in old.blocks}
    inner = compare(variant, new)
    within = Context(inner, variant, new, places_of(variant), context.places_new, context.history)
    found = [judge(hunk, within) for hunk in inner.hunks]
    is_new = any(
        judgement.kind is Kind.SUBSTANTIVE and _is_novel(hunk, known)
        for hunk, judgement in zip(inner.hunks, found, strict=True)
    )
    return judgements if is_new else [_as_variant(judgement) for judgement in judgements]


def _is_substantive(judgements: list[Judgement]) -> bool:
    return any(judgement.kind is Kind.SUBSTANTIVE for judgement in judgements)


def _is_novel(hunk: Hunk, known: set[str]) -> bool:
    """Return whether a hunk says what the other variant did not say already."""
    come = hunk.new is not None and any(block.text not in known for block in hunk.new.blocks)
    gone = hunk.old is not None and any(block.text in known for block in hunk.old.blocks)
    return come or gone


def _as_variant(judgement: Judgement) -> Judgement:
    if judgement.kind is not Kind.SUBSTANTIVE:
        return judgement
    return Judgement(Kind.VARIANT, "variant_returned", judgement.detail)


def _reverted(judgement: Judgement) -> Judgement:
    if judgement.kind is not Kind.SUBSTANTIVE:
        return judgement
    return Judgement(Kind.VARIANT, "reversion", judgement.detail)


def _kind(judgements: list[Judgement]) -> Kind:
    kinds = {judgement.kind for judgement in judgements}
    return next(
        (kind for kind in (Kind.SUBSTANTIVE, *_TOLD_FIRST) if kind in kinds), Kind.TECHNICAL
    )
