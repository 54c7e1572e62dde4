"""Tracked sources, and the recipes that turn bodies into documents."""

from dataclasses import dataclass
from enum import StrEnum

from policytrail.model.access import NO_ACCESS, Access
from policytrail.model.muting import Confirmation, Muting
from policytrail.text import hash_parts

EXTRACTOR_VERSION = "14"
"""Raised by every change of `policytrail.extract` that can give another document for some body."""


class Fetcher(StrEnum):
    """How a source is fetched."""

    HTTP = "http"
    BROWSER = "browser"


@dataclass(frozen=True, slots=True)
class Range:
    """A selection from one element to another; one of each pair is set."""

    start_before: str | None = None
    start_after: str | None = None
    end_before: str | None = None
    end_after: str | None = None

    def __str__(self) -> str:
        """Return the range as a reader of sources.yaml would write it."""
        ends = (
            ("startBefore", self.start_before),
            ("startAfter", self.start_after),
            ("endBefore", self.end_before),
            ("endAfter", self.end_after),
        )
        return "{" + ", ".join(f"{name}: {css}" for name, css in ends if css is not None) + "}"


Rule = str | Range
"""A CSS selector, or a range between two of them."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides how a body becomes a document."""

    select: tuple[Rule, ...] = ()
    """What to keep; empty means: find the policy in the page."""
    remove: tuple[Rule, ...] = ()
    """What to take out of what is kept."""
    extractor: str = EXTRACTOR_VERSION
    charset: str = ""
    """The character set of the body, whatever it declares; empty: as it declares."""

    @property
    def sha256(self) -> str:
        """Return the name of the recipe."""
        rules = (str(rule) for rule in (*self.select, "|", *self.remove))
        charset = (f"charset {self.charset}",) if self.charset else ()
        return hash_parts("recipe", self.extractor, *rules, *charset)


_NOTHING_MUTED = Muting()
_TOLD_AT_ONCE = Confirmation()


@dataclass(frozen=True, slots=True)
class Source:
    """One URL from which one policy is obtained, with its selection rules."""

    source_id: str
    service: str
    """The name that reports show."""
    service_id: str
    policy_type: str
    """An Open Terms Archive terms type in snake case, e.g. `privacy_policy`."""
    url: str
    recipe: Recipe = Recipe()
    fetch: Fetcher = Fetcher.HTTP
    wayback: bool = True
    every_s: int = 86_400
    """Seconds after the last good capture at which the source is due again."""
    tags: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    """Former URLs of the same policy, for the archive."""
    access: Access = NO_ACCESS
    archive: bool = False
    """Whether the Wayback Machine is asked to keep its own copy of a change."""
    organisation: str = ""
    """Who runs the service, so that services of one organisation count once; empty if not named."""
    muting: Muting = _NOTHING_MUTED
    """What its reader does not want to be told."""
    confirm: Confirmation = _TOLD_AT_ONCE
    """What an alert about it waits for."""

    @property
    def policy_id(self) -> str:
        """Return the lasting id of the source's policy, e.g. `PT-D-3f2a9c01d4e5`.

        It depends on the source's id alone.
        """
        return f"PT-D-{hash_parts('PT-D', self.source_id)[:12]}"

    @property
    def policy_key(self) -> str:
        """Return the service and type that the sources of one policy have in common."""
        return f"{self.service_id}/{self.policy_type}"
