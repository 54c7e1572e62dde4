"""What a clause says and what follows from it, in sentences specific to the clause.

They are made of the clause's own words (who does what, to whom, when, on which condition) and of the
attributes found in it; what holds for every clause of the type stands on the page of the type.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policytrail.language import WORDS
from policytrail.model import PolicyType
from policytrail.report.build.clause_sentences import NamedPart, named_parts, told_sentence
from policytrail.report.records import AttributeRecord, TypeRecord
from policytrail.report.words import phrases, say_text

_JUDGED = frozenset(("potentially_unfair",))
BUSINESS = frozenset((
    PolicyType.COMMERCIAL_TERMS, PolicyType.DEVELOPER_TERMS, PolicyType.DATA_CONTROLLER_AGREEMENT,
    PolicyType.DATA_PROCESSOR_AGREEMENT, PolicyType.SERVICE_LEVEL_AGREEMENT, PolicyType.BUSINESS_PRIVACY_POLICY,
    PolicyType.BUSINESS_MEDIATION_POLICY, PolicyType.PLATFORM_TO_BUSINESS_NOTICE, PolicyType.SELLER_WARRANTY,
    PolicyType.MARKETPLACE_SELLERS_CONDITIONS, PolicyType.PREMIUM_PARTNER_CONDITIONS,
    PolicyType.AD_PUBLISHING_POLICY, PolicyType.CONTENT_MONETISATION_POLICY,
))  # fmt: skip
"""Contracts between businesses: what a clause means for a consumer is not said of them."""
_TASKS = {"purpose": "purpose_task", "recipients": "recipients_task"}
_TIME_VERBS = (
    (re.compile(r"(?:within|no later than)\b"), "deadline"),
    (re.compile(r"for\b"), "duration"),
)


@dataclass(frozen=True, slots=True)
class ClauseTerms:
    """The sentences about one clause."""

    what: tuple[str, ...]
    matters: tuple[str, ...]
    tasks: tuple[str, ...]


NO_TERMS = ClauseTerms((), (), ())


def clause_terms(
    kind: TypeRecord,
    excerpt: str,
    attributes: Sequence[AttributeRecord],
    *,
    is_business: bool = False,
) -> ClauseTerms:
    """Return what a clause says, why that matters to the person bound, and what to do about it.

    Of a contract between businesses nothing is said about a consumer.
    """
    own = [
        attribute
        for attribute in attributes
        if attribute.value is not False and attribute.name not in _JUDGED
    ]
    parts = list(named_parts(excerpt, kind.group))
    what = [_part_sentence(part) for part in parts]
    if statement := _told_statement(excerpt, is_promise=_is_promise(kind.type, own)):
        what.insert(0, statement)
    texts = list(_known_texts(kind.type, own))
    matters = [] if is_business else [*_told_consequences(texts, "user")]
    tasks = [*_told_consequences(texts, "institution", with_law=is_business)]
    tasks += [
        _say_clause(_TASKS[part.name], words=part.words) for part in parts if part.name in _TASKS
    ]
    return ClauseTerms(tuple(what), tuple(matters), tuple(tasks))


def _is_promise(kind: str, attributes: Sequence[AttributeRecord]) -> bool:
    """Return whether a clause denies its type, to the benefit of the reader.

    A denial that the reader loses by (nothing is secret) has consequences of its own type.
    """
    is_burden = f"{kind}.denied" in _consequence_texts()
    return not is_burden and any(attribute.name == "denied" for attribute in attributes)


def _told_statement(excerpt: str, *, is_promise: bool) -> str:
    """Return the clause's statement, addressed to the reader; empty if the clause is as short."""
    sentence = told_sentence(excerpt)
    if not sentence:
        return ""
    if is_promise:
        return _say_clause("denies", told=sentence)
    is_same = WORDS.findall(sentence.lower()) == WORDS.findall(excerpt.lower())
    return "" if is_same else f"{sentence}."


def _part_sentence(part: NamedPart) -> str:
    """Return the sentence that tells what a clause names."""
    if part.name != "time":
        return _say_clause(part.name, words=part.words)
    verb = next((verb for begin, verb in _TIME_VERBS if begin.match(part.words)), "period")
    return _say_clause(verb, words=part.words)


def _known_texts(
    kind: str, attributes: Sequence[AttributeRecord]
) -> Iterator[tuple[Mapping[str, str], str]]:
    """Yield the known consequences of each attribute, with its value in words."""
    texts = _consequence_texts()
    for attribute in attributes:
        known = texts.get(f"{kind}.{attribute.name}") or texts.get(attribute.name)
        if known:
            yield known, phrases.value_words(attribute.value)


def _told_consequences(
    texts: Sequence[tuple[Mapping[str, str], str]], reader: str, *, with_law: bool = True
) -> Iterator[str]:
    """Yield the consequences for a reader, then what the law says about the first it covers.

    What is said of the law is marked: nobody has compared it with the text yet.
    """
    for known, value in texts:
        yield known[reader].format(value=value)
    answers = [known[f"law_{reader}"] for known, _ in texts if f"law_{reader}" in known]
    if with_law:
        yield from (f"{answer} {say_text('type', 'from_memory')}" for answer in answers[:1])


@cache
def _consequence_texts() -> Mapping[str, Mapping[str, str]]:
    """Return the consequences of attributes: `words/consequences.toml`."""
    place = files("policytrail.report") / "words" / "consequences.toml"
    return tomllib.loads(place.read_text("utf-8"))


def _say_clause(name: str, **values: object) -> str:
    return say_text("clause", name, **values)
