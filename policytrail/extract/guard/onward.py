"""Pages with hardly any text that redirect their reader, or show another page in a frame."""

from typing import Final

from policytrail.extract.guard.destinations import FRAME, LEADS
from policytrail.extract.guard.seen import SeenPage
from policytrail.extract.onward import frame_target, refresh_target, script_target

_FEW_WORDS = 60
_NEXT_TO_NOTHING = 20
_LONGEST: Final = 300


def detail_of(seen: SeenPage) -> str | None:
    """Return where the page leads, or None."""
    if seen.words > _FEW_WORDS or not seen.markup:
        return None
    target = refresh_target(seen.markup, seen.url)
    if not target and seen.words <= _NEXT_TO_NOTHING:
        target = script_target(seen.markup, seen.url)
    if target:
        return f"{LEADS}{target[:_LONGEST]}"
    framed = frame_target(seen.markup, seen.url)
    return f"{FRAME}{framed[:_LONGEST]}" if framed else None
