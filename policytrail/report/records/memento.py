"""The published form of what archives hold beside our captures."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pydantic import ConfigDict

from policytrail.report.record_config import RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class MementoRecord:
    """A memento that an archive holds beside a capture."""

    captured_at: datetime
    memento_url: str

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG
