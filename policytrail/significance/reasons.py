"""The reasons for a verdict, one for each place that a person would check."""

from policytrail.model import Diff, Hunk, Kind, Reason
from policytrail.significance.judgement import Judgement

_SHOWN = 120
# Beyond this a list of reasons is read by nobody; the hunks keep their kinds.
_MOST = 40


def reasons_for(diff: Diff, judgements: list[Judgement], kind: Kind) -> tuple[Reason, ...]:
    """Return why a change is of its kind: the hunks of that kind first, then the others."""
    found = [
        Reason(judgement.code, judgement.detail or _words(hunk), place)
        for place, (hunk, judgement) in enumerate(zip(diff.hunks, judgements, strict=True))
    ]
    order = sorted(found, key=lambda reason: judgements[reason.hunk or 0].kind is not kind)
    return tuple(order[:_MOST])


def _words(hunk: Hunk) -> str:
    """Return the first words that a hunk takes out and puts in."""
    parts = [
        ("removed: " if op == "-" else "added: ") + text
        for op in ("-", "+")
        if (text := next((edit.text.strip() for edit in hunk.edits if edit.op == op), ""))
    ]
    words = "; ".join(part if len(part) <= _SHOWN else f"{part[:_SHOWN]}..." for part in parts)
    side = hunk.new or hunk.old
    return words or (side.text[:_SHOWN] if side else "")
