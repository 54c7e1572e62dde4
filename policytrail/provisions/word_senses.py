"""Whether the words of a type are used in its sense: who acts, and on what.

The patterns of a type are also features of the trained models and must stay as they were in
training; what narrows a type for the reader is applied here, after them.
"""

import re
from collections.abc import Iterable

from policytrail.language import WORDS
from policytrail.model import BlockKind
from policytrail.provisions.matcher import Match, Matcher
from policytrail.provisions.moods import Mood, sentence_mood
from policytrail.provisions.patterns import Pattern, compile_pattern
from policytrail.provisions.places import StatingPlace
from policytrail.provisions.taxonomy import ProvisionType

_URL = re.compile(r"(?:https?://|www\.)\S+")


def _blank_out(address: re.Match[str]) -> str:
    return " " * len(address[0])


class SentenceReading:
    """One sentence and its function, which is determined on demand."""

    def __init__(
        self, folded: str, words: frozenset[str], place: StatingPlace, *, opens: bool
    ) -> None:
        self.folded = folded
        self.words = words
        """All words of the sentence, which patterns and functions look up before they search."""
        self.bare = folded
        """The same without web addresses, whose words are not the policy's."""
        if "http" in folded or "www." in folded:
            self.bare = _URL.sub(_blank_out, folded)
            self.words = words.union(WORDS.findall(self.bare))
        self._place = place
        self._opens = opens
        """Whether it begins its block, so that the introduction of a list applies to it."""
        self._mood: Mood | None = None

    @property
    def mood(self) -> Mood:
        """Return the function of the sentence."""
        if self._mood is None:
            kind = self._place.block.kind
            lead = self._place.lead if self._opens else ""
            title = self._place.title if kind is BlockKind.ITEM else ""
            self._mood = sentence_mood(
                self.folded, lead, title, is_row=kind is BlockKind.ROW, words=self.words
            )
        return self._mood


class Senses:
    """What narrows the types of a taxonomy, compiled when a type first occurs."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._macros = matcher.taxonomy.macros
        self._narrowed: dict[str, tuple[tuple[Pattern, ...], tuple[Pattern, ...]]] = {}
        self._never: dict[str, tuple[Pattern, ...]] = {}

    def matches_meant(self, seen: Iterable[Match], reading: SentenceReading) -> list[Match]:
        """Return the matches whose words are used in the sense of their type."""
        if reading.bare != reading.folded:
            # `https` in an address encrypts nothing.
            still = {match.type.id for match in self._matcher.match_sentence(reading.bare)}
            seen = [match for match in seen if match.type.id in still or match.strength == "lead"]
        return [match for match in seen if self._is_meant(match.type, reading)]

    def is_barred(self, kind: ProvisionType, reading: SentenceReading) -> bool:
        """Return whether a sentence is certainly not of a type, whatever the models say."""
        if not kind.never:
            return False
        if kind.id not in self._never:
            self._never[kind.id] = tuple(compile_pattern(line, self._macros) for line in kind.never)
        return any(self._pattern_sees(pattern, reading) for pattern in self._never[kind.id])

    def _is_meant(self, kind: ProvisionType, reading: SentenceReading) -> bool:
        about, other = self._patterns_for(kind)
        if about and not any(self._pattern_sees(pattern, reading) for pattern in about):
            return False
        if any(self._pattern_sees(pattern, reading) for pattern in other):
            return False
        return not kind.not_in or reading.mood not in kind.not_in

    @staticmethod
    def _pattern_sees(pattern: Pattern, reading: SentenceReading) -> bool:
        return pattern.may_match(reading.words) and pattern.search_folded(reading.bare) is not None

    def _patterns_for(self, kind: ProvisionType) -> tuple[tuple[Pattern, ...], tuple[Pattern, ...]]:
        if kind.id not in self._narrowed:
            about = tuple(compile_pattern(line, self._macros) for line in kind.about)
            other = tuple(compile_pattern(line, self._macros) for line in kind.other_sense)
            self._narrowed[kind.id] = about, other
        return self._narrowed[kind.id]
