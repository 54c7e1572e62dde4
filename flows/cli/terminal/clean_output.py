"""Standard output without terminal control sequences from captured text.

Names, addresses and texts come from servers. A terminal takes some characters in them as orders: to
move over what was written, to change its title, to show words in another order than they stand in.
Everything that the commands write passes here.
"""

import io
import re
import sys
from typing import Final, TextIO

_ORDERS: Final = re.compile(
    # Control characters but tab and line end; marks and overrides of direction; line separators.
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]"
)
# What the tables and redlines are set with: bold, dim, italic, underlined, struck out and colours
# of letters, never hidden letters nor grounds of the colour of letters.
_STYLES: Final = re.compile(r"\x1b\[(?:(?:[0-4]|9|2[2-9]|3[0-79]|9[0-7])(?:;(?!\x1b)|(?=m)))*m")


def without_orders(text: str) -> str:
    r"""Return a text with every terminal control character replaced by U+FFFD.

    >>> without_orders("a\tb\n\x1b]0;c\x07")
    'a\tb\n\ufffd]0;c\ufffd'
    """
    return _ORDERS.sub("\ufffd", text)


def escaped_orders(json_text: str) -> str:
    r"""Return equivalent JSON with those characters escaped; they occur only in strings.

    >>> escaped_orders('{"a": "\u202e"}')
    '{"a": "\\u202e"}'
    """
    return _ORDERS.sub(lambda match: f"\\u{ord(match[0]):04x}", json_text)


class CleanOutput(io.TextIOWrapper):
    """A text stream that cleans what is written to it."""

    def write(self, text: str, /) -> int:
        """Write a text; at a terminal, styles like our own stay."""
        if _ORDERS.search(text) is None:
            return super().write(text)
        parts: list[str] = []
        offset = 0
        for style in _STYLES.finditer(text) if self.isatty() else ():
            parts += [without_orders(text[offset : style.start()]), style[0]]
            offset = style.end()
        parts.append(without_orders(text[offset:]))
        super().write("".join(parts))
        return len(text)


def clean_standard_streams() -> None:
    """Let all that this process writes to its standard streams pass through `CleanOutput`."""
    sys.stdout, sys.stderr = _clean_stream(sys.stdout), _clean_stream(sys.stderr)


def _clean_stream(stream: TextIO) -> TextIO:
    stream.flush()
    opened = open(stream.fileno(), "wb", closefd=False)  # noqa: SIM115 (as long as we live)
    return CleanOutput(opened, encoding=stream.encoding, errors=stream.errors, line_buffering=True)
