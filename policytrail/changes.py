"""Assess transitions: compare their documents, given the earlier ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policytrail.diff import compare_documents, replace_whole
from policytrail.model import (
    ASSESSMENT_VERSION,
    Assessment,
    Change,
    Document,
    Muting,
    Transition,
    Version,
)
from policytrail.significance import assess_change, assess_undivided
from policytrail.significance.classify import NOTHING_MUTED, Presence, Served, is_sent_home
from policytrail.significance.second_opinion import card_name
from policytrail.text import hash_parts

EARLIER = 20
"""How many earlier documents an assessment looks at.

The labelled changes carry up to 10; twice as many still hold a page that is served in turns.
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A transition to be assessed, and all that the answer depends on."""

    transition: Transition
    earlier: tuple[str, ...]
    """Names of the distinct documents seen before the transition's own, oldest first."""
    withdrawn: frozenset[str] = frozenset()
    """Those of them that held for weeks and were gone for weeks."""
    muting: Muting = NOTHING_MUTED
    """What the reader of the source does not want to be told."""

    @property
    def sha256(self) -> str:
        """Return the name of the answer: the same for the same documents in the same light."""
        before, after = self.transition.before, self.transition.after
        served = self.served
        banners = ("banners", *served.banners) if served.banners else ()
        withdrawn = ("withdrawn", *sorted(served.withdrawn)) if served.withdrawn else ()
        homes = ("home", str(served.old_from_home), str(served.new_from_home))
        return hash_parts(
            "assessment",
            ASSESSMENT_VERSION,
            before.source_id,
            before.recipe_sha256,
            before.document_sha256,
            after.document_sha256,
            before.first.body_sha256,
            after.first.body_sha256,
            *self.earlier,
            *banners,
            *withdrawn,
            *(homes if served.old_from_home or served.new_from_home else ()),
            *self.muting.parts,
            *(("card", card_name()) if card_name() else ()),
        )

    @property
    def served(self) -> Served:
        """Return how the documents were served.

        Of the site's banners only those count that one side alone has.
        """
        before, after = self.transition.before, self.transition.after
        return Served(
            tuple(sorted({*before.banners} ^ {*after.banners})),
            is_sent_home(before.first),
            is_sent_home(after.first),
            self.withdrawn,
            self.muting,
        )


def pending_questions(
    transitions: Sequence[Transition], muting: Muting = NOTHING_MUTED
) -> tuple[Question, ...]:
    """Return what there is to say about a source, given all its transitions in order of time."""
    seen: dict[str, None] = {}
    asked: list[Question] = []
    presence = Presence()
    for transition in transitions:
        before = transition.before.document_sha256
        presence.note_version(transition.before)
        earlier = [name for name in seen if name != before][-EARLIER:]
        withdrawn = presence.withdrawn_documents(earlier, transition.not_after)
        asked.append(Question(transition, tuple(earlier), withdrawn, muting))
        # The newest sighting counts: a text that came back is not the oldest any more.
        seen.pop(before, None)
        seen[before] = None
    return tuple(asked)


def answer_question(question: Question, documents: Mapping[str, Document]) -> Assessment:
    """Return what is said about a transition, given the documents that the question names."""
    old = documents[question.transition.before.document_sha256]
    new = documents[question.transition.after.document_sha256]
    earlier = [documents[name] for name in question.earlier]
    diff = compare_documents(old, new)
    return Assessment(diff, assess_change(diff, old, new, earlier, question.served))


def answer_undivided(
    question: Question, documents: Mapping[str, Document], reason: str
) -> Assessment:
    """Return what is said about a transition whose comparison takes more than is allowed.

    The old text as a whole gave way to the new one. `reason` says what was too much, as the end of
    a sentence about the comparison.
    """
    old = documents[question.transition.before.document_sha256]
    new = documents[question.transition.after.document_sha256]
    diff = replace_whole(old, new)
    return Assessment(diff, assess_undivided(diff, reason))


def documents_needed(question: Question) -> tuple[str, ...]:
    """Return the names of the documents that an answer needs."""
    versions: tuple[Version, Version] = (question.transition.before, question.transition.after)
    return (*(version.document_sha256 for version in versions), *question.earlier)


def most_important(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes, the most important first, newer before older."""

    def weight(change: Change) -> tuple[bool, int, bool, int]:
        verdict = change.assessment.significance
        facts = len(verdict.facts)
        return verdict.alert, verdict.severity.weight, verdict.silent, facts

    newest_first = sorted(changes, key=lambda change: change.transition.not_after, reverse=True)
    return tuple(sorted(newest_first, key=weight, reverse=True))
