"""Places of one service's policies that cannot both hold, and references that point nowhere."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from policytrail.extract.sections import label_of
from policytrail.model.document import BlockKind
from policytrail.model.governance import Contradiction, PolicyReading
from policytrail.model.provision import Attribute, Provision, Quote
from policytrail.provisions.likeness import likeness, words_in
from policytrail.trackers.changes import days_of

# Attributes of which a service can have one value only, whatever the document. Periods of retention
# differ with what is kept, so those are compared where both clauses speak of the same thing.
_SINGLE = frozenset(
    {
        ("eligibility_age", "age"),
        ("governing_law", "place"),
        ("arbitration", "opt_out_days"),
        ("opt_out_window", "opt_out_days"),
        ("policy_changes", "notice_days"),
        ("liability_cap", "cap_amount"),
        ("data_sale", "denied"),
        ("ai_training", "denied"),
    }
)
_SAME_SUBJECT = frozenset({("data_retention", "days"), ("refunds", "days")})
_ALIKE = 0.5
_REFERENCE = re.compile(
    r"\b(?:see|under|in|of|to|with|pursuant to)\s+(?:section|clause|article|paragraph)\s+"
    r"(?P<label>\d{1,2}(?:\.\d{1,2}){0,3})\b(?!\s+of\s+the\s+[A-Z])(?!\s*\(?\d*\)?\s*(?:GDPR|EU|U\.S))",
    re.IGNORECASE,
)
_FEWEST_LABELS = 3


def contradictions_of(policies: Sequence[PolicyReading]) -> tuple[Contradiction, ...]:
    """Return what contradicts what, each with both spans."""
    found: list[Contradiction] = []
    for first, second in combinations(policies, 2):
        found += _between(first, second)
        found += _trackers(first, second)
    for policy in policies:
        found += _nowhere(policy)
    return tuple(found)


def _between(first: PolicyReading, second: PolicyReading) -> Iterator[Contradiction]:
    for one in first.provisions:
        for other in second.provisions:
            if one.type == other.type:
                yield from _unequal(first, one, second, other)


def _unequal(
    first: PolicyReading, one: Provision, second: PolicyReading, other: Provision
) -> Iterator[Contradiction]:
    others = {attribute.name: attribute for attribute in other.attributes}
    for attribute in one.attributes:
        match = others.get(attribute.name)
        if match and _cannot_both_hold(one, attribute, other, match):
            yield Contradiction(
                f"{one.type}.{attribute.name}",
                first.source_id,
                attribute.quote or one.quote,
                second.source_id,
                match.quote or other.quote,
                f"{attribute.value} against {match.value}",
            )


def _cannot_both_hold(
    one: Provision, attribute: Attribute, other: Provision, match: Attribute
) -> bool:
    name = (one.type, attribute.name)
    if attribute.value == match.value:
        return False
    if name in _SINGLE:
        return True
    alike = likeness(words_in(one.excerpt), words_in(other.excerpt))
    return name in _SAME_SUBJECT and alike >= _ALIKE


def _trackers(first: PolicyReading, second: PolicyReading) -> Iterator[Contradiction]:
    others = {tracker.name: tracker for tracker in second.trackers}
    for tracker in first.trackers:
        match = others.get(tracker.name)
        if match is None:
            continue
        days, its_days = days_of(tracker), days_of(match)
        if days is not None and its_days is not None and days != its_days:
            detail = f"{days:g} days against {its_days:g}"
            yield Contradiction(
                f"tracker {tracker.name}",
                first.source_id,
                tracker.quote,
                second.source_id,
                match.quote,
                detail,
            )


def _nowhere(policy: PolicyReading) -> Iterator[Contradiction]:
    """Yield references to sections that the policy does not have; it must number its sections."""
    blocks = policy.document.blocks
    labels = {label_of(block) for block in blocks if block.kind is not BlockKind.ROW} - {""}
    numbered = {label for label in labels if label[0].isdigit()}
    if len(numbered) < _FEWEST_LABELS:
        return
    for position, block in enumerate(blocks):
        for found in _REFERENCE.finditer(block.text):
            label = found["label"]
            if label not in numbered and label.split(".")[0] not in numbered:
                quote = Quote(position, block, found.start(), found.end())
                yield Contradiction(f"section {label}", policy.source_id, quote)
