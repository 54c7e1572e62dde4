"""How the documents of a comparison were served: what their texts do not say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from policytrail.model import Evidence, Muting, Version

# A text that held this long was in force, and one that was away this long was withdrawn: pages
# served in turn come back within days.
IN_FORCE = timedelta(days=14)
AWAY = timedelta(days=21)
# The front page of a site, or of one of its languages.
_HOME = re.compile(r"/?(?:[a-z]{2}(?:[-_][a-z]{2,4})?/?)?(?:index\.\w+|home/?)?", re.IGNORECASE)


NOTHING_MUTED = Muting()


@dataclass(frozen=True, slots=True)
class Served:
    """What is known of two documents besides their texts."""

    banners: tuple[str, ...] = ()
    """Names of blocks that the site puts at the head of its policies."""
    old_from_home: bool = False
    """Whether the request for the policy was answered with the site's front page."""
    new_from_home: bool = False
    withdrawn: frozenset[str] = frozenset()
    """Names of earlier documents that held for weeks and were gone for weeks: no variants."""
    muting: Muting = NOTHING_MUTED
    """What the reader of the source does not want to be told."""


def is_sent_home(evidence: Evidence) -> bool:
    """Return whether a request for a policy was redirected to the front page of a site."""
    asked, answered = urlsplit(evidence.url), urlsplit(evidence.final_url)
    return (
        evidence.final_url != evidence.url
        and _HOME.fullmatch(answered.path) is not None
        and not answered.query
        and _HOME.fullmatch(asked.path) is None
    )


class Presence:
    """How long the documents of one source held, as its versions are gone through in order."""

    def __init__(self) -> None:
        self._longest: dict[str, timedelta] = {}
        self._last_seen: dict[str, datetime] = {}

    def note_version(self, version: Version) -> None:
        """Take note of the next version."""
        name = version.document_sha256
        run = version.last.captured_at - version.first.captured_at
        self._longest[name] = max(run, self._longest.get(name, timedelta(0)))
        self._last_seen[name] = version.last.captured_at

    def withdrawn_documents(self, names: Iterable[str], now: datetime) -> frozenset[str]:
        """Return which of some documents seen so far held for weeks and were gone for weeks."""
        return frozenset(
            name
            for name in names
            if self._longest[name] >= IN_FORCE and now - self._last_seen[name] >= AWAY
        )
