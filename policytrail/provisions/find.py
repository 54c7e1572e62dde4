"""From a document to its provisions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from policytrail.extract.sections import paths_of
from policytrail.model.document import Block, BlockKind, Document
from policytrail.model.provision import Attribute, Findings, Provision, Quote
from policytrail.provisions import unfairness
from policytrail.provisions.attributes import merged
from policytrail.provisions.confidence import confidence_of
from policytrail.provisions.language import language_of
from policytrail.provisions.matcher import Match, Matcher
from policytrail.provisions.sentences import fold, sentences_of
from policytrail.provisions.severity import weigh
from policytrail.provisions.taxonomy import ProvisionType, Taxonomy, shipped
from policytrail.provisions.unfairness import Unfairness, Verdict

_LONGEST = 1_500
"""Characters up to which neighbouring sentences of one type make one provision."""
_CUT_NOTE = "The text of this version ends abruptly here; the clause may go on."


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence stands."""

    document_sha256: str
    position: int
    block: Block
    path: str


class Finder:
    """Everything that reading provisions needs, made once and used for many documents."""

    def __init__(self, taxonomy: Taxonomy, unfairness: Unfairness) -> None:
        self.taxonomy = taxonomy
        self._matcher = Matcher(taxonomy)
        self._unfairness = unfairness
        self._by_label = _defaults(taxonomy)

    def read(self, document: Document) -> Findings:
        """Return the provisions of a document in its order, or why it was not read."""
        language = language_of(block.text for block in document.blocks) or document.language
        if language not in (None, "en"):
            return Findings((), f"language {language}", (), self.taxonomy.version)
        unread = tuple(_foreign(document))
        found = tuple(self._all(document, frozenset(unread)))
        return Findings(_noted(found, document), "", unread, self.taxonomy.version)

    def _all(self, document: Document, unread: frozenset[int]) -> Iterator[Provision]:
        name = document.sha256
        for position, (block, path) in enumerate(
            zip(document.blocks, paths_of(document.blocks), strict=True)
        ):
            if block.kind is not BlockKind.HEADING and position not in unread:
                yield from self._of_block(_Place(name, position, block, path))

    def _of_block(self, place: _Place) -> Iterator[Provision]:
        """Yield the provisions of a block, neighbouring sentences of one type made one."""
        open_ones: dict[str, Provision] = {}
        for start, end in sentences_of(place.block.text):
            still: dict[str, Provision] = {}
            for found in self._of_sentence(place, start, end):
                before = open_ones.pop(found.type, None)
                if before and end - before.quote.start <= _LONGEST:
                    still[found.type] = self._joined(before, found)
                else:
                    still[found.type] = found
                    if before:
                        yield before
            yield from open_ones.values()
            open_ones = still
        yield from open_ones.values()

    def _of_sentence(self, place: _Place, start: int, end: int) -> Iterator[Provision]:
        quote = Quote(place.position, place.block, start, end)
        folded = fold(quote.excerpt)
        verdicts = self._unfairness.judge(folded)
        matches = self._matcher.match(folded)
        matches += self._unnamed(matches, verdicts)
        for match in matches:
            yield self._provision(place, quote, match, verdicts.get(match.type.unfair_tos or ""))

    def _unnamed(self, matches: list[Match], verdicts: dict[str, Verdict]) -> list[Match]:
        """Return the types that only the model of unfair terms sees."""
        named = {match.type.unfair_tos for match in matches}
        return [
            Match(self._by_label[label], False, f"model: {label}")
            for label in verdicts
            if label not in named and label in self._by_label
        ]

    def _provision(
        self, place: _Place, quote: Quote, match: Match, verdict: Verdict | None
    ) -> Provision:
        one, folded = match.type, fold(quote.excerpt)
        readers = self._matcher.readers_of(one)
        read = (reader.read(quote, folded) for reader in readers)
        attributes = tuple(attribute for attribute in read if attribute)
        if one.unfair_tos:
            attributes = (*attributes, _unfair(quote, verdict))
        confidence = confidence_of(one.id, is_strong=match.is_strong, verdict=verdict)
        found = Provision(
            type=one.id,
            document_sha256=place.document_sha256,
            quote=quote,
            path=place.path,
            severity=one.severity[-1].level,
            severity_rule="",
            confidence=confidence,
            attributes=attributes,
            taxonomy_version=self.taxonomy.version,
        )
        return _weighed(found, one)

    def _joined(self, first: Provision, second: Provision) -> Provision:
        """Return two neighbouring provisions of one type as one that quotes both."""
        one = self.taxonomy.by_id()[first.type]
        quote = replace(first.quote, end=second.quote.end)
        attributes = merged(_flagged_first(first, second), second.attributes)
        confidence = max(first.confidence, second.confidence)
        both = replace(first, quote=quote, attributes=attributes, confidence=confidence)
        return _weighed(both, one)


def _flagged_first(first: Provision, second: Provision) -> tuple[Attribute, ...]:
    """Return the first one's attributes, without its acquittal if the second is unfair."""
    if second.values.get("potentially_unfair") is not True:
        return first.attributes
    return tuple(one for one in first.attributes if one.name != "potentially_unfair")


def _weighed(found: Provision, one: ProvisionType) -> Provision:
    severity, rule = weigh(one.severity, found.values, found.stated)
    return replace(found, severity=severity, severity_rule=rule)


def _unfair(quote: Quote, verdict: Verdict | None) -> Attribute:
    reason = verdict.reason if verdict else "reads like clauses that were labelled fair"
    return Attribute("potentially_unfair", verdict is not None, quote if verdict else None, reason)


def _defaults(taxonomy: Taxonomy) -> dict[str, ProvisionType]:
    """Return the type that stands for each label of unfair terms."""
    found: dict[str, ProvisionType] = {}
    for one in taxonomy.types:
        if one.unfair_tos and (one.unfair_default or one.unfair_tos not in found):
            found[one.unfair_tos] = one
    return found


def _foreign(document: Document) -> Iterator[int]:
    """Yield the positions of blocks that are in another language than English."""
    for position, block in enumerate(document.blocks):
        if language_of([block.text]) not in (None, "en"):
            yield position


def _noted(found: tuple[Provision, ...], document: Document) -> tuple[Provision, ...]:
    """Return the provisions, those at an abrupt end of the text with a note that says so."""
    last = len(document.blocks) - 1
    if last < 0 or not _is_cut(document.blocks[last]):
        return found
    return tuple(
        replace(one, note=_CUT_NOTE) if one.quote.position == last else one for one in found
    )


def _is_cut(block: Block) -> bool:
    """Return whether a paragraph breaks off: long, and ending in a letter or a comma."""
    text = block.text.rstrip()
    is_prose = block.kind is BlockKind.PARAGRAPH and len(text) > 200  # noqa: PLR2004 (a paragraph)
    return is_prose and (text[-1].isalnum() or text[-1] in ",-")


@cache
def shipped_finder() -> Finder:
    """Return the finder that comes with the project, made once."""
    return Finder(shipped(), unfairness.shipped())


def find(document: Document, finder: Finder | None = None) -> tuple[Provision, ...]:
    """Return the provisions of a document in its order; none if it is in another language."""
    return (finder or shipped_finder()).read(document).provisions
