"""Repairs text that was decoded with a wrong character set before it was served, where that is certain."""

import html
import re
from typing import Final

from ftfy import fix_encoding
from ftfy.fixes import decode_inconsistent_utf8

# UTF-8 whose bytes were decoded as Windows-1252.
_CONTINUED: Final = "\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€"
_READ_TWICE: Final = re.compile(f"â€|[ÂÃÄÅÎÏÐÑØÙ][{_CONTINUED}]|[à-ï][{_CONTINUED}]{{2}}")
# One of these occurs in every such text of some length; the check costs hardly anything.
_LEADS: Final = (
    "Ã",
    "Â",
    "â€",
    "Ð",
    "Å",
    "Î",
    "Ø",
    "×™",
    "×œ",
    "ã€",
    "ã\x80",
    "ã\x81",
    "ï¼",
    "ì\x9d",
    "à¸",
)
# The byte 9D is undefined in Windows-1252, so a closing quotation mark loses its last byte.
_LOST_QUOTE: Final = re.compile("â€[\ufffd\x9d]")
_CONTROL: Final = re.compile("[\x80-\x9f]")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_SHARE_READ_TWICE: Final = 0.35
"""Share of Р and С among Cyrillic letters from which UTF-8 was decoded as Windows-1251; 0.1 is usual."""
_LEAST_CYRILLIC: Final = 100
_ESCAPED: Final = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,6}|#[xX][0-9a-fA-F]{1,6});")


def repair_text(text: str) -> str:
    """Return a text with wrongly decoded parts repaired, and everything else unchanged.

    >>> repair_text("Donâ€™t share your cafÃ©")
    'Don’t share your café'
    """
    if text.isascii():
        return text
    if _is_cyrillic_read_twice(text):
        text = "\n".join(fix_encoding(line) for line in text.split("\n"))
    # A single sign is found far faster than two.
    if not any(lead[0] in text and lead in text for lead in _LEADS) or not looks_read_twice(text):
        return text
    repaired = (
        "\n".join(fix_encoding(line) for line in text.split("\n")) if _has_controls(text) else text
    )
    repaired = decode_inconsistent_utf8(repaired)
    return _LOST_QUOTE.sub("”", repaired) if repaired != text else text


def looks_read_twice(text: str) -> bool:
    """Return whether letters occur in an order that results from decoding UTF-8 as Windows-1252."""
    return _READ_TWICE.search(text) is not None


def _has_controls(text: str) -> bool:
    """Return whether there are the control characters that bytes of UTF-8 become as Latin-1."""
    return _CONTROL.search(text) is not None


def _is_cyrillic_read_twice(text: str) -> bool:
    leads = text.count("Р") + text.count("С")
    if leads < _LEAST_CYRILLIC // 2:
        return False
    letters = len(_CYRILLIC.findall(text))
    return letters >= _LEAST_CYRILLIC and leads >= _SHARE_READ_TWICE * letters


def undo_double_escapes(text: str) -> str:
    """Return the text of an element whose entities were escaped once too often.

    >>> undo_double_escapes("Fees &amp; taxes of the Caf&eacute;")
    'Fees & taxes of the Café'
    """
    return _ESCAPED.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text
