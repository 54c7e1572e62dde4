"""Every value that crosses a stage border: frozen, slotted, named by its content."""

from policytrail.model.archive import Damage, Imported
from policytrail.model.capture import (
    Attempt,
    Capture,
    Header,
    Origin,
    Outcome,
    Retrieval,
    Validators,
)
from policytrail.model.change import (
    Assessment,
    Change,
    Evidence,
    Observation,
    Timeline,
    Transition,
    Version,
)
from policytrail.model.diff import Diff, Edit, Hunk, HunkOp, Side, Stats
from policytrail.model.document import (
    Block,
    BlockKind,
    ClaimedDate,
    DateKind,
    Document,
    Failure,
    FailureReason,
    Link,
)
from policytrail.model.history import SourceHistory
from policytrail.model.reading import Extraction, Reading
from policytrail.model.significance import Fact, Kind, Reason, Severity, Significance
from policytrail.model.source import EXTRACTOR_VERSION, Fetcher, Range, Recipe, Rule, Source
from policytrail.model.sources import Sources

__all__ = [
    "EXTRACTOR_VERSION",
    "Assessment",
    "Attempt",
    "Block",
    "BlockKind",
    "Capture",
    "Change",
    "ClaimedDate",
    "Damage",
    "DateKind",
    "Diff",
    "Document",
    "Edit",
    "Evidence",
    "Extraction",
    "Fact",
    "Failure",
    "FailureReason",
    "Fetcher",
    "Header",
    "Hunk",
    "HunkOp",
    "Imported",
    "Kind",
    "Link",
    "Observation",
    "Origin",
    "Outcome",
    "Range",
    "Reading",
    "Reason",
    "Recipe",
    "Retrieval",
    "Rule",
    "Severity",
    "Side",
    "Significance",
    "Source",
    "SourceHistory",
    "Sources",
    "Stats",
    "Timeline",
    "Transition",
    "Validators",
    "Version",
]
