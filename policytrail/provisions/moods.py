"""The function of a sentence: to state, define, forbid, entitle, ask, or only name something.

`We sell your data`, `"Sale" means to sell data`, `You may not sell data`, `You may ask what we
sold` and `Data that is sold` share their words; only the first says what the service does.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from policytrail.language import WORDS


class Mood(StrEnum):
    """The function of a sentence."""

    STATES = "states"
    ACTS = "acts"
    """It states what the service does."""
    DEFINES = "defines"
    FORBIDS = "forbids"
    """It tells the user what to do, to promise or to refrain from."""
    ENTITLES = "entitles"
    ASKS = "asks"
    NAMES = "names"
    """It has no predicate: a heading without mark-up, or a list item."""


_DEFINES = re.compile(
    r"^\W*(?:the (?:term|word)s? |for (?:the )?purposes? of [^,]{1,60}, )?"
    r"(?:[\"“”'][^\"“”]{2,90}[\"“”']|[\w\s/&()-]{2,60}?)\W*(?:\([^)]{1,80}\)\W*)?"
    r"(?:,? as used [^,]{1,60},? )?"
    r"(?:(?<!\ba )means?\b(?! to| of| by)|shall mean|refers? to|(?:is|are) defined (?:as|by|in)|has the meaning|"
    r"shall have the meaning|have the meaning)"
    r"|\b(?:is|are) (?:a (?:subset|term)|defined (?:broadly|as|under|by))\b|"
    r"\bthat means\b"
)
# Words that every match contains: most sentences are spared a search at every word.
_DEFINING = ("mean", "refer to", "refers to", "defined", " a subset", " a term")
_DEFINES_FROM_THE_START = re.compile(
    r"\W*as (?:used|defined) (?:in|under|by)\b"
    r"|\W*(?:\w+ ){0,2}?(?:personal|personally identifi\w+|sensitive|confidential) "
    r"(?:personal )?(?:information|data)\W(?:[^.]{0,30}\W)?(?:includes?|is (?:any )?information)\b"
)
_USER = (
    r"(?:you|users?|customers?|members?|licensees?|subscribers?|developers?|the user|the customer)"
)
_FORBIDS = re.compile(
    rf"\b{_USER}\W+(?:(?:also|hereby|further|expressly|and \w+)\W+)?"
    r"(?:(?:may|must|shall|will|can|should|do|are|agree|agrees|is|undertake|undertakes|warrant|"
    r"warrants|represent|covenant)\W+(?:\w+\W+){0,2}?(?:not|nt|never|refrain|prohibited|forbidden)\b"
    r"(?! (?:have|be|need|receive|see|lose|get|want|wish)\b)|cannot(?= (?:use|sell|share|transfer|assign))\b|(?:warrants?|represents?|undertakes?)\b)"
    r"|^\W*(?:\w{1,3}[.)]\s*)?(?:please )?(?:do (?:not|nt)|never|refrain)\b|\bthat you not\b"
)
_FORBIDDING = frozenset({
    "not", "nt", "never", "refrain", "prohibited", "forbidden", "cannot",
    "warrant", "warrants", "represent", "represents", "undertake", "undertakes",
})  # fmt: skip
"""A sentence that `_FORBIDS` matches contains one of these words."""
_ACTS = re.compile(
    r"\W*(?:\w{1,3}[.)]\s*)?(?:\w+\W+){0,9}?(?:we|our (?:team|company|staff))\W+(?:\w+\W+){0,2}?"
    r"(?:may|will|can|also|use|collect|share|disclose|process|work|take|require|ask|receive|store|have|do|are)\b"
)
_OURS = frozenset(("we", "our"))
_OF_THE_USER = re.compile(
    rf"\b{_USER} (?:\w+ ){{0,2}}?(?:must|agrees?|shall|may not|are (?:\w+ )?responsible)\b"
)
_BARE_VERB = re.compile(
    r"\W*(?:\w{1,3}[.)]\s*)?(?:or |and )?(?:collect|categori[sz]e|use|process|share|sell|disclose|infer|"
    r"deduce|track|engage|develop|create|train|compromise|provide|perform|facilitate|make|send|post|"
    r"upload|store|access|obtain|gather|combine|display|serve|show|conduct|build|evaluate|assess|"
    r"identify|record|transfer|target|analy[sz]e|generate|attempt|interfere|exploit|promote)\b"
)
_ENTITLES = re.compile(
    r"\byou (?:\w+ ){0,3}?have (?:the |a |certain )?(?:legal )?(?:following )?rights?\b"
    r"|\b(?:the|your|a) right (?:to|of)\b|^\W*(?:the |your )?right(?:s)? (?:to|of)\b"
    r"|\byou (?:may|can|could) (?:also )?(?:request|ask|contact|write)\b|\bright to know\b"
)
_ENTITLING = frozenset(("right", "rights", "request", "ask", "contact", "write"))
_PREDICATE = re.compile(
    r"\b(?:is|are|was|were|be|been|may|might|can|could|will|would|shall|should|must|do|does|did|has|"
    r"have|had|cannot|agrees?|waives?|grants?|(?<!your )(?<!the )(?<!their )(?<!explicit )(?<!prior )consents?|acknowledges?|accepts?|reserves?|please|let us)\b"
    r"|\b(?:we|you|they|it|who|that|which|i) (?:\w+ ){0,2}?\w+"
    r"|\b(?:uses|collects|shares|sells|retains|keeps|stores|provides|receives|processes|discloses|"
    r"transfers|allows|applies|includes|contains|describes|makes|gathers|obtains|tracks|works|"
    r"disclaims?|limits?|excludes?)\b"
)
_FORBIDDING_LEAD = re.compile(
    r"\b(?:not|nt|never|prohibit\w*|forbid\w*|restrict\w*|unacceptable|refrain|violat\w*)\b"
)
_FORBIDDING_TITLE = re.compile(
    r"prohibit|forbidden|acceptable use|restriction|(?:do|may|must|should) ?(?:not|nt)\b|misuse|disallowed"
)
_US = re.compile(r"\W*(?:we|our)\b")
_WE = re.compile(r"\bwe\b")
_ABOUT_USER = re.compile(rf"\b{_USER}\b")


def sentence_mood(
    folded: str,
    lead: str = "",
    title: str = "",
    *,
    is_row: bool = False,
    words: frozenset[str] | None = None,
) -> Mood:
    """Return the function of a folded sentence; for a list item also by its introduction and heading.

    The cells of a table row state nothing by themselves: what they mean depends on the column
    headings. `words` are those of the sentence, if the caller has them.

    >>> sentence_mood("you may not sell data"), sentence_mood("we sell data")
    (<Mood.FORBIDS: 'forbids'>, <Mood.STATES: 'states'>)
    """
    words = frozenset(WORDS.findall(folded)) if words is None else words
    addressed = _moods_without_practice(folded, lead, title, words)
    return next(addressed, None) or _stated_mood(folded, words, is_row=is_row)


def _moods_without_practice(
    folded: str, lead: str, title: str, words: frozenset[str]
) -> Iterator[Mood]:
    """Yield the functions in which a sentence states no practice, in order of precedence."""
    if folded.rstrip("*_ \"'”)\n").endswith("?"):
        yield Mood.ASKS
    if _is_definition(folded):
        yield Mood.DEFINES
    forbids = not _FORBIDDING.isdisjoint(words) and _FORBIDS.search(folded)
    if forbids or _is_forbidden(folded, lead, title):
        yield Mood.FORBIDS
    if not _ENTITLING.isdisjoint(words) and _ENTITLES.search(folded):
        yield Mood.ENTITLES


def _stated_mood(folded: str, words: frozenset[str], *, is_row: bool) -> Mood:
    if is_row or not _PREDICATE.search(folded) or _BARE_VERB.match(folded):
        return Mood.NAMES
    acts = not _OURS.isdisjoint(words) and _ACTS.match(folded)
    return Mood.ACTS if acts and not _OF_THE_USER.search(folded) else Mood.STATES


def _is_definition(folded: str) -> bool:
    may_define = any(letters in folded for letters in _DEFINING)
    definition = (may_define and _DEFINES.search(folded)) or _DEFINES_FROM_THE_START.match(folded)
    return bool(definition)


def _is_forbidden(folded: str, lead: str, title: str) -> bool:
    """Return whether a list item is one of the things that the user must not do."""
    if not (lead or title) or _US.match(folded):
        return False
    about_user = _ABOUT_USER.search(lead) is not None
    forbids = _FORBIDDING_LEAD.search(lead) is not None and not _WE.search(lead)
    return (forbids and about_user) or _FORBIDDING_TITLE.search(title) is not None
