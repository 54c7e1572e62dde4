"""The sentences of a document in their places: what each is read with."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policytrail.language import fold_for_matching, sentence_spans
from policytrail.model import BlockKind, Quote
from policytrail.provisions.features import Tokens, model_tokens
from policytrail.provisions.places import StatingPlace
from policytrail.provisions.senses import SentenceReading

_NOTHING = model_tokens("")


@dataclass(frozen=True, slots=True)
class PolicySentence:
    """One sentence, where it stands, and what stands around it."""

    place: StatingPlace
    quote: Quote
    folded: str
    tokens: Tokens
    number_in_block: int
    reading: SentenceReading

    @property
    def opens(self) -> bool:
        """Return whether it opens its block, so that the lead of a list leads into it."""
        return self.number_in_block == 0

    @property
    def lead(self) -> str:
        """Return the folded words that lead into it; empty if it is no list item's beginning."""
        return self.place.lead if self.opens else ""

    @property
    def is_item(self) -> bool:
        """Return whether it stands in a list item."""
        return self.place.block.kind is BlockKind.ITEM

    @property
    def is_row(self) -> bool:
        """Return whether it stands in a row of a table."""
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
    """Return the words of the sentence before, none under a new heading."""
    if index == 0 or statements[index - 1].place.title != statements[index].place.title:
        return _NOTHING
    return statements[index - 1].tokens


def tokens_after(statements: Sequence[PolicySentence], index: int) -> Tokens:
    """Return the words of the sentence behind, none under a new heading."""
    last = index + 1 >= len(statements)
    if last or statements[index + 1].place.title != statements[index].place.title:
        return _NOTHING
    return statements[index + 1].tokens
