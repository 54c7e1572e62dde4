"""Words that make a change grave whatever its length, where the text affirms them."""

import re
from collections.abc import Iterator, Sequence

from policytrail.model import Document, Reason
from policytrail.significance.lexicon import list_pattern
from policytrail.significance.weigh.substantive_hunks import SubstantiveHunk
from policytrail.text import fold_for_comparison

_CLAUSE_START = re.compile(
    r"[.;:!?](?=\s)|¶|\n|,? (?:but|however) |,? and (?=(?:we|you|they) )|, (?=(?:we|you|which) )"
)
# Neither "not only", nor what denies the reader a defence ("you cannot object"), denies what follows.
_DENIES = re.compile(
    r"(?:\b(?:not|never|no|nor|neither|nobody|none|nothing|cannot|refuse[sd]?|prohibit\w*|forbid\w*|forbidden)\b|n't\b)"
    r"(?! (?:only|just|merely|solely|limited|later|less|more|longer|matter|need|require\w*|have to|ask|stop|prevent|object|refuse"
    r"|opt|revoke|withdraw|limit|pay|charge)\b)"
)
_DENIED_AFTER = re.compile(
    r"\W{1,2}(?:\w+ )?(?:(?:is|are|was|were) (?:not|never)|(?:will|must|may|can|shall) (?:not|never) be|cannot be)\b(?! only)"
    # "The use of your photos to train our models by anybody else is strictly prohibited."
    r"|(?:(?!\b(?:not|never)\b)[^,.;:])*? (?:is|are) (?:strictly )?(?:prohibited|forbidden|banned)\b"
)
# "You can use them to train the models that you build", but "you indemnify us" and "you agree to arbitration".
_READER_ACTS = re.compile(r"\byou (?:(?:can|may|will|must|shall|to) )?$")
_TRAINS = re.compile(r"(?:use .*?)?\btrain\b(?! (?:our|its)\b)")
_BEFORE, _AFTER = 200, 90


def find_grave_words(material: Sequence[SubstantiveHunk], old: Document) -> tuple[Reason, ...]:
    """Return the grave words that a change affirms and the old text did not, as reasons."""
    old_text = fold_for_comparison("\n".join(block.text for block in old.blocks))
    return tuple(
        Reason("grave_words", words, substantive.place)
        for substantive in material
        if not _DENIES.search(substantive.lead)  # "You may not:", "We never:"
        for words in dict.fromkeys(affirmed_words(substantive.texts[1]))
        if words not in old_text or words not in affirmed_words(old_text)
    )


def affirmed_words(text: str) -> Iterator[str]:
    """Yield the grave words of a folded text that it does not deny.

    >>> list(affirmed_words("we sell your data. voice prints are never made."))
    ['sell your data']
    """
    for match in list_pattern("severity", "high").finditer(text):
        before = _words_before(match)
        is_readers = _TRAINS.match(match.group()) and _READER_ACTS.search(before)
        if not is_readers and not is_denied(match):
            yield match.group()


def is_denied(match: re.Match[str]) -> bool:
    """Return whether the clause of some words of a folded text denies them."""
    after = match.string[match.end() : match.end() + _AFTER]
    return bool(_DENIES.search(_words_before(match)) or _DENIED_AFTER.match(after))


def _words_before(match: re.Match[str]) -> str:
    """Return the words of the same clause before a match."""
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    return _CLAUSE_START.split(before)[-1]
