"""Parses what a sentence says, by written rules.

A clause is read from its subject on: who, then what force the helping verbs give, then whether the
act is denied, then the act with what it is done to. Conditions are cut out first, so that a denial
inside of one (`unless you do not want it`) denies nothing of the act.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from policytrail.language.propositions.parts import (
    ADVERB,
    CONDITIONS,
    DATA,
    ENDS_CONDITION,
    ENDS_MANNER,
    MODAL,
    MODALS,
    NEGATION,
    OTHER,
    READER,
    RECIPIENT,
    SERVICE,
    WHEN,
)
from policytrail.language.propositions.proposition import (
    Actor,
    Condition,
    Force,
    Limitation,
    Proposition,
)
from policytrail.language.sentences import fold_for_matching

_CLAUSE = re.compile(
    r";\s+|(?:,| -)? (?:but|however|although|though|while|whereas) (?=\w)|, nor (?=\w)"
    r"|,? (?:and|or|so) (?=(?:we|you|they|our partners|third parties) )|: (?=(?:we|you) )"
)
_NAME = re.compile(
    r"(?:^|(?<=[,;:] )|(?<=\band )|(?<=\bbut ))(?P<name>(?:The )?[A-Z][\w&.]*(?: (?:[A-Z][\w&.]*|AI))*)(?= (?:may|will|shall|must|can|does|do|is|has|reserves|collects|uses|shares|sells|agrees|undertakes|promises|need|never|also|only|cannot)\b)"
)
_COMMON = re.compile(rf"(?:{OTHER}|{READER}|{DATA})")
_PLURAL = re.compile(r"[^s]s$")
_NO_NAME = frozenset(
    [
        "you",
        "users",
        "user",
        "customers",
        "customer",
        "members",
        "member",
        "if",
        "when",
        "where",
        "unless",
        "the",
        "this",
        "that",
        "these",
        "those",
        "it",
        "they",
        "we",
        "third",
        "parties",
        "nobody",
        "nothing",
        "no",
        "neither",
        "all",
        "any",
        "each",
        "your",
        "our",
        "such",
        "data",
        "cookies",
        "children",
        "parents",
    ]
)
_SUBJECT = re.compile(
    rf"(?<![\w'-])(?:(?P<service>\bSVC\b|{SERVICE})|(?P<reader>{READER})|(?P<data>{DATA})|(?P<other>{OTHER}))"
    rf"(?P<between>(?: {ADVERB})*) (?:(?P<modal>{MODAL})\b)?(?P<adverbs>(?:,? ?(?:{ADVERB}|under no circumstances|in no event|no longer))*)"
    r"(?:,? |(?<= ))(?:be |been |being )?(?P<act>[a-z][a-z-]+)(?P<rest>.*)",
    re.DOTALL,
)
_IMPERATIVE = re.compile(
    r"^\W*(?:\(?\w{1,3}[.)]\s*)?(?:please )?(?:(?P<denied>do not|do nt|never|refrain from)|(?P<bare>please)) ?(?P<act>[a-z-]+)(?P<rest>.*)",
    re.DOTALL,
)
_PARTICIPLE = re.compile(r"\w+(?:ed|en|old|ent|ade|un|ept|hared|ut|et)$")
_BY_US = re.compile(r"\bby (?:us|our|SVC)\b", re.IGNORECASE)
_ONLY = re.compile(r"(?<!not )(?<!nt )\b(?:only|solely)\b")
_NOT_ACTS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "and",
        "or",
        "not",
        "that",
        "which",
        "who",
        "whose",
        "this",
        "these",
        "those",
        "your",
        "our",
        "their",
        "its",
        "as",
        "if",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "any",
        "all",
        "such",
        "other",
        "only",
        "also",
        "up",
        "over",
        "under",
        "into",
        "onto",
        "about",
        "between",
        "through",
        "during",
        "may",
        "can",
        "will",
        "must",
        "shall",
        "should",
        "could",
        "would",
        "might",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "not",
        "nt",
        "so",
        "than",
    ]
)


class _Bearing(NamedTuple):
    """Who acts, with what force, and whether the act is denied."""

    actor: Actor
    force: Force
    denied: bool


def read_sentence(sentence: str, lead: str = "") -> tuple[Proposition, ...]:
    """Return the acts that a sentence states; none if it states no act.

    `lead` is the introduction of a list of which the sentence is an item, e.g. `You may not:`.

    >>> [(one.actor.value, one.denied, one.act) for one in read_sentence("We never sell your data to brokers.")]
    [('service', True, 'sell')]
    """
    with_lead = f"{lead.rstrip(' :')} {sentence[:1].lower()}{sentence[1:]}" if lead else sentence
    folded = fold_for_matching(_name_the_service(with_lead))
    propositions = map(_of_clause, _split_clauses(folded))
    return tuple(proposition for proposition in propositions if proposition is not None)


def _name_the_service(sentence: str) -> str:
    """Return a sentence with `SVC` in place of a name that acts: the service speaks of itself."""

    def name(name_match: re.Match[str]) -> str:
        words = name_match["name"]
        folded = words.lower()
        is_common = _COMMON.fullmatch(folded) or (" " not in words and _PLURAL.search(folded))
        is_name = folded.split()[0] not in _NO_NAME and not is_common
        return "SVC" if is_name or folded == "the company" else words

    return _NAME.sub(name, sentence)


def _split_clauses(folded: str) -> Iterator[str]:
    """Yield the parts of a sentence that have a subject each, as far as recognisable."""
    yield from (part for part in _CLAUSE.split(folded) if part and part.strip())


def _of_clause(clause: str) -> Proposition | None:
    bare, conditions = _without_conditions(clause)
    verb = _IMPERATIVE.match(bare)
    if verb and (verb["denied"] or verb["bare"]) and verb["act"] not in _NOT_ACTS:
        denied = verb["denied"] is not None
        return _build_proposition(
            _Bearing(Actor.READER, Force.MUST, denied), verb, bare, conditions
        )
    verb = _SUBJECT.search(bare.replace("svc", "SVC"))
    while verb is not None and verb["act"] in _NOT_ACTS:
        verb = _SUBJECT.search(bare.replace("svc", "SVC"), verb.start() + 1)
    if verb is None:
        return None
    actor = _read_actor(verb)
    force, is_forbidden = _read_force(verb["modal"])
    helping = f"{verb['between']} {verb['modal'] or ''} {verb['adverbs']}"
    subject = verb[0][: verb.start("between") - verb.start()]
    denied = is_forbidden or (
        force is not Force.NEED_NOT
        and (
            NEGATION.search(helping) is not None or subject.startswith(("no ", "nobody", "neither"))
        )
    )
    if _ONLY.search(helping):
        conditions = (*conditions, Condition(Limitation.ONLY, "only"))
    return _build_proposition(_Bearing(actor, force, denied), verb, bare, conditions)


def _read_actor(subject: re.Match[str]) -> Actor:
    if subject["service"]:
        return Actor.SERVICE
    if subject["reader"]:
        return Actor.READER
    if subject["data"] and _PARTICIPLE.match(subject["act"]):
        # "Your data is not sold": the author of the policy is the one who would do it.
        by = re.search(r"\bby (?!us\b|svc\b|mail\b|law\b)", subject["rest"])
        return Actor.OTHER if by and not _BY_US.search(subject["rest"]) else Actor.SERVICE
    return Actor.OTHER


def _read_force(modal: str | None) -> tuple[Force, bool]:
    """Return the force of auxiliary verbs, and whether they forbid."""
    for pattern, force in MODALS.items() if modal else ():
        if re.fullmatch(pattern, modal or ""):
            return (Force.MAY, True) if force == "forbidden" else (Force(force), False)
    return Force.DOES, False


def _build_proposition(
    bearing: _Bearing, verb: re.Match[str], clause: str, conditions: tuple[Condition, ...]
) -> Proposition:
    rest = verb["rest"]
    when = WHEN.search(rest) or WHEN.search(clause)
    rest = rest.replace(when[0], " ") if when else rest
    whom = RECIPIENT.search(rest)
    what = rest[: whom.start()] if whom else rest
    if verb.groupdict().get("data"):
        what = verb["data"]
    return Proposition(
        bearing.actor,
        bearing.force,
        bearing.denied,
        verb["act"],
        " ".join(what.split()).strip(" .,;:"),
        " ".join(whom["whom"].split()).strip(" .,;:") if whom else "",
        conditions,
        when[0] if when else "",
        " ".join(clause.split()).strip(" .,;:"),
    )


def _without_conditions(clause: str) -> tuple[str, tuple[Condition, ...]]:
    """Return a clause without its conditions, and the conditions."""
    conditions: list[Condition] = []
    kept, place = "", 0
    for condition in CONDITIONS.finditer(clause):
        if condition.start() < place:
            continue
        ends = ENDS_MANNER if condition.lastgroup == "without" else ENDS_CONDITION
        end = ends.search(clause, condition.end())
        stop = end.start() if end else len(clause)
        kept += clause[place : condition.start()]
        limit = Limitation(condition.lastgroup or Limitation.IF)
        conditions.append(Condition(limit, clause[condition.start() : stop].strip(" .,;")))
        place = stop
    kept += clause[place:]
    return kept.strip(" ,"), tuple(conditions)
