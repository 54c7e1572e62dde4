"""Places of one service's policies that cannot both hold, and references that point nowhere.

Policies of one service may differ with reason: each has its own notice, a contract for companies
its own court. So only facts are compared that a service can have but once, and of these only
those that each policy states once, about the same thing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from policytrail.extract import section_label
from policytrail.language import count_words, fold_for_matching, word_similarity
from policytrail.model import Attribute, BlockKind, Contradiction, PolicyFindings, Provision, Quote
from policytrail.trackers import retention_days

# What a service can have but one of, however many policies speak of it.
_SINGLE = frozenset(
    {
        ("eligibility_age", "age"),
        ("governing_law", "place"),
        ("arbitration", "opt_out_days"),
        ("opt_out_window", "opt_out_days"),
    }
)
# Periods differ with what is kept: compared where both clauses name the same things.
_BY_SUBJECT = frozenset({("data_retention", "days"), ("cookies_tracking", "days")})
# A denial without exception, and what asserts the contrary elsewhere.
_CONTRARY = (("data_sale", "sold"), ("ai_training", "uses_user_data"))
_ALIKE = 0.5
"""Likeness from which two clauses speak of the same case, e.g. both of the users' minimum age."""
_LITTLE_ALIKE = 0.25
_SUBJECT = re.compile(
    r"\b(cookie|log|chat|prompt|input|output|recording|voice|photo|video|backup|payment|invoice|"
    r"transaction|location|e-?mail|metadata|model|agent|account|message|search|crash|device)(?:e?s)?\b"
)
_MINIMUM = re.compile(r"\b(?:must|minimum|at least|eligible|required)\b")
_BY_FOREIGN_CLAUSES = re.compile(r"standard contractual clauses|\bsccs?\b|\bclauses? 1[0-9]\b")
_REFERENCE = re.compile(
    r"\b(?:see|under|in|of|to|with|pursuant to)\s+(?:section|clause|paragraph)\s+"
    r"(?P<label>\d{1,2}(?:\.\d{1,2}){0,3})\b(?!\.?\d)",
    re.IGNORECASE,
)
# A section of something else: `Section 87 b of the Copyright Act`, `Clause 17 of the SCCs`.
_ELSEWHERE = re.compile(
    r"[^.;]{0,40}?\b(?:of|to|in)\s+(?:the|that|our|such|your|this)?\s*(?:\w+\s+){0,4}?"
    r"(?:[A-Z]\w*\s+)*(?:Act|Code|GDPR|CCPA|Regulation|Directive|Law|Clauses|SCCs?|Agreement|Terms|"
    r"Addendum|DPA|body|Policy|Convention|Title)\b|\s*(?:GDPR|EU|U\.S|[a-z]\))"
)
_EXCERPTS_KEPT = 512
"""Clauses whose words are kept: each of a service's is compared with each other one of its type."""
_FEWEST_LABELS = 4
_MOST_MISSING = 0.25
"""Share of a policy's references that may point nowhere; with more, its numbers were not read."""


@dataclass(frozen=True, slots=True)
class _TypedStatement:
    """One attribute of one provision of one policy."""

    policy: PolicyFindings
    provision: Provision
    attribute: Attribute

    @property
    def quote(self) -> Quote:
        """Return the words that say it."""
        return self.attribute.quote or self.provision.quote


def find_contradictions(policies: Sequence[PolicyFindings]) -> tuple[Contradiction, ...]:
    """Return what contradicts what, each with both spans."""
    contradictions: list[Contradiction] = []
    for first, second in combinations(policies, 2):
        contradictions += _contradicting_values(first, second)
        contradictions += _contradicting_periods(first, second)
        contradictions += _contradicting_denials(first, second)
        contradictions += _contradicting_denials(second, first)
        contradictions += _undeclared_trackers(first, second)
    for policy in policies:
        contradictions += _dangling_references(policy)
    return tuple(contradictions)


def _statements_of_type(policy: PolicyFindings, kind: str, name: str) -> list[_TypedStatement]:
    return [
        _TypedStatement(policy, provision, attribute)
        for provision in policy.provisions
        if provision.type == kind
        for attribute in provision.attributes
        if attribute.name == name
    ]


def _describe_contradiction(
    kind: str, first: _TypedStatement, other: _TypedStatement
) -> Contradiction:
    values = f"{first.attribute.value} against {other.attribute.value}"
    return Contradiction(
        f"{kind}.{first.attribute.name}",
        first.policy.source_id,
        first.quote,
        other.policy.source_id,
        other.quote,
        values,
    )


def _contradicting_values(first: PolicyFindings, second: PolicyFindings) -> Iterator[Contradiction]:
    for kind, name in sorted(_SINGLE):
        ones = [
            statement for statement in _statements_of_type(first, kind, name) if _is_own(statement)
        ]
        others = [
            statement for statement in _statements_of_type(second, kind, name) if _is_own(statement)
        ]
        values = [{_comparable_value(statement) for statement in each} for each in (ones, others)]
        if all(len(each) == 1 for each in values) and not _values_agree(*values[0], *values[1]):
            pairs = [(a, b) for a in ones for b in others if _is_one_case(a, b)]
            if pairs:
                yield _describe_contradiction(kind, *pairs[0])


def _comparable_value(statement: _TypedStatement) -> str:
    return str(statement.attribute.value).casefold()


def _values_agree(value: str, other: str) -> bool:
    """Return whether two values are the same, or a place and a wider one: Paris, France."""
    if value.replace(".", "").isdigit():
        return value == other
    return value in other or other in value


def _is_own(statement: _TypedStatement) -> bool:
    """Return whether the clause states the fact about the policy itself and all its users."""
    folded = fold_for_matching(statement.provision.excerpt)
    if statement.provision.type == "eligibility_age":
        return _MINIMUM.search(folded) is not None
    return not _BY_FOREIGN_CLAUSES.search(fold_for_matching(statement.provision.quote.block.text))


def _is_one_case(first: _TypedStatement, other: _TypedStatement) -> bool:
    alike = word_similarity(
        count_words(first.provision.excerpt), count_words(other.provision.excerpt)
    )
    return alike >= _ALIKE


def _contradicting_periods(
    first: PolicyFindings, second: PolicyFindings
) -> Iterator[Contradiction]:
    for kind, name in sorted(_BY_SUBJECT):
        ones, others = (
            _statements_of_type(first, kind, name),
            _statements_of_type(second, kind, name),
        )
        for statement in ones:
            same = [other for other in others if _of_one_thing(statement, other)]
            again = [each for each in ones if _of_one_thing(statement, each)]
            values = [{each.attribute.value for each in some} for some in (again, same)]
            if all(len(some) == 1 for some in values) and values[0] != values[1]:
                yield _describe_contradiction(kind, statement, same[0])


def _of_one_thing(first: _TypedStatement, other: _TypedStatement) -> bool:
    """Return whether two clauses name the same things, and nothing that only one of them names."""
    (things, words), (others, its_words) = (
        _subjects_and_words(each.provision.excerpt) for each in (first, other)
    )
    least = _LITTLE_ALIKE if things else _ALIKE
    return things == others and word_similarity(words, its_words) >= least


@lru_cache(_EXCERPTS_KEPT)
def _subjects_and_words(excerpt: str) -> tuple[frozenset[str], Counter[str]]:
    """Return the things that a clause names, and its words with their counts."""
    things = (match[1] for match in _SUBJECT.finditer(fold_for_matching(excerpt)))
    return frozenset(things), count_words(excerpt)


def _contradicting_denials(
    first: PolicyFindings, second: PolicyFindings
) -> Iterator[Contradiction]:
    """Yield what one policy denies without exception and another asserts."""
    for kind, contrary in _CONTRARY:
        denials = [
            statement
            for statement in _statements_of_type(first, kind, "denied")
            if not {"exceptions", "opt_out", "opt_in"} & set(statement.provision.values)
        ]
        asserted = [
            statement
            for statement in _statements_of_type(second, kind, contrary)
            if not {"denied", "opt_out", "opt_in", "right_to_know"}
            & set(statement.provision.values)
        ]
        pairs = [(a, b) for a in denials for b in asserted if _is_one_case(a, b)]
        if pairs:
            denial, other = pairs[0]
            detail = "denied against asserted"
            names = denial.policy.source_id, denial.quote, other.policy.source_id, other.quote
            yield Contradiction(f"{kind}.denied", *names, detail)


def _undeclared_trackers(first: PolicyFindings, second: PolicyFindings) -> Iterator[Contradiction]:
    others = {tracker.name: tracker for tracker in second.trackers}
    for tracker in first.trackers:
        match = others.get(tracker.name)
        if match is None:
            continue
        days, its_days = retention_days(tracker), retention_days(match)
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


def _dangling_references(policy: PolicyFindings) -> Iterator[Contradiction]:
    """Yield references to sections that the policy does not have; it must number its sections."""
    blocks = policy.document.blocks
    labels = {section_label(block) for block in blocks if block.kind is not BlockKind.ROW} - {""}
    numbered = {label for label in labels if label[0].isdigit()}
    if not _is_numbered({label.split(".")[0] for label in numbered}):
        return
    references = list(_section_references(policy))
    missing = [(label, quote) for label, quote in references if not _is_there(label, numbered)]
    named = Counter(label.split(".")[0] for label, _ in missing)
    if (
        len(missing) > 1
        and len(missing) > _MOST_MISSING * len(references)
        and max(named.values()) > 1
    ):
        return
    for label, quote in missing:
        yield Contradiction(f"section {label}", policy.source_id, quote)


def _section_references(policy: PolicyFindings) -> Iterator[tuple[str, Quote]]:
    for position, block in enumerate(policy.document.blocks):
        references = list(_REFERENCE.finditer(block.text))
        if not references or _BY_FOREIGN_CLAUSES.search(fold_for_matching(block.text)):
            continue
        for reference in references:
            if not _ELSEWHERE.match(block.text, reference.end()):
                yield reference["label"], Quote(position, block, reference.start(), reference.end())


def _is_there(label: str, numbered: set[str]) -> bool:
    return label in numbered or label.split(".")[0] in numbered


def _is_numbered(tops: set[str]) -> bool:
    """Return whether the sections run from 1 on without a gap: then all numbers were read."""
    figures = sorted(int(top) for top in tops if top.isdigit())
    return len(figures) >= _FEWEST_LABELS and figures == list(range(1, len(figures) + 1))
