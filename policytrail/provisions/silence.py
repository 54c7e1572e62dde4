"""Sentences that state nothing: questions, names, pointers, and table rows that answer no."""

import re

from policytrail.language import WORDS
from policytrail.provisions.moods import Mood
from policytrail.provisions.observe import Observed
from policytrail.provisions.statements import PolicySentence

_DATES = "claimed_date"
"""The type that dates state without a predicate."""
_ANSWERED = frozenset({
    "biometric_data", "data_collection", "data_sale", "data_sharing", "location_data",
    "profiling_automated_decisions", "sensitive_data",
})  # fmt: skip
"""The types that a table answers with yes or no: `Geolocation | GPS | No`."""
_NO = frozenset({"no", "not collected", "not disclosed", "not sold", "not sold or shared"})
_NAMING, _NAMING_ITEM = 6, 3
"""Most words of a line without a predicate that only names something, by itself and with an introduction:

three in ten of such finds were correct in the labelled policies.
"""
_LINK = re.compile(r"\[[^\[\]]*\]\([^()]*\)")
_SENDS_ON = re.compile(
    r"\W*(?:learn more about|for (?:more|further) (?:information|details) (?:on|about|regarding) (?!how to)"
    r"|see (?:the|our) [^.]{3,80}?\b(?:section|page|policy|statement)\b[^.]{0,60} to (?:learn|read|find out)\b"
    r"|the \W?[\w ,&-]{3,60}\W{1,2}sections? (?:above|below) (?:details?|describes?|explains?|lists?)\b)"
)
"""A sentence that refers the reader elsewhere, and does not say how to do something."""
_BOLD_LINE = re.compile(r"\**(?:\d[\d.]*\s+)?\*\*[^*]+\*\*[.:]?|\*\*[^*]+\*\*[.:]?")
_CONTENTS = re.compile(
    r"\W*(?:\d[\d.]*\W+)?(?:(?:how|what|when|where|who|whom|why|which|with whom)\b"
    r"|(?:the )?(?:\w+ ){0,2}?(?:information|data|cookies) (?:that |which )?(?:we|you|others)\b)"
)
"""How a line of a table of contents begins: `How we use data`, `Information we collect`."""
_CONTENTS_WORDS = 9
_CAPITALS = 8
_DEFINES = re.compile(
    r"\W*(?:\w{1,3}[.)]\s*)?[\"“”'*]+[^\"“”]{2,80}[\"“”'*]+\W*(?:\([^)]{1,80}\)\W*)?(?:shall |will )?"
    r"(?:means?|refers? to|has the meaning|have the meaning|is defined)\b"
)
_BY_DEFINITION = frozenset({
    "eligibility_age", "force_majeure", "governing_law", "jurisdiction", "policy_scope",
    "service_levels",
})  # fmt: skip
"""The types of rules that are made by a definition: `“Venue” means the courts of Norland`."""
_EXPLAINS = re.compile(
    r"\W*(?:we|this (?:section|page)|the (?:section|table|list)|below,? (?:we|you)|you (?:can|will|may)) "
    r"(?:\w+ ){0,3}?(?:describes?|explains?|sets? out|outlines?|find (?:an overview|a list|more information))\b"
)
"""A sentence about the text: `This section sets out our retention periods`."""
_ABOUT_TEXT = frozenset({"contract_by_use", "policy_scope", "regional_rights", "user_rights"})
_READ_ON = re.compile(
    r"\W*(?!we\b|you\b)(?:\w+ ){0,4}?(?:information|details|controls|overview|instructions)\b[^.]{0,140}"
    r"\b(?:is|are|can be) (?:described|available|found|set out|explained|listed) (?:here|in (?:the|our|this)|at|on|below|above)\b"
    r"[^.]{0,90}\.?\W*$"
)
"""A sentence that only says where to read on: `Information on cookies is available here`."""
_CHANGED = re.compile(
    r"\W*(?:modified|updated|added|clarified|removed|renamed|corrected|inserted|deleted) (?:the |a |an |our |new |text|"
    r"url|link|section|language|wording|references?|information|details)\b"
    r"|.{0,80}\b(?:policy|terms|notice|statement) (?:was |were )?(?:added|moved) to the\b"
)
"""A line of a list of changes: `Added the section on cookies`."""
_HISTORY = frozenset({"claimed_date", "policy_changes"})
_CELLS_OF_HISTORY = 3
_TAG = re.compile(r"<[^<>]*>")
_ENDS = tuple(".;:,!?|")
_LONG_WORD = re.compile(r"[A-Za-z][a-z'’-]{3,}")
_TITLED, _FEWEST_LONG, _LONG_TITLE = 0.85, 2, 14
"""A title: the share of its long words with a capital, how many those are at least, and all its words."""
_FEWEST_BESIDE = 3
"""Fewest words besides its links that make a line more than a mere link."""


def is_silent(one: Observed, kind: str) -> bool:
    """Return whether a sentence states nothing of a type, whatever patterns and models say."""
    reading = one.statement.reading
    if not reading.words or reading.mood is Mood.ASKS:
        # A mark of quotation left on its own, or a question of a FAQ: neither states anything.
        return True
    if one.statement.is_row and kind in _ANSWERED and _answers_no(one.statement):
        return True
    return _speaks_of_text(one.statement, kind) or (kind != _DATES and _is_bare_name(one))


def _speaks_of_text(statement: PolicySentence, kind: str) -> bool:
    """Return whether a sentence is about the text itself: its words, its parts, its changes."""
    folded = statement.folded
    if statement.is_row:
        cells = folded.count("|") + 1
        return kind == _DATES and cells >= _CELLS_OF_HISTORY
    return (
        (kind not in _BY_DEFINITION and _DEFINES.match(folded) is not None)
        or (kind not in _ABOUT_TEXT and _EXPLAINS.match(folded) is not None)
        or _READ_ON.match(folded) is not None
        or (kind not in _HISTORY and _CHANGED.match(folded) is not None)
    )


def _is_bare_name(one: Observed) -> bool:
    """Return whether a sentence only names its subject, as the heading `Fees` does."""
    statement = one.statement
    excerpt = statement.quote.excerpt
    beside_links = WORDS.findall(_LINK.sub(" ", excerpt.lower()))
    if ("](" in excerpt and len(beside_links) < _FEWEST_BESIDE) or _SENDS_ON.match(
        statement.folded
    ):
        return True
    if statement.is_row:
        return False
    is_title = not statement.lead and _is_title(_TAG.sub("", excerpt))
    if is_title or _reads_as_contents(statement.folded):
        return True
    if statement.reading.mood is not Mood.NAMES:
        return False
    if _BOLD_LINE.fullmatch(excerpt) or _is_in_capitals(excerpt):
        return True
    most = _NAMING_ITEM if statement.lead else _NAMING
    return len(WORDS.findall(statement.folded)) <= most


def _reads_as_contents(folded: str) -> bool:
    """Return whether a line is a heading in words: it begins as one and has no end."""
    line = folded.strip(" *_\"'”)\n")
    is_short = len(line.split()) <= _CONTENTS_WORDS and not line.endswith(_ENDS)
    return is_short and _CONTENTS.match(line) is not None


def _is_in_capitals(excerpt: str) -> bool:
    """Return whether a short line is a heading in capitals, as `JURY TRIAL WAIVERS` is."""
    return excerpt.isupper() and len(excerpt.split()) <= _CAPITALS


def _answers_no(statement: PolicySentence) -> bool:
    """Return whether a table row answers no and nothing else."""
    cells = [cell.strip(" *_.\n") for cell in statement.folded.split("|")]
    return any(cell in _NO for cell in cells) and not any(cell.startswith("yes") for cell in cells)


def _is_title(line: str) -> bool:
    """Return whether a line is set like a title: `Your Ability to Edit Your Account`."""
    words = _LONG_WORD.findall(line)
    has_end = line.strip(" *_\"'”)").endswith(_ENDS)
    if has_end or len(words) < _FEWEST_LONG or len(line.split()) > _LONG_TITLE:
        return False
    return sum(word[0].isupper() for word in words) >= _TITLED * len(words)
