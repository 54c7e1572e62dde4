"""Tells a short sentence that is a rule of the policy from a line of the page around it."""

import re
from functools import cache

from policytrail.language import find_durations, split_sentences
from policytrail.significance.lexicon import list_pattern, word_list
from policytrail.text import fold_for_comparison

_ENDS = (".", "!", ";", "。", "；", "！", ".)", '."', ".”")
_WORD = re.compile(r"[^\W_]+")
_FEWEST_WORDS = 3
# What the service says of itself, whatever it is about.
_FEWEST_OF_SERVICE = 6
_OF_SERVICE = re.compile(r"(?:we|wir|nous|nosotros|noi|nós|wij|vi)\b")
_FIGURE = re.compile(r"\d")
# An age or an amount as a limit: "over 18", "ab 16".
_LIMIT = re.compile(
    r"(?:over|under|above|below|least|most|age|aged|ab|unter|über|mindestens|plus de|moins de|desde|de) (\d{1,3})(?!\S*\d)|((?<!\d)(?<!\d[.,])\d+(?:[.,]\d+)* ?%|[$€£] ?\d+(?:[.,]\d+)*)"
)
# What stands between the label of a term and its figure: "Deposit: EUR 100".
_BEHIND_LABEL = re.compile(r"(?: \w+){0,3}\s*[:=]\s*(?:\D{0,12}\s)?[$€£]?\d")
# The title of a policy names what the policy regulates, and rules nothing by itself.
_TITLE = re.compile(
    r"(?:polic(?:y|ies)|notices?|terms|agreements?|addend(?:um|a)|statements?|conditions|guidelines|center|centre|hub|settings|preferences|faqs?|overview|choices|rights"
    r"|erklärung|bedingungen|agb|hinweise?|richtlinien?|politique|conditions|mentions|política|aviso|términos|condiciones|informativa|termini|termos|verklaring|voorwaarden|beleid)\W*\Z"
)


def states_rule(text: str) -> bool:
    """Return whether a short text contains a sentence that says what somebody must, may, gets or does.

    >>> states_rule("Danish law applies."), states_rule("Read our law blog."), states_rule("No refunds")
    (True, False, True)
    >>> states_rule("Minimum age: 16"), states_rule("Comments: 16")
    (True, False)
    """
    return any(map(_is_rule, split_sentences(text) or (text,)))


def rules_otherwise(old: str, new: str) -> bool:
    """Return whether one of two short texts denies, limits or times something that the other does not.

    >>> rules_otherwise("We share your data", "We do not share your data"), rules_otherwise("Over 18", "Over 13")
    (True, True)
    """
    return _ruling_words(old) != _ruling_words(new)


def _ruling_words(text: str) -> tuple[bool, list[str], list[str]]:
    folded = fold_for_comparison(text)
    denies = list_pattern("rule_words", "denying").search(folded) is not None
    periods = [text[span.start : span.end] for span in find_durations(text)]
    return denies, periods, [limit.group() for limit in _LIMIT.finditer(folded)]


def _is_rule(sentence: str) -> bool:
    folded = fold_for_comparison(sentence).strip()
    if _unspaced_pattern().search(folded):
        return True
    if list_pattern("rule_words", "not_rules").match(folded):
        return False
    binds = any(
        list_pattern("rule_words", words).search(folded) for words in ("binding", "denying")
    )
    regulates = list_pattern("rule_words", "regulated").search(folded) is not None
    words = len(_WORD.findall(folded))
    if folded.endswith(_ENDS) and words >= _FEWEST_WORDS:
        return (
            binds
            or regulates
            or (words >= _FEWEST_OF_SERVICE and _OF_SERVICE.match(folded) is not None)
        )
    label = list_pattern("rule_words", "labels_of_terms").match(folded)
    if label is not None and _BEHIND_LABEL.match(folded, label.end()):
        return True
    if list_pattern("rule_words", "asking").match(folded) or _TITLE.search(folded):
        return False
    return binds and (regulates or _FIGURE.search(folded) is not None)


@cache
def _unspaced_pattern() -> re.Pattern[str]:
    return re.compile("|".join(word_list("rule_words", "unspaced")))
