"""Reads plain text into a document: paragraphs, list items and numbered headings."""

import re

from policytrail.model import Block, BlockKind, Document
from policytrail.text import normalise_text

_BULLET = re.compile(r"[-*+•◦▪‣·●○–]\s+(?P<text>\S.*)", re.DOTALL)
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_HEADING = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]?\s+|article\s+\d+|section\s+\d+)?\S")
_SENTENCE_END = (".", ";", ",", ":", "。", "；", "，", "：", "!", "?")
# A text whose lines never pass 100 columns while most paragraphs have several was wrapped by
# whoever wrote it; the others have a line for each paragraph (e.g. what is copied from a browser).
_WRAP_COLUMNS = 100
_FULL_LINE = 50
_HEADING_WORDS = 12


def read_plain(text: str) -> Document:
    r"""Return the document of a plain text.

    >>> [block.kind.value for block in read_plain("1. Fees\n\nYou pay.\n- monthly").blocks]
    ['heading', 'paragraph', 'item']
    """
    text = "\n".join(text.removeprefix("\ufeff").splitlines())
    wrapped = all(len(line) <= _WRAP_COLUMNS for line in text.split("\n"))
    blocks: list[Block] = []
    for paragraph in _BLANK.split(text):
        lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
        joined = _join_wrapped(lines) if wrapped else lines
        blocks += [
            block for line in joined if (block := _line_to_block(line, alone=len(joined) == 1)).text
        ]
    title = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
    return Document(tuple(blocks), title)


def _join_wrapped(lines: list[str]) -> list[str]:
    """Return the lines, with those joined that were wrapped at a fixed column."""
    joined: list[list[str]] = []
    previous = ""
    for line in lines:
        if previous and len(previous) >= _FULL_LINE and not _BULLET.match(line):
            joined[-1].append(line)
        else:
            joined.append([line])
        previous = line
    return [" ".join(parts) for parts in joined]


def _line_to_block(line: str, *, alone: bool) -> Block:
    bullet = _BULLET.match(line)
    if bullet:
        return Block(BlockKind.ITEM, normalise_text(bullet["text"]), 1)
    text = normalise_text(line)
    if alone and _is_heading(text):
        return Block(BlockKind.HEADING, text, 2)
    return Block(BlockKind.PARAGRAPH, text)


def _is_heading(text: str) -> bool:
    """Return whether a line that stands alone reads as a heading: short, and no sentence."""
    words = text.split(" ")
    if len(words) > _HEADING_WORDS or text.endswith(_SENTENCE_END) or not _HEADING.match(text):
        return False
    return text[:1].isdigit() or text[:1].isupper() or not text[:1].isascii()
