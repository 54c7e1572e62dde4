"""Silent edits: the policy's wording changed and its date did not."""

from collections.abc import Sequence

from policytrail.extract import find_claimed_dates
from policytrail.model import BlockKind, DateKind, Document, Reason
from policytrail.significance.classify import Context, Zone, latest_claimed_date
from policytrail.significance.weigh.notices import is_notice
from policytrail.significance.weigh.substantive_hunks import SubstantiveHunk


def silent_edit_reasons(
    context: Context, material: Sequence[SubstantiveHunk]
) -> tuple[Reason, ...]:
    """Return a reason if the policy's own wording changed in substance and none of its claimed dates did.

    Only the body of the policy counts: a banner, a footer or a notice of a coming change has no
    date of its own.
    """
    dates = [latest_claimed_date(document) for document in (context.old, context.new)]
    if (
        dates[0] is None
        or dates[1] is None
        or not any(_is_body(substantive, context) for substantive in material)
    ):
        return ()
    # Of a date in a form that we cannot read, only the year is known: it may well have changed.
    is_year = len(dates[1]) <= len("2026")
    if is_year or _stated_dates(context.old) != _stated_dates(context.new):
        return ()
    return (Reason("silent_edit", f"the text still claims {dates[1]}"),)


def _stated_dates(document: Document) -> frozenset[tuple[DateKind, str]]:
    """Return the dates of the policy with their kinds: whoever edits one of them hides no change, even by an earlier date."""
    claims = document.claimed_dates or find_claimed_dates(document.blocks, document.language)
    kinds = DateKind.LAST_UPDATED, DateKind.EFFECTIVE
    return frozenset((claim.kind, claim.date) for claim in claims if claim.kind in kinds)


def _is_body(substantive: SubstantiveHunk, context: Context) -> bool:
    side, places = (
        (substantive.hunk.new, context.places_new)
        if substantive.hunk.new is not None
        else (substantive.hunk.old, context.places_old)
    )
    return (
        side is not None
        and places.zones[side.first] is Zone.BODY
        and not all(
            block.kind is BlockKind.HEADING or is_notice(block.text) for block in side.blocks
        )
    )
