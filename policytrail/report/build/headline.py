"""What a change did, in the few words that a list of mails or a feed has room for."""

import re
from collections.abc import Iterable, Iterator, Sequence

from policytrail.model import Kind, Severity, Significance
from policytrail.report.records.change import MovedRecord
from policytrail.report.words.phrases import sentence_of

_PARTS = 2
_NAMED = 3
"""Provisions named in one part; the others are counted."""
_FACT_CHARS = 24
"""Longer words of a text are no figure; they stand in the summary."""
_VERBS = {
    "added": "added",
    "removed": "removed",
    "strengthened": "more favourable to you",
    "weakened": "less favourable to you",
}
_FACTS = {
    "retention_period": "retention",
    "notice_days": "notice",
    "withdrawal_period": "withdrawal period",
    "payment_period": "payment period",
    "dispute_period": "period for disputes",
    "time_limit": "time limit",
    "liability_cap": "limit of liability",
    "price": "amount",
    "percentage": "percentage",
    "age_limit": "",
}
_TURNS = {
    "promise_withdrawn": "promise taken back",
    "silence_as_consent": "silence counts as agreement",
    "new_use": "data goes to new hands",
    "safeguard_dropped": "safeguard dropped",
    "right_withdrawn": "right taken back",
}
"""What the reasons that weigh on readers do, beside figures, which tell it themselves."""
_GRAVE = (Severity.HIGH, Severity.MEDIUM)
_DATED = "claimed_date"
_OTHER = "other"
_PARTY = "legal_entity"
_DIGITS = re.compile(r"\d+")
KINDS = {
    Kind.NONE: "no change",
    Kind.SUBSTANTIVE: "text changed",
    Kind.EDITORIAL: "wording edited",
    Kind.LINK: "links changed",
    Kind.CHROME: "page furniture changed",
    Kind.FAILURE: "capture failed",
    Kind.VARIANT: "another variant was served",
    Kind.TECHNICAL: "artefact of conversion",
}
"""What is said of a change where neither provision nor figure nor topic tells more."""


def headline_of(verdict: Significance, moves: Iterable[MovedRecord] = ()) -> str:
    """Return e.g. `Arbitration and waiver of class actions added; notice 30 days → 7 days`.

    Grave clauses that came, went or gained weight come first, then figures; where there is none,
    lighter clauses, else the topics, and at last the kind of the change.
    """
    if verdict.is_reversion:
        return "Earlier text came back"
    parts: list[str] = []
    if verdict.kind is Kind.SUBSTANTIVE:
        parts = _parts(verdict, _unpaired(moves))[:_PARTS]
    text = "; ".join(parts) or KINDS[verdict.kind]
    return text[:1].upper() + text[1:]


def _parts(verdict: Significance, moves: Sequence[MovedRecord]) -> list[str]:
    grave = list(_grouped([one for one in moves if one.severity in _GRAVE]))
    topics = [_small(sentence_of(topic)) for topic in verdict.topics if topic != _OTHER]
    edits = [f"edits on {_listed(topics)}"] if topics else []
    turned = [_TURNS[one.code] for one in verdict.reasons if one.code in _TURNS]
    if not grave and not turned and verdict.severity is Severity.HIGH:
        # A figure alone would hide what makes it grave.
        grave = edits
    told = [*turned, *grave, *_figures(verdict)] or list(_grouped(moves)) or edits
    return list(dict.fromkeys(told))


def _unpaired(moves: Iterable[MovedRecord]) -> list[MovedRecord]:
    """Return one move of each provision's type, the gravest; a type both gone and new was edited."""
    held: dict[str, list[MovedRecord]] = {}
    for one in moves:
        if one.what == "provision" and one.move in _VERBS and one.name != _DATED:
            held.setdefault(one.name, []).append(one)
    return [of[0] for of in held.values() if len({one.move for one in of}) == 1]


def _grouped(moves: Sequence[MovedRecord]) -> Iterator[str]:
    """Yield what happened to provisions, those with one fate together, in the order they come."""
    for move in dict.fromkeys(one.move for one in moves):
        titles = [_small(one.title) for one in moves if one.move == move]
        yield f"{_listed(titles)} {_VERBS[move]}"


def _figures(verdict: Significance) -> Iterator[str]:
    for fact in verdict.facts:
        old, new = ((words or "").strip(" .,") for words in (fact.old, fact.new))
        # A name among other changes is often only mentioned.
        if fact.what == "party" and not old and _PARTY in verdict.topics:
            yield f"{new} named"
        elif fact.what in _FACTS and old and new and _differ(old, new):
            yield f"{_FACTS[fact.what]} {old} → {new}".strip()


def _differ(old: str, new: str) -> bool:
    """Return whether two figures are short enough to be read and not one written in two ways."""
    same = _DIGITS.findall(old) == _DIGITS.findall(new) != []
    return not same and max(len(old), len(new)) <= _FACT_CHARS


def _listed(titles: Sequence[str]) -> str:
    named = list(titles[:_NAMED])
    if len(titles) > _NAMED:
        named[-1:] = [f"{len(titles) - _NAMED + 1} more"]
    return " and ".join(part for part in (", ".join(named[:-1]), named[-1]) if part)


def _small(title: str) -> str:
    """Return a title in the middle of a sentence; `AI` stays as it is."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
