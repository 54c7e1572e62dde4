"""Masks what changes by itself: addresses of links, hidden e-mail addresses, ages."""

import re
from urllib.parse import urlsplit

from policytrail.significance.lexicon import list_pattern
from policytrail.text import fold_for_comparison

_HIDDEN = re.compile(r"\[\s*email\s*(?:protected|&#160;protected)\s*\]\S*", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\S+\s?\[at\]\s?\S+")
_URL = re.compile(r"(?:https?://|www\.)[^\s)\]}>\"'”]+", re.IGNORECASE)
# Tags that a page shows as text, with the words that it means to strike out; remnants of links that a converter did not
# parse, and notes for screen readers.
_MARKUP = re.compile(
    r"<(s|strike|del)>[^<\n]*</\1>|</?(?:a|b|br|del|em|font|i|ins|p|s|span|strike|strong|sub|sup|u)\b[^<>\n]{0,300}>|"
    r"\]\([^)\n]{0,300}\)?|\[/?a(?: *[\w-]+ ?=[^\]\n]{0,300})?\]|[\[\]]|\((?:opens|ouvre|öffnet|se abre) [^)\n]{0,40}\)|\{\{\{[^}\n]{0,60}\}\}\}"
)
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def hides_email(old: str, new: str) -> bool:
    """Return whether two texts differ only in addresses that e-mail protection hides."""
    if not (_HIDDEN.search(old) or _HIDDEN.search(new)):
        return False
    return _without_email(old) == _without_email(new)


def _without_email(text: str) -> str:
    return re.sub(r"[\s.]+", " ", _EMAIL.sub("<e>", _HIDDEN.sub("<e>", text))).strip()


def moved_address(old: str, new: str) -> bool:
    """Return whether two texts differ only in link addresses on the same hosts."""
    if _URL.sub("<u>", old) != _URL.sub("<u>", new):
        return False
    hosts = [[_host_name(url) for url in _URL.findall(text)] for text in (old, new)]
    return bool(hosts[0]) and hosts[0] == hosts[1]


def _host_name(url: str) -> str:
    try:
        name = urlsplit(url if "//" in url else f"//{url}").netloc.lower()
    except ValueError:
        return url
    return name.removeprefix("www.")


def without_markup(text: str) -> str:
    """Return a text without the tags and remnants of links that a converter did not parse.

    >>> without_markup("Write to [us](mailto:a@b.example) (opens in a new window).")
    'Write to us .'
    >>> without_markup("<u>Eggs</u> cost <s>two</s> 3 euros.")
    'Eggs cost  3 euros.'
    """
    return _MARKUP.sub("", text)


def without_ages(text: str) -> str:
    """Return a folded text with ages and counts masked."""
    return list_pattern("furniture", "ticking").sub("<age>", fold_for_comparison(text))
