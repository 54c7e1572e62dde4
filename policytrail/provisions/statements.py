"""The sentences of a document with their context."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policytrail.language import fold_for_matching, sentence_spans
from policytrail.model import BlockKind, Quote
from policytrail.provisions.features import Tokens, model_tokens
from policytrail.provisions.places import StatingPlace
from policytrail.provisions.word_senses import SentenceReading

_NOTHING = model_tokens("")


@dataclass(frozen=True, slots=True)
class PolicySentence:
    """One sentence with its place and context."""

    place: StatingPlace
    quote: Quote
    folded: str
    tokens: Tokens
    number_in_block: int
    reading: SentenceReading

    @property
    def opens(self) -> bool:
        """Return whether it begins its block, so that the introduction of a list applies to it."""
        return self.number_in_block == 0

    @property
    def lead(self) -> str:
        """Return its folded introduction; empty if it does not begin a list item."""
        return self.place.lead if self.opens else ""

    @property
    def is_item(self) -> bool:
        """Return whether it belongs to a list item."""
        return self.place.block.kind is BlockKind.ITEM

    @property
    def is_row(self) -> bool:
        """Return whether it belongs to a table row."""
        return self.place.block.kind is BlockKind.ROW


def split_statements(places: Iterable[StatingPlace]) -> Iterator[PolicySentence]:
    """Yield the sentences of all places in the order of the document."""
    for place in places:
        for number, (start, end) in enumerate(sentence_spans(place.block.text)):
            quote = Quote(place.position, place.block, start, end)
            folded = fold_for_matching(quote.excerpt)
            tokens = model_tokens(folded)
            reading = SentenceReading(folded, tokens.words, place, opens=number == 0)
            yield PolicySentence(place, quote, folded, tokens, number, reading)


def tokens_before(statements: Sequence[PolicySentence], index: int) -> Tokens:
    """Return the words of the previous sentence; none after a new heading."""
    if index == 0 or statements[index - 1].place.title != statements[index].place.title:
        return _NOTHING
    return statements[index - 1].tokens


def tokens_after(statements: Sequence[PolicySentence], index: int) -> Tokens:
    """Return the words of the next sentence; none before a new heading."""
    last = index + 1 >= len(statements)
    if last or statements[index + 1].place.title != statements[index].place.title:
        return _NOTHING
    return statements[index + 1].tokens
