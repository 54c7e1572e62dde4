"""Verifies whether a clause that the finder sees in one version only was really added or removed.

The finder misses clauses, and may see one or not because of a word nearby, so its silence proves
nothing. A clause is removed only if a substantive hunk deletes its own words and no sentence of the
new text says the same; added is the mirror image. Anything uncertain is reported as edited near.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from policytrail.language import (
    Nearest,
    Standing,
    TextIndex,
    count_words,
    split_sentences,
    word_similarity,
    words_of,
)
from policytrail.model import (
    Document,
    DocumentPair,
    Edit,
    Hunk,
    Provision,
    ProvisionChange,
    ProvisionMove,
    Quote,
    Side,
)

_OWN_WORDS = 0.5
"""Share of a clause's letters that a hunk must delete or insert for the clause to have been removed or added."""


_SAID_ELSEWHERE = 0.6
"""Words that a sentence shares with another one that says the same."""
_SENTENCE = 6
"""Fewest words of a sentence that says something by itself."""
_BETTER = 0.1
"""How many more it must share with that one than with the clause it is held against."""
_MOST_LOOKED_FOR = 1_500
"""Most clauses looked up in the other text; 41 real policies have 130 each, the largest rewrite 320."""


@dataclass(frozen=True, slots=True)
class _Direction:
    """One way to read a pair: what the second text lacks, or what the first one lacked."""

    mark: str
    """The mark of the edits that contain the clause's words: `-` or `+`."""
    move: ProvisionMove
    other: TextIndex
    other_is_new: bool


class MoveVerifier:
    """Two versions, prepared to decide whether a clause of one is missing from the other."""

    def __init__(
        self, pair: DocumentPair, provisions: tuple[Sequence[Provision], Sequence[Provision]]
    ) -> None:
        self._pair = pair
        self._looked_for = 0
        self._types_old, self._types_new = (
            {provision.type for provision in side} for side in provisions
        )
        self.old_text = TextIndex.of_document(pair.old)
        self.new_text = TextIndex.of_document(pair.new)
        self._old = _Sought(pair.old, self.old_text)
        self._new = _Sought(pair.new, self.new_text)

    @cached_property
    def _gone(self) -> _Direction:
        return _Direction("-", ProvisionMove.REMOVED, self.new_text, other_is_new=True)

    @cached_property
    def _come(self) -> _Direction:
        return _Direction("+", ProvisionMove.ADDED, self.old_text, other_is_new=False)

    def verify_lost(self, provision: Provision, hunk: int | None) -> ProvisionChange:
        """Return what became of a clause of the old text that the finder no longer sees."""
        return self._describe_move(provision, hunk, self._gone)

    def verify_gained(self, provision: Provision, hunk: int | None) -> ProvisionChange:
        """Return the origin of a clause that the finder had not seen in the old text."""
        return self._describe_move(provision, hunk, self._come)

    def _describe_move(
        self, provision: Provision, hunk: int | None, direction: _Direction
    ) -> ProvisionChange:
        move, counterpart = self._judge_move(provision, hunk, direction)
        sides = (provision, None) if direction.other_is_new else (None, provision)
        others = self._types_new if direction.other_is_new else self._types_old
        return ProvisionChange(
            move,
            provision.type,
            *sides,
            hunk,
            is_first_of_kind=provision.type not in others,
            counterpart=counterpart,
        )

    def _judge_move(
        self, provision: Provision, hunk: int | None, direction: _Direction
    ) -> tuple[ProvisionMove, Quote | None]:
        if hunk is None or not self._pair.is_substantive(hunk):
            return ProvisionMove.KEPT, None
        self._looked_for += 1
        if self._looked_for > _MOST_LOOKED_FOR:
            return ProvisionMove.EDITED_NEAR, None
        standing = direction.other.judge_presence(provision.excerpt)
        if standing is Standing.SAME:
            return ProvisionMove.KEPT, None
        if standing is Standing.SAID:
            quote = self._find_counterpart(provision, direction)
            return (ProvisionMove.REWORDED if quote else ProvisionMove.EDITED_NEAR), quote
        edited = edited_share(self._pair.diff.hunks[hunk], provision.quote, direction.mark)
        if (
            standing is Standing.UNCERTAIN
            or edited < _OWN_WORDS
            or _says_a_sentence(direction.other, provision.excerpt)
        ):
            return ProvisionMove.EDITED_NEAR, None
        return direction.move, None

    def _find_counterpart(self, provision: Provision, direction: _Direction) -> Quote | None:
        """Return the sentence of the other text that says what a clause says.

        A sentence that another one of the clause's own text resembles more has become that one.
        """
        nearest = direction.other.nearest_sentence(provision.excerpt)
        if nearest is None:
            return None
        document = self._pair.new if direction.other_is_new else self._pair.old
        quote = Quote(
            nearest.position, document.blocks[nearest.position], nearest.start, nearest.end
        )
        own, other = (self._old, self._new) if direction.other_is_new else (self._new, self._old)
        return None if own.says_elsewhere(quote, provision.quote, other.text) else quote

    def say_others(self, before: Provision, after: Provision) -> bool:
        """Return whether one of two clauses is said by another sentence of the other text, and better."""
        return self._new.says_elsewhere(
            before.quote, after.quote, self.old_text
        ) or self._old.says_elsewhere(after.quote, before.quote, self.new_text)


@dataclass(frozen=True, slots=True)
class _Sought:
    """A document in which the counterpart of a clause is sought."""

    document: Document
    text: TextIndex

    def says_elsewhere(self, quote: Quote, here: Quote, home: TextIndex) -> bool:
        """Return whether other sentences than those quoted here say all of a quote, and say it better.

        `home` is the text that the quote is from.
        """
        return all(
            self._still_has(sentence, here, home) or self._says_better(sentence, here)
            for sentence in split_sentences(quote.excerpt)
        )

    def _still_has(self, sentence: str, here: Quote, home: TextIndex) -> bool:
        """Return whether a sentence stands in this text as often as in its own, and not in the quote."""
        is_here = f" {' '.join(words_of(sentence))} " in f" {' '.join(words_of(here.excerpt))} "
        return not is_here and 0 < home.count_words(sentence) <= self.text.count_words(sentence)

    def _says_better(self, sentence: str, here: Quote) -> bool:
        nearest = self.text.nearest_sentence(sentence)
        if nearest is None or _lies_in(nearest, here):
            return False
        words = count_words(sentence)
        there = self.document.blocks[nearest.position].text[nearest.start : nearest.end]
        likeness = word_similarity(words, count_words(there))
        own = max(
            word_similarity(words, count_words(each)) for each in split_sentences(here.excerpt)
        )
        return likeness >= _SAID_ELSEWHERE and likeness >= own + _BETTER


def _says_a_sentence(text: TextIndex, passage: str) -> bool:
    """Return whether a text says one of several sentences of a passage."""
    sentences = [each for each in split_sentences(passage) if len(words_of(each)) >= _SENTENCE]
    return len(sentences) > 1 and any(
        text.judge_presence(each) in (Standing.SAME, Standing.SAID) for each in sentences
    )


def _lies_in(nearest: Nearest, quote: Quote) -> bool:
    """Return whether a sentence is one of those that are quoted, or a part of them."""
    if nearest.position == quote.position:
        return nearest.start < quote.end and nearest.end > quote.start
    return quote.position < nearest.position <= quote.position + len(quote.following)


def edited_share(hunk: Hunk, quote: Quote, mark: str) -> float:
    """Return the share of a quote's letters that a hunk deletes (`-`) or inserts (`+`), 0-1."""
    side = hunk.old if mark == "-" else hunk.new
    if side is None or not side.first <= quote.position <= side.last:
        return 0.0
    begin = _block_start(side, quote.position)
    start, end = begin + quote.start, begin + quote.end
    edited = [
        _count_letters(text[max(0, start - offset) : end - offset])
        for offset, text in _marked_edits(hunk.edits or (Edit(mark, side.text),), mark)
        if offset < end and offset + len(text) > start
    ]
    return sum(edited) / max(1, _count_letters(side.text[start:end]))


def _block_start(side: Side, position: int) -> int:
    return sum(len(block.text) + 1 for block in side.blocks[: position - side.first])


def _marked_edits(edits: Sequence[Edit], mark: str) -> Iterator[tuple[int, str]]:
    """Yield the edits with one mark, each with its offset in the text of its side."""
    offset = 0
    for edit in edits:
        if edit.op == mark:
            yield offset, edit.text
        if edit.op in ("=", mark):
            offset += len(edit.text)


def _count_letters(text: str) -> int:
    return sum(map(str.isalnum, text))
