"""Find watch rules that can never match: a rule that never alerts is worse than none."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from policytrail.alerts.rules import WatchRule
from policytrail.model import PolicyType, Source
from policytrail.significance import list_names


@dataclass(frozen=True, slots=True)
class Watchable:
    """What watch rules may name, besides policy types and topics, which are fixed."""

    services: frozenset[str]
    tags: frozenset[str]


def watchable_names(sources: Iterable[Source]) -> Watchable:
    """Return the services and tags of the sources."""
    known = tuple(sources)
    return Watchable(
        frozenset(source.service_id for source in known),
        frozenset(tag for source in known for tag in source.tags),
    )


def find_unknown_names(rules: Sequence[WatchRule], known: Watchable) -> tuple[str, ...]:
    """Return a line for each unknown name in the rules, with the closest known name."""
    return tuple(line for rule in rules for line in _unknown_in_rule(rule, known))


def _unknown_in_rule(rule: WatchRule, known: Watchable) -> Iterator[str]:
    lists: tuple[tuple[str, Sequence[str], Collection[str]], ...] = (
        ("services", rule.services, known.services),
        ("tags", rule.tags, known.tags),
        ("policy_types", rule.policy_types, [str(each) for each in PolicyType]),
        ("topics", rule.topics, list_names("topics")),
    )
    for key, names, allowed in lists:
        for name in names:
            if name not in allowed:
                nearest = get_close_matches(name, sorted(allowed), n=1)
                advice = f"; did you mean {nearest[0]!r}?" if nearest else ""
                yield f"{rule.name}: {key}: {name!r} is unknown, so the rule never matches{advice}"
