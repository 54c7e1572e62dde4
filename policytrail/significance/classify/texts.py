"""Index of the words of both documents of a comparison, to find where a text occurs."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from policytrail.model import Document
from policytrail.text import fold_for_comparison

_WORD = re.compile(r"[^\W_]+")
# This many words in a row are the same text, wherever they occur.
_RUN = 4


class Texts:
    """The words of both documents and of the earlier ones, computed on demand."""

    def __init__(self, old: Document, new: Document, earlier: Sequence[Document]) -> None:
        self._old, self._new, self._earlier = old, new, earlier

    @cached_property
    def words_old(self) -> frozenset[str]:
        """Return the words of the old document, folded."""
        return frozenset(words_in(_document_text(self._old)))

    @cached_property
    def words_new(self) -> frozenset[str]:
        """Return the words of the new document, folded."""
        return frozenset(words_in(_document_text(self._new)))

    @cached_property
    def runs_old(self) -> frozenset[str]:
        """Return all runs of four words of the old document."""
        return frozenset(word_runs(_document_text(self._old)))

    @cached_property
    def runs_new(self) -> frozenset[str]:
        """Return all runs of four words of the new document."""
        return frozenset(word_runs(_document_text(self._new)))

    @cached_property
    def blocks_earlier(self) -> frozenset[str]:
        """Return the texts of all blocks of the documents before the old one."""
        return frozenset(block.text for document in self._earlier for block in document.blocks)

    @cached_property
    def share_seen(self) -> float:
        """Return the share of the inserted letters that occur in a document before the old one."""
        known = {block.text for block in self._old.blocks}
        fresh = [block.text for block in self._new.blocks if block.text not in known]
        seen = sum(len(text) for text in fresh if text in self.blocks_earlier)
        return seen / max(1, sum(map(len, fresh)))


def words_in(folded: str) -> list[str]:
    """Return the words of a folded text."""
    return _WORD.findall(folded)


def word_runs(text: str) -> Iterator[str]:
    """Yield all runs of four words of a text, or the whole text if it has fewer."""
    words = words_in(fold_for_comparison(text))
    if words:
        for start in range(max(1, len(words) - _RUN + 1)):
            yield " ".join(words[start : start + _RUN])


def _document_text(document: Document) -> str:
    return fold_for_comparison("\n".join(block.text for block in document.blocks))
