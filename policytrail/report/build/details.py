"""Details of a source beyond what lists show: one row each in the data tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from policytrail.model import CurrentProvisions, SourceHistory, Tracker
from policytrail.report.build.change import (
    fact_records,
    reason_records,
    review_records,
    statement_records,
)
from policytrail.report.build.provision import attribute_records
from policytrail.report.build.text import TrackerRecord, tracker_record
from policytrail.report.records import (
    AttributeRecord,
    FactRecord,
    FindingChangeRecord,
    ReasonRecord,
    ReviewRecord,
    StatementRecord,
)


@dataclass(frozen=True, slots=True)
class ChangeDetails:
    """All conclusions about one change."""

    change_id: str
    reasons: tuple[ReasonRecord, ...] = ()
    facts: tuple[FactRecord, ...] = ()
    statements: tuple[StatementRecord, ...] = ()
    moved: tuple[FindingChangeRecord, ...] = ()
    reviews: tuple[ReviewRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvisionDetails:
    """What a provision of the current text says."""

    provision_id: str
    stated: str
    severity_rule: str
    attributes: tuple[AttributeRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryDetails:
    """The details of a source."""

    changes: tuple[ChangeDetails, ...] = ()
    provisions: tuple[ProvisionDetails, ...] = ()
    trackers: tuple[TrackerRecord, ...] = ()
    """Those that the current text declares."""


NO_DETAILS = StoryDetails()


def story_details(
    history: SourceHistory,
    governed: CurrentProvisions | None = None,
    moves: Iterable[Sequence[FindingChangeRecord]] = (),
    trackers: Iterable[Tracker] = (),
) -> StoryDetails:
    """Return the details of a source.

    `governed` is what governs it, `moves` are those of each change in order, `trackers` those of the
    current text.
    """
    of_each = chain(moves, repeat(()))
    return StoryDetails(
        tuple(
            ChangeDetails(
                change.change_id,
                reason_records(change.assessment.significance),
                fact_records(change.assessment.significance),
                statement_records(change.assessment.significance),
                tuple(moved),
                review_records(change),
            )
            for change, moved in zip(history.changes, of_each, strict=False)
        ),
        tuple(
            ProvisionDetails(
                named.provision_id,
                str(named.provision.stated),
                named.provision.severity_rule,
                attribute_records(named.provision),
            )
            for named in (governed.current if governed else ())
        ),
        tuple(map(tracker_record, trackers)),
    )
