"""What a clause says and what follows from it, in sentences about this clause and no other.

They are made of the clause's own words (who does what, to whom, when, on which condition) and of the
attributes found in it; what holds for every clause of the type stands on the page of the type.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policytrail.report.records.provision import AttributeRecord, TypeRecord
from policytrail.report.words import phrases
from policytrail.report.words.wording import say_text

_LONGEST = 130
"""Characters of the clause's own words in one sentence."""
_JUDGED = frozenset(("potentially_unfair",))
_CORE = re.compile(
    r"\b(?:(?:we|you|they|it|users?|customers?|members?|parties|partners|providers?|[A-Z]\w+)\s+(?:\w+ly\s+)?"
    r"(?:may|might|can|could|will|shall|must|should|do|does|are|is|agree|grant|collect|use|share|sell"
    r"|keep|retain|have|reserve|waive|cannot|acknowledge)\b[^.;:]*)"
)
_PARTS: Mapping[str, re.Pattern[str]] = {
    "condition": re.compile(
        r"\b(?:if|unless|provided that|except|subject to|only (?:if|when|where))\b[^.;:]+"
    ),
    "purpose": re.compile(r"\b(?:in order to|for the purposes? of|so that)\b[^.;:]+"),
    "recipients": re.compile(
        r"\b(?:with|to) (?:our |its |their |other |certain |trusted |selected )*(?:affiliates?|partners?"
        r"|service providers?|third[- ]part(?:y|ies)|advertisers?|vendors?|authorities|subsidiaries)\b[^.;:]*"
    ),
    "time": re.compile(
        r"\b(?:within|for|after|before|at least|up to|until|no later than)\s+(?:\w+\s+){0,3}?\(?\d+\)?\s+"
        r"(?:calendar |business |working )?(?:hours?|days?|weeks?|months?|years?)\b[^.,;:]*"
    ),
}
_TASKS = {
    "condition": "condition_task",
    "purpose": "purpose_task",
    "recipients": "recipients_task",
    "time": "time_task",
}
_MOST_PARTS = 3
_REPEATS = 0.7
"""A core of more than this share of its clause says what the reader sees beside it."""


@dataclass(frozen=True, slots=True)
class ClauseTerms:
    """The sentences about one clause."""

    what: tuple[str, ...]
    matters: tuple[str, ...]
    tasks: tuple[str, ...]


NO_TERMS = ClauseTerms((), (), ())


def clause_terms(
    kind: TypeRecord, excerpt: str, attributes: Sequence[AttributeRecord]
) -> ClauseTerms:
    """Return what a clause says, why that matters to the person bound, and what to do about it."""
    own = [one for one in attributes if one.value is not False and one.name not in _JUDGED]
    parts = dict(_parts_in(excerpt))
    denied = any(one.name == "denied" for one in own)
    core = _clause_core(excerpt)
    what = [_say_clause(name, words=words) for name, words in parts.items()]
    if denied:
        what.insert(0, _say_clause("denies", core=core))
    elif len(core) <= _REPEATS * len(excerpt):
        what.insert(0, _say_clause("states", core=core))
    matters = tuple(_known_consequences(kind.type, own, "user"))
    tasks = [*_known_consequences(kind.type, own, "institution")]
    tasks += [_say_clause(_TASKS[name], words=words) for name, words in parts.items()]
    return ClauseTerms(tuple(what), matters, tuple(tasks))


def _clause_core(excerpt: str) -> str:
    """Return who does what in a clause; its first words where no subject is found."""
    found = _CORE.search(excerpt)
    return _shorten(found[0] if found else excerpt)


def _parts_in(excerpt: str) -> Iterator[tuple[str, str]]:
    """Yield the condition, purpose, recipients and time that a clause names, at most three."""
    count = 0
    for name, pattern in _PARTS.items():
        found = pattern.search(excerpt)
        if found and count < _MOST_PARTS:
            count += 1
            yield name, _shorten(found[0])


def _shorten(words: str) -> str:
    text = " ".join(words.split()).strip(" ,.;")
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _known_consequences(
    kind: str, attributes: Sequence[AttributeRecord], reader: str
) -> Iterator[str]:
    for one in attributes:
        known = _consequence_texts().get(f"{kind}.{one.name}") or _consequence_texts().get(one.name)
        if known:
            yield known[reader].format(value=phrases.value_words(one.value))


@cache
def _consequence_texts() -> Mapping[str, Mapping[str, str]]:
    """Return the consequences of attributes: `words/consequences.toml`."""
    place = files("policytrail.report") / "words" / "consequences.toml"
    return tomllib.loads(place.read_text("utf-8"))


def _say_clause(name: str, **values: object) -> str:
    return say_text("clause", name, **values)
