"""What a clause names (condition, purpose, recipients, time, way to refuse), in whole sentences.

The words are the clause's own; only "we", "our" and "us" are turned into "the operators", "their" and
"them", so that the reader, who is "you" in both, is not mistaken for the service. A part is left out
where it cannot be cut from the clause whole.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policytrail.language import sentence_spans

_MOST_WORDS = 30
"""Words of the longest part, and of the longest sentence that is told again."""
_MOST_PARTS = 3
_FEWEST = {"condition": 5, "purpose": 2, "recipients": 1, "time": 2, "refusal": 3}
"""Words of the shortest part of each name that says enough."""
_END = r"(?=,? (?:we|you|they|it|users?|the (?:service|company|parties)) (?:may|will|shall|must|can|are|have|agree|do)\b|[.;:]|$)"
_PARTS: Mapping[str, re.Pattern[str]] = {
    "condition": re.compile(
        r"\b((?:if|unless|provided that|except|subject to|only (?:if|when|where))\b[^.;:]+?)"
        + _END,
        re.IGNORECASE,
    ),
    "purpose": re.compile(
        r"\b(?:in order (?=to\b)|for the purposes? of |so (?=that\b))([^.;:]+?)" + _END,
        re.IGNORECASE,
    ),
    "recipients": re.compile(
        r"\b(?:shar\w+|disclos\w+|transfer\w*|provid\w+|sell\w*|giv\w+|pass\w*|mak\w+)\b[^.;:]{0,90}?\b(?:with|to) "
        r"((?:our |its |their |other |certain |trusted |selected |third[- ]party )*(?:affiliates?|partners?"
        r"|service providers?|third[- ]part(?:y|ies)|advertisers?|vendors?|authorities|subsidiaries)\b"
        r"(?:(?:,| and| or|,? and/or) (?:our |their |other )*(?:affiliates?|partners?|service providers?"
        r"|third[- ]part(?:y|ies)|advertisers?|vendors?|authorities|subsidiaries|agents|contractors))*)",
        re.IGNORECASE,
    ),
    "time": re.compile(
        r"\b((?:within|for|at least|up to|no later than)\s+(?:\w+\s+){0,3}?\(?\d+\)?\s+"
        r"(?:calendar |business |working )?(?:hours?|days?|weeks?|months?|years?)\b)[^.,;:]{0,60}",
        re.IGNORECASE,
    ),
    "refusal": re.compile(
        r"\b(?:opt(?:ing)?[- ]out|unsubscribe|object|withdraw\w*|refuse|cancel)\b[^.;:]{0,60}? "
        r"((?:by (?:\w+ing|e-?mail|phone|post)|in (?:your|the) (?:\w+ ){0,3}settings|through (?:your|the) [^.;,]{3,60})[^.;]{0,90}?)"
        r"(?=[.;]|$)",
        re.IGNORECASE,
    ),
}
_TOLD = (
    (re.compile(r"\bourselves\b", re.IGNORECASE), "themselves"),
    (re.compile(r"\bours?\b", re.IGNORECASE), "their"),
    (re.compile(r"\bus\b"), "them"),
    (re.compile(r"\b[Ww]e(?:'re|’re)\b"), "the operators are"),
    (re.compile(r"\b[Ww]e(?:'ll|’ll)\b"), "the operators will"),
    (re.compile(r"\b[Ww]e(?:'ve|’ve)\b"), "the operators have"),
    (re.compile(r"\b[Ww]e\b"), "the operators"),
)
_MARK_UP = re.compile(r"[*_#`>|]+|\[([^\]]*)\]\([^)]*\)|\s+")
_STATES = re.compile(
    r"\b(?:may|might|can|could|will|shall|must|should|do|does|are|is|agree|agrees|grant|grants|have|has|reserve"
    r"|reserves|waive|cannot|collect|use|share|sell|keep|retain|acknowledge|store|receive|process)\b"
)


@dataclass(frozen=True, slots=True)
class NamedPart:
    """What a clause names, e.g. `condition`, in words that go on a sentence."""

    name: str
    words: str


def named_parts(excerpt: str) -> Iterator[NamedPart]:
    """Yield what a clause names, at most three parts, each once."""
    text = _plain_text(excerpt)
    count = 0
    for name, pattern in _PARTS.items():
        found = pattern.search(text)
        words = told_words(_part_words(name, found)) if found else ""
        if is_whole(words) and len(words.split()) >= _FEWEST[name] and count < _MOST_PARTS:
            count += 1
            yield NamedPart(name, words[0].lower() + words[1:])


def _part_words(name: str, found: re.Match[str]) -> str:
    """Return the words of a part; a condition that begins its sentence ends at the first comma."""
    opens = found.string[: found.start()].rstrip()[-1:] in ("", ".", ":", ";")
    return found[1].split(",")[0] if name == "condition" and opens else found[1]


def told_sentence(excerpt: str) -> str:
    """Return the sentence of a clause that states it, as told to the reader; empty if none is short."""
    text = _plain_text(excerpt)
    for start, end in sentence_spans(text):
        words = text[start:end].strip(" .;")
        if _STATES.search(words) and is_whole(words) and words[0].isupper() and not words.isupper():
            told = told_words(words)
            return told[0].upper() + told[1:]
    return ""


def told_words(words: str) -> str:
    """Return words of the service as told about it.

    >>> told_words("We may share it with our partners")
    'the operators may share it with their partners'
    """
    for pattern, other in _TOLD:
        words = pattern.sub(other, words)
    return words.strip(" ,.;")


def is_whole(words: str) -> bool:
    """Return whether words are short enough for a sentence and end no bracket that they do not open."""
    is_balanced = words.count("(") == words.count(")") and words.count("“") == words.count("”")
    return is_balanced and len(words.split()) <= _MOST_WORDS


def _plain_text(excerpt: str) -> str:
    return " ".join(_MARK_UP.sub(lambda found: found[1] or " ", excerpt).split())
