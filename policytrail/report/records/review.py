"""The published form of what people say about changes."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pydantic import ConfigDict

from policytrail.model import ReviewVerdict, Severity
from policytrail.report.record_config import RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """What a person said about a change after reading it."""

    reviewed_at: datetime
    reviewed_by: str
    verdict: ReviewVerdict
    """`real` if the change deserved an alert, else `false-alarm`."""
    severity: Severity | None
    """What the severity should be; null if the reviewer did not say."""
    note: str

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG
