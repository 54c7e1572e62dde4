"""The number at the start of a clause, told from the words after it."""

import re

_NUMBER = re.compile(
    r"(?P<number>"
    r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,5}|[A-Za-z]|[ivxIVX]{2,5})[.)]"
    r"|\d{1,3}(?:\.\d{1,3}){1,5}"
    r"|(?:section|article|clause|artikel|artículo|articolo|§)\s?\d{1,3}(?:\.\d{1,3}){0,5}\s?[.:)–—-]?"
    r")\s+(?=[^\W\d_]{2}|[\"“«'‘(]\w{2})",
    re.IGNORECASE,
)
# "14. Juni 2024" is a date, "2.5 GB" a quantity: a number is a clause's only before words that make
# sense without it.
_MIN_WORDS = 2
_DIGIT = re.compile(r"\d")
# "2.5 percent of the price": one point alone stands in quantities too.
_DECIMAL = re.compile(r"\d{1,3}\.\d{1,3}")
_UNIT = re.compile(
    r"[a-zà-ž]|(?:[KMGT]i?B|USD|EUR|GBP|CHF|Mio|Mrd|Million(?:en)?|Milliarden|Prozent)\b"
)


def split_number(text: str) -> tuple[str, str]:
    """Return the clause number at the start of a text, or an empty text, and the rest.

    >>> split_number("3.1 Fees and taxes"), split_number("14. Juni 2024"), split_number("2.5 percent of the price")
    (('3.1', 'Fees and taxes'), ('', '14. Juni 2024'), ('', '2.5 percent of the price'))
    """
    match = _NUMBER.match(text)
    if match is None:
        return "", text
    rest = text[match.end() :]
    short = rest.count(" ") < _MIN_WORDS
    if short and (_DIGIT.search(rest) or not rest[:1].isupper()):
        return "", text
    if _DECIMAL.fullmatch(match["number"]) and _UNIT.match(rest):
        return "", text
    return match["number"], rest
