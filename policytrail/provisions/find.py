"""From a document to its provisions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from policytrail.extract.sections import paths_of
from policytrail.model.document import Block, BlockKind, Document
from policytrail.model.provision import Attribute, Findings, Provision, Quote, Stated
from policytrail.provisions import hints, unfairness
from policytrail.provisions.attributes import merged
from policytrail.provisions.confidence import confidence_of
from policytrail.provisions.features import tokens_of
from policytrail.provisions.language import language_of
from policytrail.provisions.matcher import Match, Matcher, Strength
from policytrail.provisions.segments import FILE, Segments, read_segments
from policytrail.provisions.sentences import fold, sentences_of
from policytrail.provisions.severity import weigh
from policytrail.provisions.taxonomy import ProvisionType, Taxonomy, shipped
from policytrail.provisions.topics import Sense, Surroundings, Topics, shipped_model
from policytrail.provisions.unfairness import Unfairness, Verdict

_BY_CATEGORY = 0.75
"""Confidence in what only a user's model says: its precision on held-out policies of OPP-115."""
_LONGEST = 1_500
"""Characters up to which neighbouring sentences of one type make one provision."""
_NOTES = {
    Strength.TOPIC: "Concluded from the likeness of the sentence to labelled ones; "
    "no rule of the taxonomy matched.",
    Strength.LEAD: "Concluded from the list item together with the words that lead into its list.",
}
_LONGEST_LEAD = 300
_PLAINLY_ENGLISH = re.compile(r"\b(?:the|and|you)\b", re.IGNORECASE)
_CUT_NOTE = "The text of this version ends abruptly here; the clause may go on."


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence stands."""

    document_sha256: str
    position: int
    block: Block
    path: str
    lead: str = ""
    """Folded words that lead into the list that the block is an item of."""


@dataclass(frozen=True, slots=True)
class _Support:
    """What a provision is said on."""

    folded: str
    verdict: Verdict | None
    confidence: float


class Finder:
    """Everything that reading provisions needs, made once and used for many documents."""

    def __init__(
        self,
        matcher: Matcher,
        unfairness: Unfairness,
        topics: Topics,
        segments: Segments | None = None,
    ) -> None:
        self.taxonomy = taxonomy = matcher.taxonomy
        self._matcher = matcher
        self._segments = segments
        self._unfairness = unfairness
        self._topics = topics
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
        lead = ""
        for position, (block, path) in enumerate(
            zip(document.blocks, paths_of(document.blocks), strict=True)
        ):
            lead = _lead(block, lead)
            if block.kind is not BlockKind.HEADING and position not in unread:
                own = lead if block.kind is BlockKind.ITEM else ""
                yield from self._of_block(_Place(name, position, block, path, own))

    def _of_block(self, place: _Place) -> Iterator[Provision]:
        """Yield the provisions of a block in order, without fillers where there is more to say."""
        found = list(self._runs(place))
        if self._segments:
            found = list(self._typed(place, found, self._segments))
        else:
            types = self.taxonomy.by_id
            says_more = any(not types[one.type].filler for one in found)
            found = [one for one in found if not (says_more and types[one.type].filler)]
        yield from sorted(found, key=lambda one: one.quote.start)

    def _typed(
        self, place: _Place, found: Sequence[Provision], segments: Segments
    ) -> Iterator[Provision]:
        """Yield what the user's model leaves of the provisions, and what it adds."""
        text = place.block.text
        types = self.taxonomy.by_id
        categories = segments.categories(text)
        kept = [one for one in found if segments.keeps(types[one.type], categories)]
        yield from kept
        quote = Quote(place.position, place.block, 0, len(text))
        for one in segments.missing([types[each.type] for each in kept], categories):
            support = _Support(fold(text), None, _BY_CATEGORY)
            yield self._provision(place, quote, Match(one, Strength.TOPIC, "category"), support)

    def _runs(self, place: _Place) -> Iterator[Provision]:
        """Yield the provisions of a block, neighbouring sentences of one type made one."""
        open_ones: dict[str, Provision] = {}
        spans = list(sentences_of(place.block.text))
        block = self._topics.around(place.block.text if len(spans) > 1 else "")
        for start, end in spans:
            still: dict[str, Provision] = {}
            quote = Quote(place.position, place.block, start, end)
            for found in self._of_sentence(place, quote, block):
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

    def _of_sentence(self, place: _Place, quote: Quote, block: Surroundings) -> Iterator[Provision]:
        folded = fold(quote.excerpt)
        tokens = tokens_of(folded)
        sense = self._topics.sense(tokens, block)
        seen = self._matcher.match(folded)
        if place.lead and not seen and quote.start == 0:
            seen = self._matcher.match_after(place.lead, folded)
        verdicts = self._unfairness.judge(tokens, hints.seen(seen))
        for match in self._borne_out(seen, sense, verdicts):
            verdict = verdicts.get(match.type.unfair_tos or "")
            likeness = self._topics.confidence(match.type, sense)
            confidence = confidence_of(match, verdict, likeness)
            yield self._provision(place, quote, match, _Support(folded, verdict, confidence))

    def _borne_out(
        self, seen: Sequence[Match], sense: Sense, verdicts: Mapping[str, Verdict]
    ) -> Iterator[Match]:
        """Yield the types that the patterns see and the topics bear out, then what models see."""
        found = [one for one in seen if self._topics.keeps(one.type, sense)]
        yield from found
        labels = {match.type.unfair_tos for match in found}
        named = {match.type.id for match in found}
        for label in verdicts:
            if label not in labels and label in self._by_label:
                named.add(self._by_label[label].id)
                yield Match(self._by_label[label], Strength.LABEL, f"labelled: {label}")
        for one in self._topics.clear(sense):
            if one.id not in named:
                yield Match(one, Strength.TOPIC, "topic of the sentence")

    def _provision(self, place: _Place, quote: Quote, match: Match, support: _Support) -> Provision:
        one = match.type
        read = (reader.read(quote, support.folded) for reader in self._matcher.readers_of(one))
        attributes = tuple(attribute for attribute in read if attribute)
        if one.unfair_tos:
            attributes = (*attributes, _unfair(quote, support.verdict))
        found = Provision(
            type=one.id,
            document_sha256=place.document_sha256,
            quote=quote,
            path=place.path,
            severity=one.severity[-1].level,
            severity_rule="",
            confidence=support.confidence,
            stated=Stated.INFERRED if match.strength in _NOTES else Stated.EXPRESS,
            note=_NOTES.get(match.strength, ""),
            attributes=attributes,
            taxonomy_version=self.taxonomy.version,
        )
        return _weighed(found, one)

    def _joined(self, first: Provision, second: Provision) -> Provision:
        """Return two neighbouring provisions of one type as one that quotes both."""
        one = self.taxonomy.by_id[first.type]
        quote = replace(first.quote, end=second.quote.end)
        attributes = merged(_flagged_first(first, second), second.attributes)
        confidence = max(first.confidence, second.confidence)
        surer = min(first, second, key=lambda found: found.stated is Stated.INFERRED)
        both = replace(
            first,
            quote=quote,
            attributes=attributes,
            confidence=confidence,
            stated=surer.stated,
            note=surer.note,
        )
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


def _lead(block: Block, before: str) -> str:
    """Return the words that lead into the next item: the last sentence that ends with a colon."""
    if block.kind is BlockKind.ITEM and not block.text.endswith(":"):
        return before
    if block.kind is BlockKind.HEADING or not block.text.endswith(":"):
        return ""
    *_, (start, end) = sentences_of(block.text)
    return fold(block.text[start:end]) if end - start <= _LONGEST_LEAD else ""


def _foreign(document: Document) -> Iterator[int]:
    """Yield the positions of blocks that are in another language than English."""
    for position, block in enumerate(document.blocks):
        if not _PLAINLY_ENGLISH.search(block.text) and language_of([block.text]) not in (
            None,
            "en",
        ):
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
    return finder_with(None)


def finder_with(segment_model: str | None) -> Finder:
    """Return the shipped finder, with a user's model of segments given as text, if there is one.

    Raises:
        ConfigurationError: if the text is no such model.
    """
    matcher = Matcher(shipped())
    model = shipped_model()
    segments = (
        read_segments(segment_model, str(FILE), matcher, model)
        if segment_model is not None
        else None
    )
    return Finder(matcher, unfairness.shipped(), Topics(model, matcher.taxonomy), segments)


def find(document: Document, finder: Finder | None = None) -> tuple[Provision, ...]:
    """Return the provisions of a document in its order; none if it is in another language."""
    return (finder or shipped_finder()).read(document).provisions
