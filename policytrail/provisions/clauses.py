"""Makes provisions of quoted words and a type: attributes, severity, neighbours joined."""

import re
from dataclasses import dataclass, replace

from policytrail.model import Attribute, BlockKind, Provision, Quote, Severity, StatedHow
from policytrail.provisions.attributes import merge_attributes
from policytrail.provisions.excerpts import MOST_WORDS, count_quoted
from policytrail.provisions.matcher import Match, Matcher, Strength
from policytrail.provisions.places import StatingPlace
from policytrail.provisions.severity import weigh_provision
from policytrail.provisions.unfairness import UnfairnessVerdict

_LIKENESS = (
    "Concluded from the likeness of the sentence to labelled ones; no rule of the taxonomy matched."
)
_NOTES = {
    Strength.TOPIC: _LIKENESS,
    Strength.LABEL: _LIKENESS,
    Strength.LEAD: "Concluded from the list item together with the words that lead into its list.",
}
_SURE_OF_HIGH = 0.55
"""Least share of correct finds for a provision of high severity."""
_USERS_MAY = re.compile(
    r"\W*(?:\(?\w{1,3}[.)]\s*)?(?:the |each |any )?(?:you|users?|customers?|clients?|members?|subscribers?)"
    r"(?: \w+){0,2}? (?:may|can|could)(?! not\b)\b"
)
_READ_ON = re.compile(
    r"\W*(?:for (?:more |further |additional |detailed )?(?:information|details)\b|to (?:learn|find out) more\b"
    r"|please (?:see|refer|read|review|consult)\b|(?:see|refer to) (?:our|the)\b)"
)
"""A sentence that begins by referring the reader elsewhere."""
_NAMED_ONLY = "The words name it without a statement: a heading, or an item of a list or table."


@dataclass(frozen=True, slots=True)
class Support:
    """What supports a find."""

    folded: str
    words: frozenset[str]
    """The words of the sentence, which the attribute patterns look up first."""
    verdict: UnfairnessVerdict | None
    confidence: float
    names_only: bool = False
    """Whether the sentence only names an act without stating it."""


class Clauses:
    """Makes provisions of pattern matches."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._taxonomy = matcher.taxonomy

    def build_provision(
        self, place: StatingPlace, quote: Quote, match: Match, support: Support
    ) -> Provision:
        """Return the provision that the quoted words state, with its attributes and severity."""
        kind = match.type
        attributes = tuple(
            attribute
            for reader in self._matcher.attribute_readers(kind)
            if (attribute := reader.read_attribute(quote, support.folded, support.words))
        )
        if kind.unfair_tos:
            attributes = (*attributes, _unfair_attribute(quote, support.verdict))
        note = _NOTES.get(match.strength, "")
        if not note and support.names_only:
            note = _NAMED_ONLY
        stated = StatedHow.INFERRED if note else StatedHow.EXPRESS
        values = {attribute.name: attribute.value for attribute in attributes}
        is_row = place.block.kind is BlockKind.ROW
        severity, rule = weigh_provision(kind.severity, values, stated, is_row=is_row)
        if severity is Severity.HIGH and (doubt := _doubt_of(support)):
            severity, rule = Severity.MEDIUM, f"{rule}, lowered because {doubt}"
        return Provision(
            type=kind.id,
            document_sha256=place.document_sha256,
            quote=quote,
            path=place.path,
            severity=severity,
            severity_rule=rule,
            confidence=support.confidence,
            stated=stated,
            note=note,
            attributes=attributes,
            taxonomy_version=self._taxonomy.version,
            lead="" if quote.start else place.lead_words,
        )

    def join_provisions(self, first: Provision, second: Provision) -> Provision:
        """Return two adjacent provisions of one type as one that quotes both."""
        kind = self._taxonomy.by_id[first.type]
        attributes = merge_attributes(_flagged_first(first, second), second.attributes)
        values = {attribute.name: attribute.value for attribute in attributes}
        is_row = first.quote.block.kind is BlockKind.ROW
        severity, rule = weigh_provision(kind.severity, values, first.stated, is_row=is_row)
        confidence = max(first.confidence, second.confidence)
        if severity is Severity.HIGH and Severity.HIGH not in (first.severity, second.severity):
            # Two halves that are not severe alone were doubted, or are severe together.
            severity = Severity.HIGH if confidence >= _SURE_OF_HIGH else Severity.MEDIUM
        return replace(
            first,
            quote=replace(first.quote, end=second.quote.end),
            attributes=attributes,
            confidence=confidence,
            severity=severity,
            severity_rule=rule,
        )


def _doubt_of(support: Support) -> str:
    """Return why a find cannot be of high severity; empty if nothing speaks against it."""
    if support.confidence < _SURE_OF_HIGH:
        return "it is not sure enough"
    if _USERS_MAY.match(support.folded):
        return "it is what users may do"
    return "it only says where to read on" if _READ_ON.match(support.folded) else ""


def are_one(first: Provision, second: Provision) -> bool:
    """Return whether two adjacent provisions are one.

    A denial and an assertion are two provisions, and so are an express and an inferred statement.
    """
    words = count_quoted(first.quote.block.text[first.quote.start : second.quote.end])
    is_one_stance = first.values.get("denied") == second.values.get("denied")
    return words <= MOST_WORDS and is_one_stance and first.stated is second.stated


def _flagged_first(first: Provision, second: Provision) -> tuple[Attribute, ...]:
    """Return the attributes of the first provision, without `not unfair` if the second one is unfair."""
    if second.values.get("potentially_unfair") is not True:
        return first.attributes
    return tuple(
        attribute for attribute in first.attributes if attribute.name != "potentially_unfair"
    )


def _unfair_attribute(quote: Quote, verdict: UnfairnessVerdict | None) -> Attribute:
    reason = verdict.reason if verdict else "reads like clauses that were labelled fair"
    return Attribute("potentially_unfair", verdict is not None, quote if verdict else None, reason)
