"""What governs words from the middle of a sentence: the condition or the denial before them.

"We sell it" quoted from "If you agree, we sell it" or from "You may not say that we sell it" is false.
"""

import re

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


def governing_words(before: str) -> str:
    """Return what of a sentence's beginning limits or denies the words after it; empty if nothing does."""
    if _CONDITION.match(before):
        end = _CLAUSE_END.search(before)
        return before[: end.start()] if end else before.rstrip()
    denials = list(_DENIAL.finditer(before))
    if not denials or _NEW_START.search(before, denials[-1].end()):
        return ""
    return before[: denials[-1].end()]
