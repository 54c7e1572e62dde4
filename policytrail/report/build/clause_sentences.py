"""What a clause names (condition, purpose, recipients, time, way to refuse), in whole sentences.

The words are the clause's own; only "we", "our" and "us" are turned into "the operators", "their" and
"them", so that the reader, who is "you" in both, is not mistaken for the service. A part is left out
where it cannot be cut from the clause whole.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policytrail.language import sentence_spans

_MOST_WORDS = 30
"""Words of the longest part, and of the longest sentence that is told again."""
_MOST_PARTS = 3
_FEWEST = {"condition": 5, "purpose": 2, "recipients": 1, "time": 2, "refusal": 3}
"""Words of the shortest part of each name that says enough."""
_INSIDE = r"(?:[^.;:]|\.(?=\d))"
"""A character within a clause; the dot of a number ends none."""
_SUBJECT = (
    r"(?!(?:inc|ltd|llc)\b)(?:we|you|your|our|they|it|then|the|this|these|any|no|neither|either|all|both|users?"
    r"|(?-i:[A-Z])\w+)\b"
)
_END = r"(?=,? (?:we|you|they|it|users?|the (?:service|company|parties)) (?:may|will|shall|must|can|are|have|agree|do)\b|[;:]|\.(?!\d)|$)"
_CONDITION = r"(?:if|unless|provided that|except|subject to|only (?:if|when|where))\b"
_OPENING_CONDITION = re.compile(rf"({_CONDITION}{_INSIDE}+?),(?= {_SUBJECT})", re.IGNORECASE)
"""A condition that begins its sentence: it ends where the subject of the statement follows."""
_LAST_CONDITION = re.compile(
    rf"(?<!\beven )(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\botherwise )(?<!\band )(?<!\band, )(?<!\bor, )\b({_CONDITION}{_INSIDE}+)(?=;|\.(?!\d)|$)",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(r",(?: (?:and|then)\b|.*\b(?:shall|will|must)\b)", re.IGNORECASE)
"""A condition that another statement follows."""
_DATA_GROUPS = frozenset(("content", "collection", "special", "choice", "use", "sharing", "rights"))
_OF_DATA = frozenset(("purpose", "recipients"))
"""What is told of clauses about data and content alone: elsewhere the words seldom say what is done."""
_DENIES = re.compile(
    r"\b(?:not|never|no|nor|neither|without|cannot|whether)\b|n['’]t\b", re.IGNORECASE
)
_PARTS: Mapping[str, re.Pattern[str]] = {
    "purpose": re.compile(
        rf"\b(?:in order (?=to\b)|for the purposes? of |so (?=that\b))({_INSIDE}+?)" + _END,
        re.IGNORECASE,
    ),
    "recipients": re.compile(
        r"\b(?:shar(?:e|es|ed|ing)|disclos\w+|transfer\w*|sell\w*)\b[^.;:]{0,90}?\b(?:with|to) "
        r"((?:our |its |their |other |certain |trusted |selected |third[- ]party )*(?:affiliates?|partners?"
        r"|service providers?|third[- ]part(?:y|ies)|advertisers?|vendors?|authorities|subsidiaries)\b"
        r"(?:(?:,| and| or|,? and/or) (?:our |their |other )*(?:affiliates?|partners?|service providers?"
        r"|third[- ]part(?:y|ies)|advertisers?|vendors?|authorities|subsidiaries|agents|contractors))*)",
        re.IGNORECASE,
    ),
    "time": re.compile(
        r"\b((?:within|for|at least|up to|no later than)\s+(?:(?!under\b|over\b|aged\b)\w+\s+){0,3}?\(?\d+\)?\s+"
        r"(?:calendar |business |working )?(?:hours?|days?|weeks?|months?|years?)\b)(?! (?:of age|old|period)\b)",
        re.IGNORECASE,
    ),
    "refusal": re.compile(
        r"\b(?:opt(?:ing)?[- ]out|unsubscribe|object|withdraw\w*|refuse)\b[^.;:]{0,60}? "
        r"((?:by (?:\w+ing|e-?mail|phone|post)|in (?:your|the) (?:\w+ ){0,3}settings|through (?:your|the) [^.;,]{3,60})(?:[^.;]|\.(?=\w)){0,90}?)"
        r"(?=;|\.(?!\w)|$)",
        re.IGNORECASE,
    ),
}
_TOLD = (
    (re.compile(r"\bourselves\b", re.IGNORECASE), "themselves"),
    (re.compile(r"\bours\b", re.IGNORECASE), "theirs"),
    (re.compile(r"\bour\b", re.IGNORECASE), "their"),
    (re.compile(r"\bus\b"), "them"),
    (re.compile(r"\b[Ww]e(?:'re|’re)\b"), "the operators are"),
    (re.compile(r"\b[Ww]e(?:'ll|’ll)\b"), "the operators will"),
    (re.compile(r"\b[Ww]e(?:'ve|’ve)\b"), "the operators have"),
    (re.compile(r"\b[Ww]e\b"), "the operators"),
)
_MARK_UP = re.compile(r"[*_#`>|]+|\[([^\[\]]*)\]\([^()]*\)|\s+")
_STATES = re.compile(
    r"\b(?:may|might|can|could|will|shall|must|should|do|does|are|is|agree|agrees|grant|grants|have|has|reserve"
    r"|reserves|waive|cannot|collect|use|share|sell|keep|retain|acknowledge|store|receive|process)\b"
)
_HANGS = re.compile(
    r"\b(?:that|which|who|whom|and|or|of|to|with|the|an?|by|as|in|for|if|between)$|\((?:[ivx]+|[a-z])\)",
    re.IGNORECASE,
)
"""Words after which something is missing, and the numbers of a list."""
_LIST_NUMBER = re.compile(r"\.\d+$")


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A part that a clause names, e.g. `condition`, worded to continue a sentence."""

    name: str
    words: str


def named_parts(excerpt: str, group: str) -> Iterator[NamedPart]:
    """Yield the parts that a clause of this group names, at most three, each once."""
    text = _plain_text(excerpt)
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    candidates = [("condition", _find_condition(sentences))]
    candidates += [
        (name, _find_part(name, sentences))
        for name in _PARTS
        if name not in _OF_DATA or group in _DATA_GROUPS
    ]
    complete = [(name, told_words(words)) for name, words in candidates if _is_told(name, words)]
    for name, words in complete[:_MOST_PARTS]:
        yield NamedPart(name, words[0].lower() + words[1:])


def _is_told(name: str, words: str) -> bool:
    """Return whether a part is whole, says enough, and is not in capitals."""
    is_shouted = words.upper() == words
    return not is_shouted and is_whole(words) and len(words.split()) >= _FEWEST[name]


def _find_condition(sentences: Sequence[str]) -> str:
    """Return the condition of the first sentence that states something; empty if none can be cut."""
    main = next((sentence for sentence in sentences if _STATES.search(sentence)), "")
    condition = _OPENING_CONDITION.match(main)
    if not condition:
        condition = _LAST_CONDITION.search(main)
        is_last = condition and _STATES.search(main[: condition.start()])
        condition = condition if is_last else None
    return condition[1] if condition and not _RUNS_ON.search(condition[1]) else ""


def _find_part(name: str, sentences: Iterable[str]) -> str:
    """Return the words of a part; empty if no sentence names it, or the one that does denies it."""
    for sentence in sentences:
        if match := _PARTS[name].search(sentence):
            is_denied = name in _OF_DATA and _DENIES.search(sentence[: match.start(1)])
            return "" if is_denied else match[1]
    return ""


def told_sentence(excerpt: str) -> str:
    """Return the stating sentence of a clause, addressed to the reader; empty if none is short."""
    text = _plain_text(excerpt)
    for start, end in sentence_spans(text):
        words = _LIST_NUMBER.sub("", text[start:end].strip(" .;"))
        if _STATES.search(words) and is_whole(words) and words[0].isupper() and not words.isupper():
            clause_words = told_words(words)
            return clause_words[0].upper() + clause_words[1:]
    return ""


def told_words(words: str) -> str:
    """Return the service's words in the third person.

    >>> told_words("We may share it with our partners")
    'the operators may share it with their partners'
    """
    for pattern, other in _TOLD:
        words = pattern.sub(other, words)
    return words.strip(" ,.;")


def is_whole(words: str) -> bool:
    """Return whether words are short enough for a sentence, and neither hang nor leave a bracket open."""
    is_balanced = words.count("(") == words.count(")") and words.count("“") == words.count("”")
    is_cut = _HANGS.search(words.strip(" ,.;"))
    return is_balanced and not is_cut and len(words.split()) <= _MOST_WORDS


def _plain_text(excerpt: str) -> str:
    return " ".join(_MARK_UP.sub(lambda match: match[1] or " ", excerpt).split())
