"""How the documents of a comparison were served: facts that their texts do not contain."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from policytrail.model import Evidence, Muting, Version
from policytrail.text import split_url

# A text shown this long was in force, and one absent this long was withdrawn: variants served in
# turn return within days.
IN_FORCE = timedelta(days=14)
AWAY = timedelta(days=21)
# The front page of a site, or of one of its languages.
_HOME = re.compile(r"/?(?:[a-z]{2}(?:[-_][a-z]{2,4})?/?)?(?:index\.\w+|home/?)?", re.IGNORECASE)


NOTHING_MUTED = Muting()


@dataclass(frozen=True, slots=True)
class Served:
    """What is known of two documents apart from their texts."""

    banners: tuple[str, ...] = ()
    """Hashes of blocks that the site puts at the head of its policies."""
    old_from_home: bool = False
    """Whether the site answered the request for the old document with its front page."""
    new_from_home: bool = False
    withdrawn: frozenset[str] = frozenset()
    """Hashes of earlier documents that were in force for weeks and absent for weeks: no variants."""
    muting: Muting = NOTHING_MUTED
    """What the reader of the source has muted."""


def is_sent_home(evidence: Evidence) -> bool:
    """Return whether a request for a policy was redirected to the front page of a site."""
    asked, answered = split_url(evidence.url), split_url(evidence.final_url)
    return (
        evidence.final_url != evidence.url
        and answered.hostname is not None
        and _HOME.fullmatch(answered.path) is not None
        and not answered.query
        and _HOME.fullmatch(asked.path) is None
    )


class Presence:
    """How long each document of a source was served, as its versions are gone through in order."""

    def __init__(self) -> None:
        self._longest: dict[str, timedelta] = {}
        self._last_seen: dict[str, datetime] = {}

    def note_version(self, version: Version) -> None:
        """Record the next version."""
        name = version.document_sha256
        run = version.last.captured_at - version.first.captured_at
        self._longest[name] = max(run, self._longest.get(name, timedelta(0)))
        self._last_seen[name] = version.last.captured_at

    def withdrawn_documents(self, names: Iterable[str], now: datetime) -> frozenset[str]:
        """Return which of the given documents were in force for weeks and absent for weeks."""
        return frozenset(
            name
            for name in names
            if self._longest[name] >= IN_FORCE and now - self._last_seen[name] >= AWAY
        )
