"""The acts that a sentence says the service does or does not do."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from policytrail.language import split_clauses
from policytrail.language.propositions import Actor, Force, read_sentence
from policytrail.significance.lexicon import list_names, list_pattern, pattern_of_any
from policytrail.text import fold_for_comparison

_NOT = re.compile(
    r"\b(?:not|never|cannot|no longer|neither|nor|without)\b|n't\b|\b(?:ne|n')\b.{0,30}?\b(?:pas|jamais)\b"
    r"|\b(?:nicht|nie|niemals|keine?\w*)\b"
)
# Those whom a denial binds: `you may not` is a rule for the reader, not a promise.
_READER = re.compile(
    r"\b(?:you|users?|customers?|members?|vous|sie)\b(?: \w+){0,2}? "
    r"(?:may|must|shall|will|can|should|agree|are|do|dürfen)?(?: \w+)?\s*$"
    # German has the verb at the end of its clause.
    r"|\bsie (?:dürfen|müssen|sollen|sollten|können)\b(?:(?! wir )[^,;.])*$"
)
# What is denied by its object: "sell no data", "share it with nobody", but not "at no cost".
_NO_OBJECT = re.compile(
    r"\w+(?: (?:and|or) \w+)? (?:none|nothing|no (?!more|longer|later|less|fewer|matter|doubt)\w+)\b"
    r"|[^,;.]* (?:to|with) (?:nobody|no one|no.one|none)\b"
)
_OTHER_LANGUAGE = re.compile(r"\b(?:nous|vous|vos|votre|wir|ihre\w*|sie)\b")
# What a service says that it says, or the reader agrees to, the rest of the sentence says.
_SAYS_THAT = re.compile(
    r"\bwe (?:(?:also|have|now|further) )*(?:clarif(?:y|ied)|confirm(?:ed)?|explain(?:ed)?|stated?|added|noted?) that (?=we\b)"
    r"|\byou (?:(?:hereby|further|also) )?(?:acknowledge|agree|understand|accept|consent)"
    r"(?:,? (?:and|or) (?:acknowledge|agree|understand|accept|consent))* that ",
    re.IGNORECASE,
)
# French puts its denial around the verb, German often behind the object of a main clause.
_DENIED_AROUND = re.compile(r"\b(?:ne|n['’]) ?(?:\w+ ){0,3}$")
_DENIED_BEHIND = re.compile(r"[^,;.]*?\b(?:nicht|nie|niemals|keine?\w*)\b")
# Most words between a negation and the act that it denies.
_REACH = 60
PURPOSES = ("advertising", "training", "profiling")


class Claim(NamedTuple):
    """One act that a clause affirms or denies."""

    act: str
    denied: bool
    objects: frozenset[str]
    """Recipients, purposes and data that the clause names."""
    sentence: str


def find_claims(*sentences: str) -> tuple[Claim, ...]:
    """Return the acts that sentences affirm or deny.

    >>> [(claim.act, claim.denied, sorted(claim.objects)) for claim in find_claims("We never sell it to insurers.")]
    [('sell', True, ['insurers'])]
    >>> [claim.denied for claim in find_claims("We clarified that we do not sell it to insurers.")]
    [True]
    >>> [claim.act for claim in find_claims("You agree that Brindle may sell your data to insurers.")]
    ['sell']
    """
    return tuple(claim for sentence in sentences for claim in _claims_in_sentence(sentence))


def _claims_in_sentence(sentence: str) -> Iterator[Claim]:
    folded = fold_for_comparison(sentence)
    if not pattern_of_any("acts").search(folded):
        return
    if _OTHER_LANGUAGE.search(folded):
        yield from _claims_by_words(sentence, folded)
        return
    for proposition in read_sentence(_SAYS_THAT.sub("", sentence)):
        if proposition.actor is not Actor.SERVICE or proposition.force is Force.NEED_NOT:
            continue
        predicate = proposition.clause[max(0, proposition.clause.find(proposition.act)) :]
        objects = named_objects(proposition.clause)
        for act in list_names("acts"):
            if verb := list_pattern("acts", act).search(predicate):
                has_no_object = _NO_OBJECT.match(predicate, verb.start()) is not None
                yield Claim(act, proposition.denied or has_no_object, objects, sentence)


def _claims_by_words(sentence: str, folded: str) -> Iterator[Claim]:
    """Yield the acts of a sentence in a language that the sentence parser does not know."""
    for clause in split_clauses(folded):
        objects = named_objects(clause)
        for act in list_names("acts"):
            starts = [match.start() for match in list_pattern("acts", act).finditer(clause)]
            denials = [_act_is_denied(clause, start) for start in starts]
            if any(denial is not None for denial in denials):
                yield Claim(act, True in denials, objects, sentence)


def named_objects(clause: str) -> frozenset[str]:
    """Return the recipients, purposes and kinds of data that a folded clause names."""
    if not pattern_of_any("objects").search(clause):
        return frozenset()
    return frozenset(
        name for name in list_names("objects") if list_pattern("objects", name).search(clause)
    )


def words_from_lists(names: frozenset[str], sentence: str) -> str:
    """Return the words of a sentence that stand in lists of the given names."""
    folded = fold_for_comparison(sentence)
    if len(folded) != len(sentence):
        return ", ".join(sorted(names)).replace("_", " ")
    matches = [match for name in sorted(names) for match in [list_pattern("objects", name).search(folded)] if match]  # fmt: skip
    return ", ".join(dict.fromkeys(sentence[m.start() : m.end()].strip() for m in matches))


def clause_denies(clause: str) -> bool:
    """Return whether a folded clause is negated."""
    return _NOT.search(clause) is not None


def _act_is_denied(clause: str, start: int) -> bool | None:
    """Return whether the act at a place is denied; None if it is the reader's act."""
    before = clause[:start]
    negations = [match for match in _NOT.finditer(before) if start - match.end() <= _REACH]
    subject = before[: negations[-1].start()] if negations else before
    if _READER.search(subject[-60:]):
        return None
    is_around = _DENIED_AROUND.search(before) or _DENIED_BEHIND.match(clause, start)
    return bool(negations or is_around)
