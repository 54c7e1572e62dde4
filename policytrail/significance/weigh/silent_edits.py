"""Silent edits: the policy's wording changed and its date did not."""

from collections.abc import Sequence

from policytrail.model import BlockKind, Reason
from policytrail.significance.classify import Context, Zone, latest_claimed_date
from policytrail.significance.weigh.notices import is_notice
from policytrail.significance.weigh.substantive_hunks import SubstantiveHunk


def silent_edit_reasons(
    context: Context, material: Sequence[SubstantiveHunk]
) -> tuple[Reason, ...]:
    """Return a reason if the policy's own wording changed in substance and its claimed date did not.

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
    if not _are_comparable(dates[0], dates[1]):
        return ()
    if dates[0] == dates[1]:
        return (Reason("silent_edit", f"the text still claims {dates[1]}"),)
    if dates[1] < dates[0]:
        return (Reason("silent_edit", f"the claimed date went back from {dates[0]} to {dates[1]}"),)
    return ()


def _are_comparable(old: str, new: str) -> bool:
    """Return whether two ISO dates are equally precise, and more precise than a year.

    Of a date in a form that we cannot read, only the year is known: it may well have changed.
    """
    return len(old) == len(new) > len("2026")


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
