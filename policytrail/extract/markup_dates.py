"""Dates that mark-up states for programs: JSON-LD and `<meta>`."""

import re
from collections.abc import Iterator
from typing import Final

from policytrail.model import DateKind

_KINDS: Final = {
    "datemodified": DateKind.LAST_UPDATED,
    "article:modified_time": DateKind.LAST_UPDATED,
    "og:updated_time": DateKind.LAST_UPDATED,
    "dcterms.modified": DateKind.LAST_UPDATED,
    "datepublished": DateKind.PUBLISHED,
    "article:published_time": DateKind.PUBLISHED,
    "dcterms.issued": DateKind.PUBLISHED,
}
_JSON_LD: Final = re.compile(r'"(date(?:Modified|Published))"\s*:\s*"(\d{4}-\d\d(?:-\d\d)?)')
_META: Final = re.compile(
    r'<meta\s[^>]{0,200}?(?:property|name|itemprop)\s*=\s*["\']?'
    r"(article:(?:modified|published)_time|og:updated_time|date(?:Modified|Published)"
    r"|dcterms\.(?:modified|issued))[\"'\s][^>]{0,200}?content\s*=\s*[\"']?([^\"'>]{4,40})",
    re.IGNORECASE,
)


def hidden_dates(markup: str) -> Iterator[tuple[DateKind, str]]:
    """Yield the dates in a page's mark-up, each with what it dates."""
    if '"date' in markup and "ld+json" in markup:
        for name, date in _JSON_LD.findall(markup):
            yield _KINDS[name.lower()], date
    for name, date in _META.findall(markup[:_HEAD]):
        yield _KINDS[name.lower()], date


_HEAD = 100_000
