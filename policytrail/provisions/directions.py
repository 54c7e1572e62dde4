"""Whether a reworded provision protects those whom it binds better than before, or less.

A withdrawn denial outweighs everything else, then the severity decides, then the attributes: more
of a burden or less of a relief is weaker protection. Attributes that point both ways decide
nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from policytrail.language import count_words
from policytrail.model import AttributeChange, AttributeValue, Provision, ProvisionMove
from policytrail.provisions.taxonomy import AttributeRule, Effect, Taxonomy

AttributeRules = Mapping[tuple[str, str], AttributeRule]
"""The rule of each attribute, by type and name."""

_BETTER = {Effect.BURDEN: -1, Effect.RELIEF: 1, Effect.NONE: 0}
_AMOUNT = re.compile(r"(?P<before>[^\d]*)(?P<number>\d[\d,.]*)(?P<after>.*)")
LIGHT = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "by",
        "do",
        "does",
        "for",
        "from",
        "have",
        "in",
        "is",
        "it",
        "its",
        "not",
        "nt",
        "of",
        "on",
        "or",
        "our",
        "that",
        "the",
        "this",
        "to",
        "us",
        "we",
        "will",
        "with",
        "you",
        "your",
        "never",
        "neither",
        "nor",
        "no",
    ]
)
"""Words that a clause can gain or lose without covering more or less."""


def attribute_rules(taxonomy: Taxonomy) -> AttributeRules:
    """Return the rule of each attribute of each type."""
    return {
        (kind.id, name): rule for kind in taxonomy.types for name, rule in kind.attributes.items()
    }


def attribute_changes(before: Provision, after: Provision) -> Iterator[AttributeChange]:
    """Yield the attributes whose values differ."""
    olds, news = before.values, after.values
    for name in dict.fromkeys((*olds, *news)):
        if olds.get(name) != news.get(name):
            yield AttributeChange(name, olds.get(name), news.get(name))


def judge_direction(
    before: Provision, after: Provision, changed: Iterable[AttributeChange], rules: AttributeRules
) -> tuple[ProvisionMove, str]:
    """Return in which direction a clause changed, with the fact that decided, old to new."""
    changed = tuple(changed)
    denied = next((change for change in changed if change.name == "denied"), None)
    if denied:
        return _move_for(1 if denied.new is True else -1), _describe_change(denied)
    if before.values.get("denied") is True:
        # What a promise names in passing burdens nobody: it says what is not done.
        return _compare_denials(before, after)
    step = before.severity.weight - after.severity.weight
    if step:
        return _move_for(
            step
        ), f"severity {before.severity} -> {after.severity} ({after.severity_rule})"
    pulls = [
        (pull, change)
        for change in changed
        if (pull := _attribute_effect(change, after.type, rules))
    ]
    if pulls and len({pull for pull, _ in pulls}) == 1:
        return _move_for(pulls[0][0]), "; ".join(_describe_change(change) for _, change in pulls)
    return ProvisionMove.REWORDED, "; ".join(_describe_change(change) for _, change in pulls)


def _move_for(better: int) -> ProvisionMove:
    return ProvisionMove.STRENGTHENED if better > 0 else ProvisionMove.WEAKENED


def _compare_denials(before: Provision, after: Provision) -> tuple[ProvisionMove, str]:
    """Return in which direction a denial changed by the things that it names: fewer deny less."""
    olds, news = set(count_words(before.excerpt)) - LIGHT, set(count_words(after.excerpt)) - LIGHT
    lost, gained = olds - news, news - olds
    if lost and not gained:
        return ProvisionMove.WEAKENED, f"no longer denied: {', '.join(sorted(lost))}"
    if gained and not lost:
        return ProvisionMove.STRENGTHENED, f"now denied too: {', '.join(sorted(gained))}"
    return ProvisionMove.REWORDED, ""


def _attribute_effect(change: AttributeChange, kind: str, rules: AttributeRules) -> int:
    """Return 1 if the change favours those who are bound, -1 if it disfavours them, else 0."""
    rule = rules.get((kind, change.name))
    if rule is None:
        return 0
    old, new = _attribute_amount(change.old, rule), _attribute_amount(change.new, rule)
    if old is None or new is None or not _same_unit(change):
        return 0
    return ((new > old) - (new < old)) * _BETTER[rule.effect]


def _attribute_amount(value: AttributeValue | None, rule: AttributeRule) -> float | None:
    """Return the amount of the attribute; None if it is not stated."""
    if value is None:
        return None if rule.unsaid_is_unknown else 0.0
    if isinstance(value, str):
        amount = _AMOUNT.fullmatch(value)
        digits = amount["number"].strip(".,").replace(",", "") if amount else ""
        return float(digits) if rule.kind == "money" and digits.count(".") <= 1 and digits else None
    return float(value)


def _same_unit(change: AttributeChange) -> bool:
    """Return whether two amounts are in one currency; plain numbers always have the same unit."""
    olds, news = (_AMOUNT.fullmatch(str(value)) for value in (change.old, change.new))
    if olds is None or news is None:
        return True
    units = [(amount["before"].strip(), amount["after"].strip()) for amount in (olds, news)]
    return units[0] == units[1]


def _describe_change(change: AttributeChange) -> str:
    """Return one changed attribute in words, e.g. `as long as needed: not stated -> yes`."""
    name = change.name.replace("_", " ")
    return f"{name}: {_format_value(change.old)} -> {_format_value(change.new)}"


def _format_value(value: object) -> str:
    words = {"None": "not stated", "True": "yes", "False": "no"}
    return words.get(str(value), str(value))
