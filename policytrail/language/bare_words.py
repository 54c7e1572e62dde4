"""The words of a text without what does not distinguish texts: case, punctuation, labels, endings."""

import re

from policytrail.text import fold_for_comparison

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_LABEL = re.compile(r"\d+|[a-z]|(?=[ivxl])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
"""Figures, single letters and Roman numerals below a hundred: "xiv", but neither "ill" nor "civil"."""
_ENDINGS = ("ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "e", "y")
_LEAST_STEM = 4
_SHORT_FORMS = {
    "can't": "can not",
    "cannot": "can not",
    "won't": "will not",
    "shan't": "shall not",
    "let's": "let us",
    "i'm": "i am",
}
_SHORT_ENDINGS = {"n't": " not", "'re": " are", "'ve": " have", "'ll": " will"}


def words_of(text: str) -> list[str]:
    """Return the words of a text without case and punctuation."""
    return [word.replace("’", "'") for word in _WORD.findall(fold_for_comparison(text))]


def spelt_out(word: str) -> list[str]:
    """Return a word, a short form as the words that it stands for.

    >>> spelt_out("don't"), spelt_out("cannot"), spelt_out("we've"), spelt_out("fees")
    (['do', 'not'], ['can', 'not'], ['we', 'have'], ['fees'])
    """
    if word in _SHORT_FORMS:
        return _SHORT_FORMS[word].split()
    for ending, full in _SHORT_ENDINGS.items():
        if word.endswith(ending) and word != ending:
            return (word.removesuffix(ending) + full).split()
    return [word]


def telling_words(text: str) -> list[str]:
    """Return the words of a text without numbers, labels, case and punctuation.

    >>> telling_words("(b) We keep it for 30 days.")
    ['we', 'keep', 'it', 'for', 'days']
    >>> telling_words("(xiv) The ill pay civil fines.")
    ['the', 'ill', 'pay', 'civil', 'fines']
    """
    return [word for word in words_of(text) if not _LABEL.fullmatch(word)]


def stem_of(word: str) -> str:
    """Return a word without its grammatical ending.

    >>> stem_of("sharing"), stem_of("shares"), stem_of("shared")
    ('shar', 'shar', 'shar')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word[: -len(ending)]
    return word
