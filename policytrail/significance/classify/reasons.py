"""The reasons for a verdict, one for each place that a person would check."""

from collections.abc import Iterable

from policytrail.model import Diff, Hunk, Kind, Reason
from policytrail.significance.classify.judgement import Judgement
from policytrail.significance.classify.quoting import quote_beginning

_SHOWN = 120
# Nobody reads a longer list of reasons; the hunks keep their kinds.
_MOST = 40


def reasons_for(diff: Diff, judgements: list[Judgement], kind: Kind) -> tuple[Reason, ...]:
    """Return why a change is of its kind: hunks of that kind first, then the others."""
    reasons = [
        Reason(judgement.code, judgement.detail or _changed_words(hunk), place)
        for place, (hunk, judgement) in enumerate(zip(diff.hunks, judgements, strict=True))
    ]
    order = sorted(reasons, key=lambda reason: judgements[reason.hunk or 0].kind is not kind)
    return tuple(order[:_MOST])


def _changed_words(hunk: Hunk) -> str:
    """Return the longest deleted and inserted words of a hunk, as the texts write them."""
    parts = [
        f"{word}: {quote_beginning(text, _SHOWN)}"
        for op, word in (("-", "removed"), ("+", "added"))
        if (text := _longest_text(edit.text for edit in hunk.edits if edit.op == op))
    ]
    side = hunk.new or hunk.old
    return "; ".join(parts) or (quote_beginning(side.text, _SHOWN) if side else "")


def _longest_text(texts: Iterable[str]) -> str:
    """Return the longest text that contains letters or digits; the first of equally long ones."""
    return max((text for text in texts if any(map(str.isalnum, text))), key=len, default="")
