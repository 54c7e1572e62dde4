"""Finds the provisions of a document."""

from collections.abc import Container, Iterator, Sequence
from functools import cache
from itertools import groupby

from policytrail.language import detect_language, fold_for_matching
from policytrail.model import Document, Findings, Provision, Quote
from policytrail.provisions import unfairness
from policytrail.provisions.clauses import Clauses, Support, are_one
from policytrail.provisions.confidence import find_confidence
from policytrail.provisions.cut_off_documents import note_cut_off
from policytrail.provisions.excerpts import whole_excerpts
from policytrail.provisions.features import model_tokens
from policytrail.provisions.matcher import Match, Matcher, Strength
from policytrail.provisions.misplaced_matches import without_strays
from policytrail.provisions.moods import Mood
from policytrail.provisions.nearby_reliefs import NearbyReliefs
from policytrail.provisions.observe import Observed, Observer
from policytrail.provisions.places import StatingPlace, foreign_blocks
from policytrail.provisions.segments import FILE, Segments, read_segments
from policytrail.provisions.sentence_types import Typed, Typing, shipped_typing
from policytrail.provisions.silence import is_silent
from policytrail.provisions.taxonomy import ProvisionType, shipped_taxonomy
from policytrail.provisions.topics import Topics, shipped_model
from policytrail.provisions.word_senses import Senses

_BY_CATEGORY = 0.75
"""Confidence in what only a user's model says: its precision on held-out policies of OPP-115."""

_FEWEST = 12
"""A text with fewer sentences is an excerpt, not a policy."""
_ALONE = 0.6
"""Least share at which the model alone assigns a type in an excerpt, where there is no context."""
_UNCONFIRMED = 0.6
"""Highest share of what only a pattern says in an excerpt, where neither topic nor model bears it out.

On the train part of OPP-115, from which neither learnt such finds: 0.597 of 221 were correct.
"""
_Sentence = tuple[Observed, Sequence[Typed]]


class Finder:
    """Everything needed to find provisions, built once and used for many documents."""

    def __init__(
        self,
        matcher: Matcher,
        observer: Observer,
        topics: Topics,
        typing: Typing | None = None,
        segments: Segments | None = None,
    ) -> None:
        self.taxonomy = matcher.taxonomy
        self.observer = observer
        self._matcher = matcher
        self._clauses = Clauses(matcher)
        self._reliefs = NearbyReliefs(matcher)
        self._senses = Senses(matcher)
        self._segments = segments
        self._typing = typing
        self._topics = topics

    def find_provisions(self, document: Document) -> Findings:
        """Return the provisions of a document in order, or why it was not analysed."""
        language = detect_language(document.blocks) or document.language
        if language not in (None, "en"):
            return Findings((), f"language {language}", (), self.taxonomy.version)
        unread = tuple(foreign_blocks(document))
        observed = self.observer.observe_document(document, frozenset(unread))
        provisions: list[Provision] = []
        for sentences in _by_block(observed, self._type_sentences(observed)):
            provisions += self._of_block(sentences)
        kept = provisions if self._segments else without_strays(provisions, self._matcher)
        kept = self._reliefs.relieve_provisions(kept, [seen.statement for seen in observed])
        kept = whole_excerpts(kept, document)
        return Findings(note_cut_off(kept, document), "", unread, self.taxonomy.version)

    def _type_sentences(self, observed: Sequence[Observed]) -> list[list[Typed]]:
        """Return the types of each sentence, with the share of correct ones among such finds.

        A few sentences by themselves were selected by someone: there, pattern matches are reported
        too. In a policy, the model and the context of a sentence decide.
        """
        by_pattern = [
            [self._by_pattern(sentence, match) for match in sentence.matches]
            for sentence in observed
        ]
        by_pattern = self._without_fillers(observed, by_pattern)
        if self._typing is None:
            return by_pattern
        judged, numbers = self._typing.type_sentences(observed), self._typing.numbers
        if len(observed) < _FEWEST:
            doubted = [
                [self._doubt_unless_known(sentence, each, types, numbers) for each in seen]
                for sentence, seen, types in zip(observed, by_pattern, judged, strict=True)
            ]
            united = zip(observed, doubted, judged, strict=True)
            return [_unite_types(sentence, seen, types) for sentence, seen, types in united]
        return [
            [*types, *(sentence for sentence in seen if sentence.match.type.id not in numbers)]
            for types, seen in zip(judged, by_pattern, strict=True)
        ]

    def _without_fillers(
        self, observed: Sequence[Observed], types: Sequence[Sequence[Typed]]
    ) -> list[list[Typed]]:
        """Return the types without fillers in blocks that say something else."""
        telling = {
            sentence.statement.place.position
            for sentence, own in zip(observed, types, strict=True)
            if any(not each.match.type.filler for each in own)
        }
        return [
            [
                each
                for each in own
                if not each.match.type.filler or sentence.statement.place.position not in telling
            ]
            for sentence, own in zip(observed, types, strict=True)
        ]

    def _by_pattern(self, one: Observed, match: Match) -> Typed:
        verdict = one.verdicts.get(match.type.unfair_tos or "")
        likeness = self._topics.topic_confidence(match.type, one.sense)
        return Typed(match, find_confidence(match, verdict, likeness))

    def _doubt_unless_known(
        self, one: Observed, seen: Typed, judged: Sequence[Typed], learnt: Container[str]
    ) -> Typed:
        """Return a pattern's find; with a lower share if neither topic nor model bears it out.

        `learnt` are the types that the model knows, `judged` those that it finds in the sentence.
        """
        kind = seen.match.type
        is_borne_out = (
            kind.id not in learnt
            or any(each.match.type.id == kind.id for each in judged)
            or kind.unfair_tos in one.verdicts
            or self._topics.topic_confidence(kind, one.sense) is not None
        )
        return seen if is_borne_out else Typed(seen.match, min(seen.share, _UNCONFIRMED))

    def _of_block(self, sentences: Sequence[_Sentence]) -> Iterator[Provision]:
        """Yield the provisions of a block in order."""
        provisions = list(self._provisions_of_block(sentences))
        if self._segments:
            provisions = list(
                self._by_category(sentences[0][0].statement.place, provisions, self._segments)
            )
        yield from sorted(provisions, key=lambda one: one.quote.start)

    def _by_category(
        self, place: StatingPlace, found: Sequence[Provision], segments: Segments
    ) -> Iterator[Provision]:
        """Yield the provisions that the user's model confirms, and those that it adds."""
        text = place.block.text
        types = self.taxonomy.by_id
        categories = segments.categories_of(text)
        kept = [
            missing for missing in found if segments.allows_type(types[missing.type], categories)
        ]
        yield from kept
        quote = Quote(place.position, place.block, 0, len(text))
        for missing in segments.missing_types([types[each.type] for each in kept], categories):
            folded = fold_for_matching(text)
            support = Support(folded, model_tokens(folded).words, None, _BY_CATEGORY)
            yield self._clauses.build_provision(
                place, quote, Match(missing, Strength.TOPIC, "category"), support
            )

    def _provisions_of_block(self, sentences: Sequence[_Sentence]) -> Iterator[Provision]:
        """Yield the provisions of a block, adjacent sentences of one type joined."""
        open_ones: dict[str, Provision] = {}
        for observed, types in sentences:
            still: dict[str, Provision] = {}
            for provision in self._of_sentence(observed, types):
                before = open_ones.pop(provision.type, None)
                if before and are_one(before, provision):
                    still[provision.type] = self._clauses.join_provisions(before, provision)
                else:
                    still[provision.type] = provision
                    if before:
                        yield before
            yield from open_ones.values()
            open_ones = still
        yield from open_ones.values()

    def _of_sentence(self, one: Observed, types: Sequence[Typed]) -> Iterator[Provision]:
        reading = one.statement.reading
        for typed in types:
            match = typed.match
            if self.is_silent_on(one, match.type):
                continue
            verdict = one.verdicts.get(match.type.unfair_tos or "")
            names = match.type.is_act and reading.mood is Mood.NAMES
            support = Support(reading.bare, reading.words, verdict, typed.share, names_only=names)
            yield self._clauses.build_provision(
                one.statement.place, one.statement.quote, match, support
            )

    def is_silent_on(self, one: Observed, kind: ProvisionType) -> bool:
        """Return whether a sentence states nothing of a type, whatever patterns and models say."""
        return is_silent(one, kind.id) or self._senses.is_barred(kind, one.statement.reading)


def _unite_types(one: Observed, seen: Sequence[Typed], judged: Sequence[Typed]) -> list[Typed]:
    """Return the types by patterns and model, each type once, at the mean of their shares.

    A type whose words have another sense in the sentence is left out, whatever the model says.
    """
    best = {each.match.type.id: each for each in seen}
    for each in judged:
        kind = each.match.type.id
        known = best.get(kind)
        if known is not None:
            best[kind] = Typed(known.match, (known.share + each.share) / 2)
        elif each.share >= _ALONE and f"raw {kind}" not in one.seen.hints:
            best[kind] = each
    return list(best.values())


def _by_block(
    observed: Sequence[Observed], types: Sequence[Sequence[Typed]]
) -> Iterator[list[_Sentence]]:
    """Yield the sentences of each block, with their types."""
    pairs = zip(observed, types, strict=True)
    for _, group in groupby(pairs, key=lambda pair: pair[0].statement.place.position):
        yield list(group)


@cache
def shipped_finder() -> Finder:
    """Return the finder that comes with the project, made once."""
    return finder_with(None)


def finder_with(segment_model: str | None) -> Finder:
    """Return the shipped finder, with a user's segment model given as text, if there is one.

    Raises:
        ConfigurationError: if the text is no such model.
    """
    if segment_model is None:
        return build_finder(shipped_typing())
    matcher = Matcher(shipped_taxonomy())
    topics = Topics(shipped_model(), matcher.taxonomy)
    observer = Observer(matcher, unfairness.shipped_unfairness(), topics)
    segments = read_segments(segment_model, str(FILE), matcher, shipped_model())
    return Finder(matcher, observer, topics, segments=segments)


def build_finder(typing: Typing | None) -> Finder:
    """Return a finder that uses patterns and a typing model, or patterns alone."""
    matcher = Matcher(shipped_taxonomy())
    topics = Topics(shipped_model(), matcher.taxonomy)
    return Finder(
        matcher, Observer(matcher, unfairness.shipped_unfairness(), topics), topics, typing
    )


def find_provisions(document: Document, finder: Finder | None = None) -> tuple[Provision, ...]:
    """Return the provisions of a document in order; none if it is in another language."""
    return (finder or shipped_finder()).find_provisions(document).provisions
