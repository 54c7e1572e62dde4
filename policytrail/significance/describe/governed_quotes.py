"""Quotes from the middle of a sentence, with the condition or the denial before them.

"We sell it" quoted from "If you agree, we sell it" or from "You may not say that we sell it" is false.
"""

import re

from policytrail.significance.classify import quote_beginning

_CONDITION = re.compile(
    r"\W*(?:\w{1,4}[.)]\s+)?(?:if|unless|where|when(?:ever)?|except|provided|to the extent|only|subject to|as long as|so long as|until"
    r"|without|in case|wenn|falls|sofern|si|sauf|lorsque|se|cuando|quando|als|indien)\b",
    re.IGNORECASE,
)
"""A condition that a sentence begins with: it limits all that follows."""
_DENIAL = re.compile(
    r"\b(?:not|never|no|nor|neither|nobody|none|cannot|\w+n[’']t|without|unless|except|only|refrain\w*|prohibit\w*"
    r"|forbid\w*|forbidden|nicht|keine?\w*|ne|jamais|non|nunca|niet|geen)(?![\w-])",
    re.IGNORECASE,
)
_NEW_START = re.compile(
    r"\b(?:but|however|instead|rather)\b|[,;] (?:and |or )?(?:we|you|they|it) (?:may|will|can|shall|must|are|have)\b",
    re.IGNORECASE,
)
"""After these words a denial no longer holds."""
_CLAUSE_END = re.compile(r"[,;:]\s")


def quote_governed(sentence: str, words: str, most: int) -> str:
    """Return words of a sentence as a quote that begins with the condition or denial before them, if there is one.

    What does not fit between the two is left out and marked.

    >>> quote_governed("If you agree, we sell it.", "we sell it", 40)
    '"If you agree, we sell it"'
    >>> quote_governed("We keep it and sell it.", "sell it", 40)
    '"sell it"'
    """
    start = sentence.rfind(words)
    governing = governing_words(sentence[:start]) if start > 0 else ""
    if not governing:
        return quote_beginning(words, most)
    begin = sentence.find(governing)
    whole = sentence[begin : start + len(words)]
    if len(whole) <= most:
        return quote_beginning(whole, most)
    return f"{quote_beginning(governing, most // 2)} ... {quote_beginning(words, most)}"


def governing_words(before: str) -> str:
    """Return what of a sentence's beginning limits or denies the words after it; empty if nothing does."""
    if _CONDITION.match(before):
        end = _CLAUSE_END.search(before)
        return before[: end.start()] if end else before.rstrip()
    denials = list(_DENIAL.finditer(before))
    if not denials or _NEW_START.search(before, denials[-1].end()):
        return ""
    return before[: denials[-1].end()]
