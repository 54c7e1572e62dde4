"""Policies annotated sentence by sentence, with the types that each sentence states.

A policy consists of three texts: the policy as Markdown, its numbered sentences (`[n] sentence` per
line, `# ` before a heading), and its labels (number, types, flags, attributes; separated by tabs).
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytrail.errors import ConfigurationError
from policytrail.model import Document
from policytrail.provisions.statements import PolicySentence
from policytrail.text import hash_parts

_SENTENCE = re.compile(r"(?:# )?\[(\d+)\] ?(.*)")
_LEAST_SHARED = 15
"""Letters and digits that a sentence and a statement must share to count as the same words."""
FLAGS = frozenset(("deny", "users", "high", "minor", "part", "items"))
LIGHT = frozenset(("minor", "part", "items"))
"""Flags of sentences that an analyst would not record by themselves."""


@dataclass(frozen=True, slots=True)
class Label:
    """The types that one sentence states, the main one first; empty if it states none."""

    types: tuple[str, ...]
    flags: frozenset[str]
    attributes: str


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """One sentence with its label."""

    number: int
    text: str
    label: Label


_SILENT = Label((), frozenset(), "")


def read_gold(name: str, sentences: str, labels: str, known: frozenset[str]) -> list[GoldSentence]:
    """Return the sentences of a policy with their labels, in the order of the text.

    Raises:
        ConfigurationError: at the first line that is broken, with its number.
    """
    texts: dict[int, str] = {}
    for row, line in enumerate(sentences.rstrip("\n").split("\n"), 1):
        match = _SENTENCE.fullmatch(line)
        if match is None:
            raise ConfigurationError(f"{name}: line {row} of the sentences has no number")
        texts[int(match[1])] = match[2]
    labelled: dict[int, Label] = {}
    for row, line in enumerate(labels.split("\n"), 1):
        if not line.strip():
            continue
        number, label = _read_label(line, f"{name}: line {row} of the labels", known)
        if number not in texts:
            raise ConfigurationError(f"{name}: line {row} labels sentence {number}, there is none")
        labelled[number] = label
    return [GoldSentence(n, text, labelled.get(n, _SILENT)) for n, text in texts.items()]


def _read_label(line: str, where: str, known: frozenset[str]) -> tuple[int, Label]:
    cells = [*line.split("\t"), "", "", ""]
    if not cells[0].strip().isdigit():
        raise ConfigurationError(f"{where} has no number: {line[:40]!r}")
    types = tuple(name.strip() for name in cells[1].split(",") if name.strip())
    flags = frozenset(name.strip() for name in cells[2].split(",") if name.strip())
    unknown = sorted((set(types) - known) | (flags - FLAGS))
    if not types or unknown:
        raise ConfigurationError(f"{where} has {', '.join(unknown) or 'no type'}")
    return int(cells[0]), Label(types, flags, cells[3].strip())


def match_gold_sentences(
    document: Document, statements: Sequence[PolicySentence], sentences: Sequence[GoldSentence]
) -> list[list[GoldSentence]]:
    """Return for each statement the sentences whose words it covers."""
    flat = [letters_only(block.text) for block in document.blocks]
    begins = [0]
    for text in flat:
        begins.append(begins[-1] + len(text))
    spans = list(_sentence_spans("".join(flat), sentences))
    starts = [start for start, _, _ in spans]
    matched: list[list[GoldSentence]] = []
    for statement in statements:
        quote = statement.quote
        start = begins[quote.position] + len(letters_only(quote.block.text[: quote.start]))
        end = start + len(letters_only(quote.excerpt))
        covered: list[GoldSentence] = []
        for begin, stop, sentence in spans[max(0, bisect.bisect_right(starts, start) - 1) :]:
            if begin >= end:
                break
            shared = min(stop, end) - max(begin, start)
            if shared > 0 and shared >= min(_LEAST_SHARED, stop - begin, end - start):
                covered.append(sentence)
        matched.append(covered)
    return matched


def _sentence_spans(
    flat: str, sentences: Sequence[GoldSentence]
) -> Iterator[tuple[int, int, GoldSentence]]:
    """Yield the span of each sentence among the letters of the document."""
    cursor = 0
    for sentence in sentences:
        letters = letters_only(sentence.text)
        start = flat.find(letters, cursor) if letters else -1
        if start >= 0:
            cursor = start + len(letters)
            yield start, cursor, sentence


def letters_only(text: str) -> str:
    """Return the letters and digits of a text, equal in both of its forms."""
    return "".join(sign.lower() for sign in text if sign.isalnum())


def letters_hash(letters: str) -> str:
    """Return the hash that names a sentence; `letters` are its letters and digits."""
    return hash_parts(letters)[:16]


def hashed_labels(sentences: Sequence[GoldSentence]) -> Iterator[str]:
    """Yield a line for each labelled sentence: a hash of its words, its types and its flags."""
    for sentence in sentences:
        if sentence.label.types:
            name = letters_hash(letters_only(sentence.text))
            flags = ",".join(sorted(sentence.label.flags))
            yield "\t".join((name, ",".join(sentence.label.types), flags))
