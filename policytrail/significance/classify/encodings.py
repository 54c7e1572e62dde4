"""Undoes text damage for comparison: bytes decoded with the wrong character set, text escaped twice."""

import html
import re
import unicodedata
from functools import cache

# Doubly damaged text has been served; a third round has not been seen.
_ROUNDS = 3
# A closing quotation mark whose last byte has no letter in Windows-1252.
_LOST_QUOTE = re.compile("â€(?:[\ufffd\x9d]|(?=[\\s.,;:!?)]|$))")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,6}|[a-z]{2,8}\d?);|(?<=& )amp;|(?<=&)amp;", re.IGNORECASE)  # fmt: skip


def repair_encoding(text: str) -> str:
    """Return a text with entities decoded and wrongly decoded bytes repaired.

    >>> repair_encoding("Donâ€™t close the cafÃ©, it is Brindleâ€™s &amp;quot;home&amp;quot;")
    'Don’t close the café, it is Brindle’s "home"'
    """
    for _ in range(_ROUNDS):
        before = text
        if "&" in text:
            text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
            text = text.replace("& amp;", "&")
        if not text.isascii():
            text = _misread_pattern().sub(_read_again, _LOST_QUOTE.sub("”", text))
        if text == before:
            break
    return text


def _read_again(match: re.Match[str]) -> str:
    read = bytes(_windows_bytes()[letter] for letter in match.group())
    try:
        return unicodedata.normalize("NFC", read.decode("utf-8"))
    except UnicodeDecodeError:
        return match.group()


@cache
def _windows_bytes() -> dict[str, int]:
    """Return the byte of each letter of Windows-1252; undefined bytes as in Latin-1."""
    table = {" ": 0xA0}  # a blank that does not break, which our texts keep as a plain one
    for byte in range(0x80, 0x100):
        table[bytes([byte]).decode("cp1252", "ignore") or chr(byte)] = byte
        table[chr(byte)] = byte
    return table


@cache
def _misread_pattern() -> re.Pattern[str]:
    """Return a pattern for UTF-8 characters whose bytes were decoded as Windows-1252."""
    letters = {
        name: "".join(
            re.escape(letter) for letter, byte in _windows_bytes().items() if byte in span
        )
        for name, span in (
            ("next", range(0x80, 0xC0)),
            ("two", range(0xC2, 0xE0)),
            ("three", range(0xE0, 0xF0)),
            ("four", range(0xF0, 0xF5)),
        )
    }
    follows = f"[{letters['next']}]"
    return re.compile(
        f"[{letters['two']}]{follows}|[{letters['three']}]{follows}{{2}}"
        f"|[{letters['four']}]{follows}{{3}}"
    )
