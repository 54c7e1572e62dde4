"""From a document to its provisions."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from policytrail.language.detect import language_of
from policytrail.language.sentences import fold, sentences_of
from policytrail.model.document import Document
from policytrail.model.provision import Findings, Provision, Quote
from policytrail.provisions import hints, unfairness
from policytrail.provisions.clauses import Clauses, Support, are_one
from policytrail.provisions.confidence import confidence_of
from policytrail.provisions.cut import noted
from policytrail.provisions.features import tokens_of
from policytrail.provisions.matcher import Match, Matcher, Strength
from policytrail.provisions.moods import Mood
from policytrail.provisions.places import Place, foreign_blocks, places_of
from policytrail.provisions.segments import FILE, Segments, read_segments
from policytrail.provisions.senses import Reading, Senses
from policytrail.provisions.strays import without_strays
from policytrail.provisions.taxonomy import ProvisionType, Taxonomy, shipped
from policytrail.provisions.topics import Sense, Surroundings, Topics, shipped_model
from policytrail.provisions.unfairness import Unfairness, Verdict

_BY_CATEGORY = 0.75
"""Confidence in what only a user's model says: its precision on held-out policies of OPP-115."""


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
        self._senses = Senses(matcher)
        self._clauses = Clauses(matcher)
        self._segments = segments
        self._unfairness = unfairness
        self._topics = topics
        self._by_label = _defaults(taxonomy)

    def read(self, document: Document) -> Findings:
        """Return the provisions of a document in its order, or why it was not read."""
        language = language_of(document.blocks) or document.language
        if language not in (None, "en"):
            return Findings((), f"language {language}", (), self.taxonomy.version)
        unread = tuple(foreign_blocks(document))
        found = [
            one for place in places_of(document, frozenset(unread)) for one in self._of_block(place)
        ]
        kept = found if self._segments else without_strays(found, self._matcher)
        return Findings(noted(kept, document), "", unread, self.taxonomy.version)

    def _of_block(self, place: Place) -> Iterator[Provision]:
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
        self, place: Place, found: Sequence[Provision], segments: Segments
    ) -> Iterator[Provision]:
        """Yield what the user's model leaves of the provisions, and what it adds."""
        text = place.block.text
        types = self.taxonomy.by_id
        categories = segments.categories(text)
        kept = [one for one in found if segments.keeps(types[one.type], categories)]
        yield from kept
        quote = Quote(place.position, place.block, 0, len(text))
        for one in segments.missing([types[each.type] for each in kept], categories):
            folded = fold(text)
            support = Support(folded, tokens_of(folded).words, None, _BY_CATEGORY)
            yield self._clauses.provision(
                place, quote, Match(one, Strength.TOPIC, "category"), support
            )

    def _runs(self, place: Place) -> Iterator[Provision]:
        """Yield the provisions of a block, neighbouring sentences of one type made one."""
        open_ones: dict[str, Provision] = {}
        spans = list(sentences_of(place.block.text))
        block = self._topics.around(place.block.text if len(spans) > 1 else "")
        for start, end in spans:
            still: dict[str, Provision] = {}
            quote = Quote(place.position, place.block, start, end)
            for found in self._of_sentence(place, quote, block):
                before = open_ones.pop(found.type, None)
                if before and are_one(before, found):
                    still[found.type] = self._clauses.joined(before, found)
                else:
                    still[found.type] = found
                    if before:
                        yield before
            yield from open_ones.values()
            open_ones = still
        yield from open_ones.values()

    def _of_sentence(self, place: Place, quote: Quote, block: Surroundings) -> Iterator[Provision]:
        folded = fold(quote.excerpt)
        tokens = tokens_of(folded)
        sense = self._topics.sense(tokens, block)
        seen = self._matcher.match(folded, tokens.words)
        if place.lead and not seen and quote.start == 0:
            seen = self._matcher.match_after(place.lead, folded)
        verdicts = self._unfairness.judge(tokens, hints.seen(seen))
        reading = Reading(folded, tokens.words, place, opens=quote.start == 0)
        for match in self._borne_out(self._senses.meant(seen, reading), reading, sense, verdicts):
            verdict = verdicts.get(match.type.unfair_tos or "")
            likeness = self._topics.confidence(match.type, sense)
            confidence = confidence_of(match, verdict, likeness)
            names = match.type.is_act and reading.mood in (Mood.NAMES, Mood.ASKS)
            support = Support(reading.bare, reading.words, verdict, confidence, names_only=names)
            yield self._clauses.provision(place, quote, match, support)

    def _borne_out(
        self,
        seen: Sequence[Match],
        reading: Reading,
        sense: Sense,
        verdicts: Mapping[str, Verdict],
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
            if one.id not in named and reading.mood not in one.not_in:
                yield Match(one, Strength.TOPIC, "topic of the sentence")


def _defaults(taxonomy: Taxonomy) -> dict[str, ProvisionType]:
    """Return the type that stands for each label of unfair terms."""
    found: dict[str, ProvisionType] = {}
    for one in taxonomy.types:
        if one.unfair_tos and (one.unfair_default or one.unfair_tos not in found):
            found[one.unfair_tos] = one
    return found


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
