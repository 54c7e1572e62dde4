"""The text and links of one Markdown block: emphasis, escapes and mark-up are removed."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from policytrail.extract.inline_struck import (
    STRUCK_MARK,
    mark_struck,
    outermost_spans,
    remove_marks,
)
from policytrail.text import normalise_text

# Two code points that Unicode keeps out of every text: they mark where a link begins and ends until
# white space is normalised.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARKED = re.compile(f"[{_OPEN}{_CLOSE}]")

_TAGS = (
    "a|abbr|address|article|aside|b|big|blockquote|br|button|center|cite|code|dd|del|details|div|dl"
    "|dt|em|figure|font|footer|form|h[1-6]|header|hr|i|iframe|img|input|ins|kbd|label|li|link|main"
    "|mark|meta|nav|ol|p|path|picture|pre|q|s|samp|script|section|small|source|span|strike|strong"
    "|style|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|var|video|wbr"
)
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<image>!\[)"
    r"|(?P<open>\[)"
    r"|(?P<close>\])"
    r"|(?P<run>\*+|_+|~~)"
    r"|(?P<code>`+)"
    r"|<(?P<auto>(?:https?://|mailto:)[^<>\s]{1,2000})>"
    rf"|(?P<tag></?(?:{_TAGS})(?:\s[^<>]{{0,2000}})?/?>)"
    r"|(?P<entity>&#?[A-Za-z0-9]{1,31};)",
    re.IGNORECASE,
)
_SPLITTING = re.compile(r"</?(?:br|p|div|li|td|th|tr|h[1-6])\b", re.IGNORECASE)
_SPACE_RUN = re.compile(r"\s*")
_TITLE = re.compile(r"""\s+(?:"[^"]*"|'[^']*'|\([^()]*\))?\s*\)|\s*\)""")
_RUNS_LOOKED_AT = 8
_MAX_DEPTH = 32  # CommonMark 0.31 lets a destination nest this many parentheses


@dataclass(frozen=True, slots=True)
class Inline:
    """The text of a block and its links."""

    text: str
    links: tuple[tuple[int, int, str], ...] = ()
    """`(start, end, target)`, in order of `start`."""
    images: tuple[str, ...] = ()
    """Targets of images and of links without words."""
    struck: tuple[tuple[int, str], ...] = ()
    """Where words are struck out, and the words, which are no part of the text."""


@dataclass(slots=True)
class _Bracket:
    piece: int
    is_image: bool


@dataclass(slots=True)
class _TextRun:
    piece: int
    mark: str
    count: int


@dataclass(slots=True)
class _InlineReader:
    """The state of reading a block: pieces of text, and what is still open."""

    raw: str
    references: Mapping[str, str]
    last_close: int
    """Position of the last `)`: no destination ends after it."""
    pieces: list[str] = field(default_factory=list[str])
    brackets: list[_Bracket] = field(default_factory=list[_Bracket])
    runs: list[_TextRun] = field(default_factory=list[_TextRun])
    links: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])
    """First piece, piece after the last one, target."""
    images: list[str] = field(default_factory=list[str])
    struck: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """First piece of what is struck out, and the piece after the last one."""


def read_inline(raw: str, references: Mapping[str, str] | None = None) -> Inline:
    """Return the text and links of a block's Markdown, in time linear in its length.

    >>> read_inline("We **may** share [it](https://a.example).").text
    'We may share it.'
    """
    return _read_inline(raw, references) if references else _read_alone(raw)


@lru_cache(maxsize=20_000)
def _read_alone(raw: str) -> Inline:
    """Read a block without references outside it; cached, since versions of a text share most blocks."""
    return _read_inline(raw, {})


def _read_inline(raw: str, references: Mapping[str, str]) -> Inline:
    raw = _MARKED.sub("", raw).replace(STRUCK_MARK, "")
    reading = _InlineReader(raw, references, raw.rfind(")"))
    place = 0
    while (token := _TOKEN.search(raw, place)) is not None:
        reading.pieces.append(raw[place : token.start()])
        place = _take_token(reading, token)
    reading.pieces.append(raw[place:])
    for run in reading.runs:
        # An unclosed mark was no emphasis, unless it is doubled: prose has no `**`.
        if run.count and (run.mark == "_" or run.count == 1):
            reading.pieces[run.piece] = run.mark * run.count
    return _finish_inline(reading)


def _take_token(reading: _InlineReader, token: re.Match[str]) -> int:
    """Read one token and return the position after it."""
    pieces, end = reading.pieces, token.end()
    match token.lastgroup:
        case "escaped":
            pieces.append(token["escaped"])
        case "image" | "open":
            reading.brackets.append(_Bracket(len(pieces), token.lastgroup == "image"))
            pieces.append(token.group())
        case "close":
            end = _close_bracket(reading, end)
        case "run":
            _toggle_emphasis(reading, token)
        case "code":
            pass
        case "auto":
            reading.links.append((len(pieces), len(pieces) + 1, token["auto"]))
            pieces.append(token["auto"].removeprefix("mailto:"))
        case "tag":
            pieces.append(" " if _SPLITTING.match(token["tag"]) else "")
        case _:
            pieces.append(html.unescape(token.group()))
    return end


def _toggle_emphasis(reading: _InlineReader, token: re.Match[str]) -> None:
    raw, mark, count = reading.raw, token.group()[0], len(token.group())
    before = raw[token.start() - 1 : token.start()]
    after = raw[token.end() : token.end() + 1]
    opens = bool(after) and not after.isspace()
    closes = bool(before) and not before.isspace()
    if mark == "_" and before.isalnum() and after.isalnum():
        reading.pieces.append(token.group())  # a name_with_underscores
        return
    # Converters nest marks wrongly (`_**a_**`): look a few runs down, not only at the last.
    for open_run in reversed(reading.runs[-_RUNS_LOOKED_AT:]) if closes else ():
        if open_run.mark == mark:
            taken = min(count, open_run.count)
            count -= taken
            open_run.count -= taken
            if mark == "~":
                reading.struck.append((open_run.piece, len(reading.pieces)))
    while reading.runs and not reading.runs[-1].count:
        reading.runs.pop()
    if count and (opens or count > 1):
        reading.runs.append(_TextRun(len(reading.pieces), mark, count))
        reading.pieces.append("")
    elif count:
        reading.pieces.append(mark * count)


def _close_bracket(reading: _InlineReader, end: int) -> int:
    """Close the innermost bracket if what follows makes it a link; return the position after it."""
    target, behind = _link_target(reading, end)
    opened = reading.brackets.pop() if reading.brackets else None
    if target is None:
        if opened is not None and opened.is_image and not _is_closed(reading, end):
            reading.pieces[opened.piece] = "["
        reading.pieces.append("]")
        return end
    # A link around several blocks (a card, a ticker) opens in another block than it closes in.
    first = opened.piece if opened is not None else 0
    if opened is not None and opened.is_image:
        reading.pieces[first:] = [""]
        reading.images.append(target)
        while reading.links and reading.links[-1][0] >= first:
            reading.links.pop()
    else:
        if opened is not None:
            reading.pieces[first] = ""
        # Links do not overlap: the inner one wins, as in CommonMark.
        first = max(first, reading.links[-1][1] if reading.links else 0)
        reading.links.append((first, len(reading.pieces), target))
    return behind


def _is_closed(reading: _InlineReader, end: int) -> bool:
    return reading.raw[end : end + 1] in "(["


def _link_target(reading: _InlineReader, position: int) -> tuple[str | None, int]:
    """Return the destination at a position, and the position after it."""
    follows = reading.raw[position : position + 1]
    if follows == "(" and position < reading.last_close:
        return _link_destination(reading.raw, position + 1)
    if follows == "[" and reading.references:
        end = reading.raw.find("]", position, position + 200)
        name = normalise_text(reading.raw[position + 1 : end]).casefold() if end > 0 else ""
        if name in reading.references:
            return reading.references[name], end + 1
    return None, position


def _link_destination(raw: str, start: int) -> tuple[str | None, int]:
    blank = _SPACE_RUN.match(raw, start)
    position = blank.end() if blank else start
    if raw.startswith("<", position):
        end = raw.find(">", position)
        closing = _TITLE.match(raw, end + 1) if end > 0 else None
        return (raw[position + 1 : end], closing.end()) if closing else (None, start)
    first, depth = position, 0
    for match in _DESTINATION_STOP.finditer(raw, position):
        position = match.start()
        mark = match.group()[0]
        if mark == "(":
            depth += 1
            if depth > _MAX_DEPTH:
                return None, start
        elif mark == ")" and depth:
            depth -= 1
        elif mark != "\\":
            closing = _TITLE.match(raw, position)
            return (
                (_unescape_target(raw[first:position]), closing.end()) if closing else (None, start)
            )
    return None, start


_DESTINATION_STOP = re.compile(r"\\.|[()\s]", re.DOTALL)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def _unescape_target(target: str) -> str:
    return html.unescape(_ESCAPED.sub(r"\1", target))


def _finish_inline(reading: _InlineReader) -> Inline:
    """Return the pieces as one normalised text, with the links at their new positions."""
    if not reading.struck:
        return _joined_pieces(reading)
    struck = outermost_spans(reading.struck)
    words = mark_struck(reading.pieces, struck)
    reading.links = [
        link
        for link in reading.links
        if not any(first <= link[0] < behind for first, behind in struck)
    ]
    joined = _joined_pieces(reading)
    text, links, places = remove_marks(joined.text, joined.links)
    return Inline(text, links, joined.images, tuple(zip(places, words, strict=False)))


def _joined_pieces(reading: _InlineReader) -> Inline:
    plain = normalise_text("".join(reading.pieces))
    if not reading.links:
        return Inline(plain, (), tuple(reading.images))
    pieces = list(reading.pieces)
    kept: list[str] = []
    # Marks go inside the outermost characters of the linked text that are not white space.
    for first, behind, target in reading.links:
        filled = [n for n in range(first, behind) if pieces[n] and not pieces[n].isspace()]
        if not filled:
            reading.images.append(target)
            continue
        head, tail = filled[0], filled[-1]
        lead = len(pieces[head]) - len(pieces[head].lstrip())
        pieces[head] = pieces[head][:lead] + _OPEN + pieces[head][lead:]
        bare = pieces[tail].rstrip()
        pieces[tail] = bare + _CLOSE + pieces[tail][len(bare) :]
        kept.append(target)
    parts = _MARKED.split(normalise_text("".join(pieces)))
    if "".join(parts) != plain:
        return Inline(
            plain, (), tuple(reading.images)
        )  # a combining mark met a link's edge: the text is what counts
    ends: list[int] = []
    for part in parts:
        ends.append((ends[-1] if ends else 0) + len(part))
    spots = zip(ends[0::2], ends[1::2], kept, strict=False)
    links = tuple(spot for spot in spots if spot[0] < spot[1])
    return Inline(plain, links, tuple(reading.images))
