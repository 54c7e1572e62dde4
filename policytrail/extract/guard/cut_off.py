"""Pages whose end is missing."""

import re
from typing import Final

from policytrail.extract.guard.seen import SeenPage

_INSIDE_TAG: Final = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}$")
_CLOSED: Final = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_OPENED: Final = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_TAIL = 4_000
_HEAD = 20_000
_ENDS = (".", "!", "?", ":", ";", ")", "]", '"', "”", "»", "。", "！", "？", "）", "…", "*")


def describe_cut_off(seen: SeenPage) -> str | None:
    """Return where the page breaks off, or None."""
    tail = seen.markup[-_TAIL:].rstrip()
    if not tail or not _OPENED.search(seen.markup[:_HEAD]) or _CLOSED.search(tail):
        return None
    if _INSIDE_TAG.search(tail):
        return "the page ends inside a tag"
    ends_in_text = not tail.endswith(">")
    last = seen.document.blocks[-1].text if seen.document.blocks else ""
    if ends_in_text and last and tail.endswith(last[-10:]) and not last.endswith(_ENDS):
        return f"the page ends inside a sentence: {last[-40:]!r}"
    return None
