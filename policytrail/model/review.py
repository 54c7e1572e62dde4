"""What a person said about a change after reading it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from policytrail.model.significance import Severity


class ReviewVerdict(StrEnum):
    """Whether a change deserved an alert."""

    REAL = "real"
    """It changes what the policy says."""
    FALSE_ALARM = "false-alarm"
    """It does not."""


@dataclass(frozen=True, slots=True)
class Review:
    """One person's judgement of one change; a later one of the same person replaces none."""

    change_id: str
    reviewed_at: datetime
    reviewed_by: str
    verdict: ReviewVerdict
    severity: Severity | None = None
    """What the severity should be; None if the reviewer did not say."""
    note: str = ""
