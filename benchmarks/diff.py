"""How fast and how minimal is a comparison? Against whole-text comparisons of the same texts."""

import difflib
import random
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import fast_diff_match_patch
from diff_match_patch import diff_match_patch

from benchmarks import Row
from policytrail.diff import compare_documents
from policytrail.diff.words import count_words
from policytrail.model import Block, BlockKind, Document

T = TypeVar("T")
_BLOCKS = 20_000
_EDITED = 1_000
_MOVED = 100
_LIMIT_S = 2.0
_LIMIT_EQUAL_S = 0.005
_SMALL = 400
_WORDS = [
    "we",
    "you",
    "may",
    "must",
    "share",
    "keep",
    "data",
    "account",
    "service",
    "partner",
    "content",
    "law",
    "notice",
    "days",
    "fee",
    "right",
    "policy",
    "terms",
    "use",
    "time",
    "with",
    "for",
    "any",
    "the",
    "of",
    "to",
    "and",
    "in",
    "by",
    "as",
    "is",
    "be",
    "not",
    "our",
    "your",
]


def run() -> list[Row]:
    """Return times in processor seconds, each against comparing the words of a small pair."""
    chance = random.Random(4)  # noqa: S311 (no secret)
    old, new = _pair(chance, _BLOCKS, _EDITED, _MOVED)
    large_s, diff = _timed(lambda: compare_documents(old, new))
    same = Document(tuple(Block(block.kind, block.text) for block in old.blocks))
    equal_s, _ = _timed(lambda: compare_documents(old, same))
    rows = [
        _row(f"{_BLOCKS} blocks, {_EDITED} edited, {_MOVED} moved", large_s, _LIMIT_S),
        _row(f"{_BLOCKS} equal blocks", equal_s, _LIMIT_EQUAL_S),
        Row("hunks of that pair", f"{len(diff.hunks)}", f"{_EDITED + 2 * _MOVED} places edited"),
    ]
    return rows + _against_others(*_pair(chance, _SMALL, _SMALL // 20, 4))


def _pair(chance: random.Random, blocks: int, edited: int, moved: int) -> tuple[Document, Document]:
    """Return a document, and the same with single words replaced and blocks moved."""
    texts = [f"{n} " + " ".join(chance.choices(_WORDS, k=9)) for n in range(blocks)]
    other = list(texts)
    for at in chance.sample(range(blocks), edited):
        words = other[at].split(" ")
        words[chance.randrange(1, len(words))] = "changed"
        other[at] = " ".join(words)
    for _ in range(moved):
        other.insert(chance.randrange(len(other)), other.pop(chance.randrange(len(other))))
    return _document(texts), _document(other)


def _document(texts: list[str]) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def _row(what: str, taken_s: float, limit_s: float) -> Row:
    return Row(
        what, f"{taken_s * 1000:.0f} ms", "", f"<= {limit_s * 1000:.0f} ms", taken_s <= limit_s
    )


def _against_others(old: Document, new: Document) -> list[Row]:
    texts = ["\n".join(block.text for block in document.blocks) for document in (old, new)]
    ours_s, diff = _timed(lambda: compare_documents(old, new))
    ours = diff.stats.words_added + diff.stats.words_removed
    rows = [Row(f"{_SMALL} blocks: policytrail", f"{ours_s * 1000:.1f} ms", f"{ours} words edited")]
    for name, work in _OTHERS.items():
        taken_s, words = _timed(lambda work=work: work(*texts))
        ratio = taken_s / max(ours_s, 1e-9)
        rows.append(
            Row(
                f"{_SMALL} blocks: {name}",
                f"{taken_s * 1000:.1f} ms",
                f"{ratio:.1f} x policytrail, {words} words edited",
            )
        )
    return rows


def _pure(old: str, new: str) -> int:
    reference = diff_match_patch()
    reference.Diff_Timeout = 0
    return sum(count_words(text) for op, text in reference.diff_main(old, new) if op)


def _fast(old: str, new: str) -> int:
    words = at_old = at_new = 0
    for op, length in fast_diff_match_patch.diff(old, new, timelimit=0, cleanup="No"):
        if op == "-":
            words += count_words(old[at_old : at_old + length])
        elif op == "+":
            words += count_words(new[at_new : at_new + length])
        at_old += length if op != "+" else 0
        at_new += length if op != "-" else 0
    return words


def _difflib(old: str, new: str) -> int:
    before, after = old.split(), new.split()
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return sum((b - a) + (d - c) for op, a, b, c, d in codes if op != "equal")


def _git(old: str, new: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("old", "new")]
        for path, text in zip(paths, (old, new), strict=True):
            path.write_text(text, "utf-8")
        found = subprocess.run(
            ["git", "diff", "--no-index", "--word-diff=porcelain", "-U0", *paths],  # noqa: S607 (on PATH)
            capture_output=True,
            text=True,
            check=False,
        )
    lines = found.stdout.splitlines()[4:]
    return sum(len(line.split()) for line in lines if line[:1] in "+-")


_OTHERS: dict[str, Callable[[str, str], int]] = {
    "diff-match-patch, whole text": _pure,
    "fast-diff-match-patch, whole text": _fast,
    "difflib, words": _difflib,
    "git diff --word-diff (without its process)": _git,
}
