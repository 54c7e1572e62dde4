"""Display names of model values, in the language of the reports."""

from policytrail.report.words.vocabulary import (
    CAUSES,
    FACTS,
    GROUPS,
    MOVES,
    POLICY_TYPES,
    REASONS,
    TOPICS,
)
from policytrail.report.words.wording import format_count, say_text

_LETTERS = {
    "ai": "AI",
    "api": "API",
    "ccpa": "CCPA",
    "gdpr": "GDPR",
    "id": "ID",
    "ip": "IP",
    "url": "URL",
}
"""Words that are written in capitals."""
_SMALL_WORDS = ("and", "of", "for", "the", "to", "in", "on", "or")


def title_words(name: str) -> str:
    """Return the name of a policy type or topic; of anything else, its snake-case word as a title.

    >>> title_words("terms_of_service"), title_words("ai_training"), title_words("house_rules")
    ('Terms of Service', 'AI Training', 'House Rules')
    """
    known = POLICY_TYPES.get(name) or TOPICS.get(name)
    if known:
        return known
    parts = name.replace("-", "_").split("_")
    return " ".join(
        _LETTERS.get(part, part if place and part in _SMALL_WORDS else part[:1].upper() + part[1:])
        for place, part in enumerate(parts)
    )


def reason_words(code: str) -> str:
    """Return a reason's code as the start of a sentence."""
    return REASONS.get(code) or sentence_words(code)


def fact_words(what: str) -> str:
    """Return the subject of a fact in words."""
    return FACTS.get(what) or sentence_words(what)


def sentence_words(name: str) -> str:
    """Return a snake-case word as the start of a sentence.

    >>> sentence_words("governing_law"), sentence_words("ai_training")
    ('Governing law', 'AI training')
    """
    parts = name.replace("-", "_").split("_")
    words = " ".join(_LETTERS.get(part, part) for part in parts)
    return words[:1].upper() + words[1:]


def group_words(name: str) -> str:
    """Return the name of a group of the taxonomy."""
    return GROUPS.get(name) or sentence_words(name)


def move_words(name: str) -> str:
    """Return the word for a change of a provision or tracker."""
    return MOVES.get(name) or sentence_words(name)


def lower_first(text: str) -> str:
    """Return a text for the middle of a sentence; only its first letter can be a capital by position.

    >>> lower_first("High severity")
    'high severity'
    """
    return text[:1].lower() + text[1:]


def value_words(value: bool | float | str) -> str:
    """Return an attribute's value in words.

    >>> value_words(True), value_words(30), value_words("Nordhaven")
    ('yes', '30', 'Nordhaven')
    """
    if isinstance(value, bool):
        return say_text("phrases", "yes" if value else "no")
    if isinstance(value, int):
        return format_count(value)
    return value if isinstance(value, str) else f"{value:,}"


def cause_words(cause: str) -> str:
    """Return the cause of a failed attempt, in words."""
    return CAUSES.get(cause) or sentence_words(cause).lower()
