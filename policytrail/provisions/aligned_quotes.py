"""Quotes two wordings of a clause from the same sentence to the same sentence.

The finder may cut a clause before a sentence in one version and behind it in the other; quoted like
that, a sentence that stands in both texts would be shown as new or as gone.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter

from policytrail.language import TextIndex, count_words, sentence_spans, word_similarity
from policytrail.model import Provision, Quote

_PARTNERS = 0.6
"""Words that two sentences share at least if one became the other."""
_REACH = 3
"""Most sentences of its block by which a quote is made longer at either end."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """The sentences of a block that are quoted: those from `first` to `last`."""

    quote: Quote
    sentences: tuple[tuple[int, int], ...]
    first: int
    last: int

    def text(self, number: int) -> str:
        return self.quote.block.text[slice(*self.sentences[number])]

    @property
    def quoted(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def near(self) -> Iterator[int]:
        """Yield the sentences around the quoted ones, the nearest first."""
        for step in range(1, _REACH + 1):
            yield from (
                number
                for number in (self.first - step, self.last + step)
                if 0 <= number < len(self.sentences)
            )

    def as_quote(self) -> Quote:
        start, end = self.quote.start, self.quote.end
        first, last = self.sentences[self.first], self.sentences[self.last]
        # A quote that begins or ends within a sentence stays as it is there.
        start = start if first[0] <= start < first[1] else first[0]
        end = end if last[0] < end <= last[1] else last[1]
        return replace(self.quote, start=start, end=end)


def align_quotes(
    before: Provision, after: Provision, old_text: TextIndex, new_text: TextIndex
) -> tuple[Quote, Quote]:
    """Return the words of both wordings, from the same sentence to the same sentence."""
    old, new = _cut_sentences(before.quote), _cut_sentences(after.quote)
    if old is None or new is None:
        return before.quote, after.quote
    old = _lengthen(old, new)
    new = _lengthen(new, old)
    old = _shorten(old, new, new_text)
    return old.as_quote(), _shorten(new, old, old_text).as_quote()


def _cut_sentences(quote: Quote) -> _Cut | None:
    """Return the sentences of a quote within its block; None if it goes on in other blocks."""
    if quote.following:
        return None
    sentences = _sentences_of(quote.block.text)
    first = bisect_right(sentences, quote.start, key=itemgetter(1))
    last = bisect_left(sentences, quote.end, key=itemgetter(0)) - 1
    return _Cut(quote, sentences, first, last) if first <= last else None


@lru_cache(maxsize=8)
def _sentences_of(text: str) -> tuple[tuple[int, int], ...]:
    """Return the sentences of a block, cut once for all clauses that it has."""
    return tuple(sentence_spans(text))


def _lengthen(cut: _Cut, other: _Cut) -> _Cut:
    """Return a quote with the sentences around it that a quoted sentence of the other text was or became."""
    lacking = [
        its
        for its in map(other.text, other.quoted)
        if not any(_are_partners(own, its) for own in map(cut.text, cut.quoted))
    ]
    for number in tuple(cut.near) if lacking else ():
        if any(_are_partners(cut.text(number), its) for its in lacking):
            cut = replace(cut, first=min(cut.first, number), last=max(cut.last, number))
    return cut


def _shorten(cut: _Cut, other: _Cut, other_text: TextIndex) -> _Cut:
    """Return a quote without the sentences at its ends that stand in the other text outside of its quote."""
    while cut.first < cut.last and _stands_elsewhere(cut.text(cut.first), other, other_text):
        cut = replace(cut, first=cut.first + 1)
    while cut.first < cut.last and _stands_elsewhere(cut.text(cut.last), other, other_text):
        cut = replace(cut, last=cut.last - 1)
    return cut


def _stands_elsewhere(sentence: str, other: _Cut, other_text: TextIndex) -> bool:
    is_quoted = any(_are_partners(sentence, other.text(number)) for number in other.quoted)
    return not is_quoted and other_text.has_words(sentence)


def _are_partners(one: str, other: str) -> bool:
    return one == other or word_similarity(count_words(one), count_words(other)) >= _PARTNERS
