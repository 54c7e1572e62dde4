"""Damage done to a text by reading its bytes wrongly or escaping it twice, undone for comparison."""

import html
import re
import unicodedata
from functools import cache

# Damage of damage has been served; a third round has not been seen.
_ROUNDS = 3
# A closing quote whose last byte no table of Windows letters has.
_LOST_QUOTE = re.compile("â€(?:[\ufffd\x9d]|(?=[\\s.,;:!?)]|$))")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,6}|[a-z]{2,8}\d?);|(?<=& )amp;|(?<=&)amp;", re.IGNORECASE)  # fmt: skip


def repair_encoding(text: str) -> str:
    """Return a text with entities shown as letters and bytes read as the wrong letters undone.

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
    """Return the byte that each letter of Windows-1252 was; undefined ones as Latin-1 has them."""
    table = {" ": 0xA0}  # a blank that does not break, which our texts keep as a plain one
    for byte in range(0x80, 0x100):
        table[bytes([byte]).decode("cp1252", "ignore") or chr(byte)] = byte
        table[chr(byte)] = byte
    return table


@cache
def _misread_pattern() -> re.Pattern[str]:
    """Return what finds one UTF-8 character whose bytes were read as letters of Windows-1252."""
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
