"""The labelled policies, put together again from the corpus and the hashes of their sentences.

`gold_labels.tsv` names, for each policy, the text of the corpus that it was read in, and gives for each
labelled sentence a hash of its letters. Here the sentences are found again in that text, the longest run
of words first. Where a sentence is not found (an older extraction cut it elsewhere), what stands between
its neighbours may be labelled or not, so it is left out.
"""

import json
import lzma
import re
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policytrail.language import sentence_spans
from policytrail.model import Block, BlockKind
from policytrail.provisions import read_passages
from policytrail.provisions.gold import letters_hash, letters_only

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 260
"""Words of the longest labelled sentence."""
_LEAST_FOUND = 0.85
"""The share of labelled sentences below which another text than the one that was read was found."""


@dataclass(frozen=True, slots=True)
class HashedPolicy:
    """One policy of the list of hashes."""

    name: str
    source: str
    """`FILE:ID:FIELD` of the corpus; empty if the texts lie beside the labels."""
    part: slice
    """Characters of the text that were read."""
    rows: Sequence[tuple[str, str, str]]
    """Hash, types and flags of each labelled sentence, in the order of the text."""


@dataclass(frozen=True, slots=True)
class _Word:
    block: int
    start: int
    end: int


def read_hashes(path: Path) -> Iterator[HashedPolicy]:
    """Yield the policies of the list."""
    for block in path.read_text("utf-8").split("# ")[1:]:
        head, *lines = block.rstrip("\n").split("\n")
        name, source, ends = (*head.split("\t"), "", "")[:3]
        start, _, end = ends.rpartition("-")
        cells = [(*line.split("\t"), "", "")[:3] for line in lines]
        labels = [(row[0], row[1], row[2]) for row in cells]
        part = slice(int(start or 0), int(end) if end else None)
        yield HashedPolicy(name, source, part, labels)


def corpus_texts(corpus: Path, sources: Sequence[str]) -> Mapping[str, str]:
    """Return the texts of the corpus that are named, each file read once."""
    wanted = {source for source in sources if source}
    found: dict[str, str] = {}
    for name in sorted({source.split(":")[0] for source in wanted}):
        rows = _archive_texts if name.endswith(".tar.xz") else _listed_texts
        found |= {key: text for key, text in rows(corpus / name, name) if key in wanted}
    return found


def _archive_texts(path: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of an archive by `NAME:MEMBER`."""
    with tarfile.open(path) as archive:
        for member in archive:
            if member.name.endswith(".md") and (read := archive.extractfile(member)):
                yield f"{name}:{member.name}", read.read().decode("utf-8", "replace")


def _listed_texts(path: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of a list of changes by `NAME:ID:FIELD`."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for key in ("old", "new"):
                yield f"{name}:{row.get('id')}:{key}", row.get(key, "")
            for number, one in enumerate(row.get("earlier", [])):
                yield f"{name}:{row.get('id')}:e{number}", one["text"]


def write_folder(policies: Sequence[HashedPolicy], corpus: Path, folder: Path) -> int:
    """Write texts, sentences and labels as `train provisions` reads them; return how many policies."""
    texts = corpus_texts(corpus, [one.source for one in policies])
    for part in ("text", "sentences", "labels"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    count = 0
    for one in policies:
        text = texts.get(one.source, "")[one.part]
        sentences, labels, share = find_sentences(text, one.rows)
        if share < _LEAST_FOUND:
            continue
        count += 1
        (folder / "text" / f"{one.name}.md").write_text(text, "utf-8")
        (folder / "sentences" / f"{one.name}.txt").write_text("\n".join(sentences) + "\n", "utf-8")
        (folder / "labels" / f"{one.name}.tsv").write_text("\n".join(labels) + "\n", "utf-8")
    return count


def find_sentences(
    text: str, rows: Sequence[tuple[str, str, str]]
) -> tuple[list[str], list[str], float]:
    """Return the numbered sentences, the lines of labels, and the share of labels that were found."""
    blocks = read_passages(text, is_markdown=True).document.blocks
    words = [
        _Word(place, found.start(), found.end())
        for place, block in enumerate(blocks)
        for found in _WORD.finditer(block.text)
    ]
    letters = [letters_only(blocks[one.block].text[one.start : one.end]) for one in words]
    order = [row[0] for row in rows]
    spans = _labelled_spans(letters, frozenset(order))
    found = {name for _, _, name in spans}
    sentences: list[str] = []
    labels: list[str] = []
    labelled = {row[0]: row for row in rows}

    def add_sentence(first: int, last: int, name: str) -> None:
        parts: list[str] = []
        for place in range(words[first].block, words[last].block + 1):
            own = [one for one in words[first : last + 1] if one.block == place]
            if own:
                parts.append(blocks[place].text[own[0].start : own[-1].end])
        mark = "# " if blocks[words[first].block].kind is BlockKind.HEADING else ""
        sentences.append(f"{mark}[{len(sentences) + 1}] {' '.join(' '.join(parts).split())}")
        if name:
            labels.append("\t".join((str(len(sentences)), *labelled[name][1:], "")))

    before, place = 0, -1
    for first, last, name in [*spans, (len(words), len(words), "")]:
        ahead = order.index(name, place + 1) if name in order[place + 1 :] else None
        until = len(order) if not name else ahead
        is_sure = until is None or all(one in found for one in order[place + 1 : until])
        if is_sure:
            for begin, end in _silent_spans(blocks, words, before, first):
                add_sentence(begin, end, "")
        if name:
            add_sentence(first, last, name)
            before, place = last + 1, place if ahead is None else ahead
    return sentences, labels, len(found) / max(1, len(set(order)))


def _labelled_spans(letters: Sequence[str], wanted: frozenset[str]) -> list[tuple[int, int, str]]:
    """Return the first and last word and the hash of each labelled sentence."""
    spans: list[tuple[int, int, str]] = []
    first = 0
    while first < len(letters):
        joined, best = "", None
        for last in range(first, min(len(letters), first + _LONGEST)):
            joined += letters[last]
            name = letters_hash(joined)
            if name in wanted:
                best = (first, last, name)
        if best:
            spans.append(best)
        first = best[1] + 1 if best else first + 1
    return spans


def _silent_spans(
    blocks: Sequence[Block], words: Sequence[_Word], first: int, behind: int
) -> Iterator[tuple[int, int]]:
    """Yield the first and last word of each sentence among words that no label covers."""
    place = first
    while place < behind:
        block = words[place].block
        stop = place
        while stop < behind and words[stop].block == block:
            stop += 1
        text = blocks[block].text[words[place].start : words[stop - 1].end]
        for start, end in sentence_spans(text):
            own = [
                number
                for number in range(place, stop)
                if start <= words[number].start - words[place].start < end
            ]
            if own:
                yield own[0], own[-1]
        place = stop
