"""The history of one source, as reports need it."""

from dataclasses import dataclass
from datetime import datetime

from policytrail.model.capture import Attempt
from policytrail.model.change import Change, Observation, Version
from policytrail.model.significance import Announced
from policytrail.model.source import Source


@dataclass(frozen=True, slots=True)
class SourceHistory:
    """One source's captures, versions and changes, each in order of time."""

    source: Source
    observations: tuple[Observation, ...]
    """Every capture, also those whose body is not the policy."""
    versions: tuple[Version, ...]
    changes: tuple[Change, ...]
    """One for each pair of adjacent versions."""
    attempts: tuple[Attempt, ...]
    """Tries to fetch it, failed ones too; empty for what came out of WARC files."""
    as_of: datetime
    """The time up to which the history is told; aware UTC."""
    announced: tuple[Announced, ...] = ()
    """What the policy has announced, as far as its versions were read for it."""
