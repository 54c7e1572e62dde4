"""How grave a real change is for the people it binds."""

from collections.abc import Iterator, Sequence

from policytrail.model import Document, Reason, Severity
from policytrail.significance.lexicon import list_pattern
from policytrail.significance.weigh.adverse_edit import AdverseEdit
from policytrail.significance.weigh.substantive_hunks import SubstantiveHunk
from policytrail.text import fold_for_comparison

# Read from 69 real changes: of 26 with fewer than 40 edited words 21 were labelled low and none
# high; from 100 words on 3 of 34 were low; 8 of the 11 high ones had more than 1,000.
_SHORT = 40
_LONG = 100
_REWRITE = 1_500
_SIGNS_OF_REWRITE = 3
_ORDER = (Severity.NONE, Severity.LOW, Severity.MEDIUM, Severity.HIGH)
_NEGATED = ("not ", "never ", "n't ", "no ", "nor ")
_BEFORE = 25


def judge_severity(
    material: Sequence[SubstantiveHunk], turns: Sequence[AdverseEdit], old: Document
) -> tuple[Severity, tuple[Reason, ...]]:
    """Return how grave a change is, with the words that say so."""
    told = tuple(turn.reason for turn in turns)
    severity, grave = _of_words(material, old)
    return max((severity, *(turn.severity for turn in turns)), key=_ORDER.index), (*told, *grave)


def _of_words(
    material: Sequence[SubstantiveHunk], old: Document
) -> tuple[Severity, tuple[Reason, ...]]:
    """Return how grave a change is by its words and its length alone."""
    said = fold_for_comparison(" ".join(block.text for block in old.blocks))
    grave = tuple(
        Reason("grave_words", words, told.place)
        for told in material
        for words in dict.fromkeys(_affirmed_words("high", told.texts[1]))
        if words not in said
    )
    if grave:
        return Severity.HIGH, grave
    size = sum(told.size for told in material)
    if size >= _REWRITE and len(_signs_of_rewrite(material)) >= _SIGNS_OF_REWRITE:
        return Severity.HIGH, (
            Reason("grave_rewrite", ", ".join(sorted(_signs_of_rewrite(material))[:6])),
        )
    if size >= _LONG:
        return Severity.MEDIUM, ()
    return (Severity.MEDIUM if _is_weighty(material, size) else Severity.LOW), ()


def _is_weighty(material: Sequence[SubstantiveHunk], size: int) -> bool:
    """Return whether a short edit is worth knowing."""
    if size < _SHORT:
        pattern = list_pattern("severity", "medium_if_short")
        texts = (
            f"{told.heading} {told.kept} {told.gone} {told.come}".casefold() for told in material
        )
    else:
        pattern = list_pattern("severity", "medium")
        texts = (f"{told.gone} {told.come}" for told in material)
    return any(pattern.search(text) for text in texts)


def _signs_of_rewrite(material: Sequence[SubstantiveHunk]) -> set[str]:
    pattern = list_pattern("severity", "high_if_long")
    return {match.group() for told in material for match in pattern.finditer(told.come)}


def _affirmed_words(name: str, text: str) -> Iterator[str]:
    """Yield the words of a list that a text says and does not deny."""
    for match in list_pattern("severity", name).finditer(text):
        if not any(
            word in text[max(0, match.start() - _BEFORE) : match.start()] for word in _NEGATED
        ):
            yield match.group()
