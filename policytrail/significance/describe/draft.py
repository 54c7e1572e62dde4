"""A draft statement: its words, the places that bear it out, and its weight."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policytrail.language import sentence_spans
from policytrail.model import BlockKind, Hunk, Side, Span, Statement
from policytrail.significance.classify import quote_beginning

HEADING_CHARS = 70
_JOINT = re.compile(r"(?<=[a-z]{3})(?:[.!?](?=[A-Z][a-z]*\s)|[.;](?=\([ivx]{1,5}\)\s))")
"""Where one sentence ends and the next begins at once: "you use.We may", "below.(i) Fees"."""


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A draft statement with its weight."""

    statement: Statement
    weight: float


@dataclass(frozen=True, slots=True)
class PlacedSentence:
    """A sentence on one side of a hunk, with its place."""

    text: str
    start: int
    """`side.text[start:end]` is the sentence."""
    end: int
    kind: BlockKind
    heading: str
    """The heading inside the hunk above it; empty if there is none."""
    block: int
    """Index of its block within the side."""

    @property
    def span(self) -> Span:
        """Return its place within the side."""
        return Span(self.start, self.end)


def placed_sentences(side: Side | None) -> tuple[PlacedSentence, ...]:
    """Return the sentences of one side of a hunk without headings; a table row is one sentence."""
    sentences: list[PlacedSentence] = []
    offset, heading = 0, ""
    for index, block in enumerate(side.blocks if side else ()):
        if block.kind is BlockKind.HEADING:
            heading = block.text
        elif block.kind is BlockKind.ROW:
            end = offset + len(block.text)
            sentences.append(PlacedSentence(block.text, offset, end, block.kind, heading, index))
        else:
            for start, end in _glued_spans(block.text):
                text = block.text[start:end]
                sentences.append(
                    PlacedSentence(text, offset + start, offset + end, block.kind, heading, index)
                )
        offset += len(block.text) + 1
    return tuple(sentences)


def _glued_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of sentences, also of those that a page writes without a blank between."""
    for start, end in sentence_spans(text):
        begin = start
        for joint in _JOINT.finditer(text, start, end):
            yield begin, joint.end()
            begin = joint.end()
        yield begin, end


def find_span(words: str, side: Side | None) -> Span | None:
    """Return the first occurrence of the words in a side; None if there is none."""
    start = side.text.find(words) if side and words else -1
    return Span(start, start + len(words)) if start >= 0 else None


def spans_in(hunk: Hunk, old: str | None, new: str | None) -> tuple[Span | None, Span | None]:
    """Return the places of a statement's words in the two sides of a hunk."""
    return find_span(old or "", hunk.old), find_span(new or "", hunk.new)


def sentence_under_heading(heading: str, words: str) -> str:
    """Return words as a sentence, preceded by the heading above them."""
    name = heading.strip()
    sentence = (
        f"Under {quote_beginning(name, HEADING_CHARS)}, {words}"
        if name
        else words[:1].upper() + words[1:]
    )
    return with_full_stop(sentence)


def with_full_stop(sentence: str) -> str:
    """Return a sentence with a full stop, unless it ends with an ellipsis."""
    return sentence if sentence.endswith(("...", ".", "…")) else f"{sentence}."
