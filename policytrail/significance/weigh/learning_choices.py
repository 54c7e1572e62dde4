"""Who decides whether a service learns from what people enter, and whose data it learns from."""

import re
from collections import Counter
from collections.abc import Iterator

from policytrail.language import find_counterpart, telling_words
from policytrail.model import Reason
from policytrail.significance.weigh.substantive_hunks import SubstantiveHunk
from policytrail.text import fold_for_comparison

# Words by which readers choose what is done with their data, and for what.
_CHOICE = re.compile(
    r"\bopt(?:s|ed|ing)?.?in\b|\bopt.?out\b|\bconsent\w*|\bpermission\b|\bchoose\b"
    r"|\b(?:turn|switch)(?:ed|ing)? (?:\w+ ){0,2}off\b|\bobject(?:s|ed|ing)?\b"
)
_LEARNING = re.compile(
    r"\btrain\w*|\bimprov\w*|\blearn from\b|\bmachine learning\b|\bdevelop(?:ing|ment)?\b.{0,20}\bmodels?\b"
    r"|\bentraîn\w*|\bentrenar\w*|\btreinar\w*|\baddestrar\w*|\btrainier\w*"
)
_OF_READER = re.compile(
    r"\b(?:data|content|inputs?|outputs?|prompts?|files|code(?:base)?|conversations?|information|messages|recordings?|photos"
    r"|posts|uploads|documents|données|contenus?|daten|nachrichten|inhalte|datos|mensajes|contenido|dados|mensagens|dati|messaggi"
    r"|gegevens|berichten)\b"
)
_SCOPE = re.compile(
    r"\b(?:only|paid|free|subscri\w*|available|private|privacy mode|not|never|unless|except|all|any|default|enterprise|consumers?)\b"
)
_BAN = re.compile(r"\b(?:not|never|cannot|prohibited|forbidden|refrain|ban(?:ned)?)\b")
# A promise not to learn from data: whatever is excluded from it is given away.
_DENIED_LEARNING = re.compile(
    r"(?:\bnot|\bnever|n't)\b[^.;]{0,60}\b(?:train|improv|learn|develop)\w*"
    r"|\bn(?:e |['’])[^.;]{0,80}\bentraîn\w*|\b(?:nicht|nie|niemals|keine?\w*)\b[^.;]{0,80}\btrainier\w*"
    r"|\b(?:no|nunca|não|non|niet|nooit|geen)\b[^.;]{0,80}\b(?:entrenar|treinar|addestrar|trainen)\w*"
)
_BARRED = re.compile(
    r"\b(?:cannot|can not|can't|may not|must not|no longer)\b (?:\w+ ){0,3}"
    r"(?:opt|turn|switch|object|choose|refuse|withdraw)\w*\b"
)
# A ban on the reader is no promise of the service: "You may not use the output to train a model".
_BINDS_READER = re.compile(
    r"\b(?:you|users?|customers?|clients?|members?|subscribers?|licensees?|developers?)\b(?:,? \w+){0,3}?"
    r" (?:may|must|shall|can|will|agree\w*|are|do)\b[^.;]{0,30}$"
)
_CONDITION = re.compile(r"(?:with|if|when|where|while|in case)\b")
_JOINTS = frozenset({"with", "if", "when", "where", "while", "in", "case", "and", "you"})
# Words that make a group smaller, and those that make it larger.
_NARROW = frozenset(
    {"only", "if", "unless", "except", "paid", "paying", "business", "enterprise", "eligible", "certain", "some", "public", "adult", "adults"}
)  # fmt: skip
_WIDE = frozenset({"all", "any", "every", "everyone", "private", "children", "minors"})
_SAME = 0.4
_MOST_EDITED = 100
_LONGEST = 1_600


def lost_choices(substantive: SubstantiveHunk, new_text: str) -> Iterator[Reason]:
    """Yield choices and promises over learning from people's data that a hunk takes back."""
    yield from _choices_lost(substantive)
    yield from _denials_lost(substantive, new_text)
    yield from _scopes_moved(substantive)


def _choices_lost(substantive: SubstantiveHunk) -> Iterator[Reason]:
    """Yield choices over the use of data that were removed, or that another group now has."""
    old, new = substantive.texts
    if len(old) > _LONGEST or not substantive.kept.strip() or not _OF_READER.search(old):
        return
    for match in _CHOICE.finditer(substantive.gone):
        if (
            _LEARNING.search(old)
            and not _CHOICE.search(substantive.come)
            and match.group() not in new
        ):
            yield _withdrawn(substantive, f'removed: "{match.group()}"')
            return
    if not (_LEARNING.search(old) and _LEARNING.search(new)) or substantive.size > _MOST_EDITED:
        if (
            _LEARNING.search(substantive.gone)
            and _BAN.search(substantive.gone)
            and not _LEARNING.search(new)
        ):
            yield _withdrawn(substantive, f'removed: "{substantive.gone.strip()[:80]}"')
        return
    scope = _SCOPE.search(f"{substantive.gone} {substantive.come}")
    if _is_said_above(substantive) or _more_people_choose(substantive) or _is_new(substantive):
        return
    if scope and _CHOICE.search(f"{old} {new}"):
        yield _withdrawn(substantive, f'who has the choice: "{scope.group()}"')


def _withdrawn(substantive: SubstantiveHunk, detail: str) -> Reason:
    return Reason("choice_withdrawn", detail, substantive.place)


def _is_said_above(substantive: SubstantiveHunk) -> bool:
    """Return whether a condition was dropped that the sentences before it still set: "With sharing off, if"."""
    condition = _CONDITION.match(substantive.gone.strip(" ¶\n"))
    words = set(telling_words(substantive.gone)) - _JOINTS
    return (
        condition is not None
        and not _BAN.search(substantive.gone)
        and len(words) > 1
        and words <= set(telling_words(substantive.texts[1]))
        and not set(telling_words(substantive.come)) - _JOINTS
    )


def _more_people_choose(substantive: SubstantiveHunk) -> bool:
    """Return whether every edited choice of the hunk is open to more people than before."""
    pairs = [(old, new) for old, new in _reworded(substantive) if _CHOICE.search(new)]
    return bool(pairs) and all(
        _narrowing(old, new) < 0
        and not _BAN.search(new)
        # "You may opt out of training", not "we train if you consent".
        and _position(_CHOICE, new) < _position(_LEARNING, new)
        for old, new in pairs
    )


def _is_new(substantive: SubstantiveHunk) -> bool:
    """Return whether an edit gives a choice where there was none: "unless you object"."""
    return (
        _CHOICE.search(substantive.come) is not None
        and not _CHOICE.search(substantive.texts[0])
        and not _BAN.search(substantive.come)
    )


def _position(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return match.start() if match else len(text)


def _reworded(substantive: SubstantiveHunk) -> Iterator[tuple[str, str]]:
    """Yield the sentences on learning that became others, folded."""
    for sentence in substantive.sentences[1]:
        before = find_counterpart(sentence, substantive.sentences[0], _SAME)
        if before is not None:
            old, new = fold_for_comparison(before), fold_for_comparison(sentence)
            if _LEARNING.search(old) and _LEARNING.search(new):
                yield old, new


def _narrowing(old: str, new: str) -> int:
    """Return how many more words narrow the group that a sentence means than before; negative if it is larger."""
    before, after = Counter(telling_words(old)), Counter(telling_words(new))
    come, gone = after - before, before - after
    return sum(
        (come[word] - gone[word]) * (1 if word in _NARROW else -1)
        for word in (*come, *gone)
        if word in _NARROW or word in _WIDE
    )


def _scopes_moved(substantive: SubstantiveHunk) -> Iterator[Reason]:
    """Yield edits by which a promise not to learn covers fewer people, or learning more."""
    if substantive.size > _MOST_EDITED:
        return
    for old, new in _reworded(substantive):
        if not _OF_READER.search(new):
            continue
        if _CHOICE.search(f"{old} {new}"):
            if _is_barred(new) and not _is_barred(old):
                yield _withdrawn(substantive, "the choice is refused")
                return
            continue
        denied = [_DENIED_LEARNING.search(sentence) is not None for sentence in (old, new)]
        moved = _narrowing(old, new)
        if (all(denied) and moved > 0) or (not any(denied) and moved < 0):
            yield _withdrawn(substantive, "whose data is learnt from")
            return


def _is_barred(sentence: str) -> bool:
    """Return whether a sentence refuses the reader a choice: "you cannot turn it off"."""
    return _BARRED.search(sentence) is not None


def _denials_lost(substantive: SubstantiveHunk, new_text: str) -> Iterator[Reason]:
    """Yield promises not to learn from what people enter that were removed, and stand nowhere else."""
    if _DENIED_LEARNING.search(substantive.texts[1]):
        return
    for sentence in substantive.sentences[0]:
        folded = fold_for_comparison(sentence)
        denied = _DENIED_LEARNING.search(folded)
        if (
            denied
            and denied.group() not in new_text
            and _OF_READER.search(folded)
            and not _BINDS_READER.search(f"{substantive.lead} {folded[: denied.start()]}")
        ):
            yield _withdrawn(substantive, f'removed: "{denied.group()}"')
            return
