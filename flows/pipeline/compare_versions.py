"""Compare any two versions of a policy, on a page like that of a change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flows.pipeline.limits import Exceeded
from flows.pipeline.provision_queries import findings_in, read_governed
from flows.pipeline.workers import do_limited
from policytrail.changes import (
    EARLIER,
    Question,
    answer_question,
    answer_undivided,
    documents_needed,
)
from policytrail.errors import PolicyTrailError
from policytrail.model import (
    Assessment,
    Change,
    Document,
    Source,
    SourceHistory,
    Timeline,
    Transition,
    Version,
)
from policytrail.report import COMPARE_PATH, compared_path
from policytrail.report.build import change_record, moved_records, shipped_kinds
from policytrail.report.html import Compared, change_html
from storage import Connection, read_documents, read_timelines, tracked_sources


class NotComparable(PolicyTrailError):
    """The versions do not exist or are the same: choose others."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Two versions of a source, each given by its number or by a time at which it was in force."""

    source_id: str
    before: str
    after: str


def compared_page(connection: Connection, asked: Asked, *, served: bool) -> tuple[str, str]:
    """Return the path and the HTML of the page that compares two versions.

    `served` says that it is an answer of the server; else it is written beside the other pages.

    Raises:
        NotComparable: there is no such source or version, or the two are one.
    """
    tracked = tracked_sources(connection)
    source = next(
        (candidate for candidate in tracked if candidate.source_id == asked.source_id), None
    )
    if source is None:
        raise NotComparable(f"{asked.source_id!r}: no source of that name is tracked")
    of_service = [
        tracked_source.source_id
        for tracked_source in tracked
        if tracked_source.service_id == source.service_id
    ]
    timeline = read_timelines(connection, of_service).get(source.source_id, Timeline())
    numbers = sorted(
        _version_number(timeline.versions, version_name)
        for version_name in (asked.before, asked.after)
    )
    compared = Compared(*numbers)
    if not compared.steps:
        raise NotComparable(f"{asked.before} and {asked.after} are one version, {compared.before}")
    wanted = [version.document_sha256 for version in timeline.versions]
    documents = read_documents(connection, source.source_id, wanted)
    change = _describe_change(source, timeline, compared, documents)
    ends = change.transition.before, change.transition.after
    old, new = (documents[version.document_sha256] for version in ends)
    history = _history_of_two(change)
    governed = read_governed(history, findings_in(connection, [history]), documents)
    moves = moved_records(governed, shipped_kinds())
    record = change_record(change, old, new, moves[0] if moves else ())
    names = (version.document_sha256 for version in ends)
    path = COMPARE_PATH if served else compared_path(source.source_id, *names)
    return path, change_html(record, path, compared)


def _version_number(versions: Sequence[Version], name: str) -> int:
    """Return the number of the version given by its number or by a time at which it was in force."""
    if name.isdecimal() and len(name) < len("20260101"):
        if 0 < int(name) <= len(versions):
            return int(name)
        raise NotComparable(f"version {name}: there are {len(versions)}")
    try:
        moment = datetime.fromisoformat(name)
    except ValueError as error:
        raise NotComparable(
            f"{name!r}: expected the number of a version or a time, e.g. 2026-03-09T06:00:00Z"
        ) from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    number = sum(version.first.captured_at <= moment for version in versions)
    if not number:
        raise NotComparable(f"{name}: no version was seen by then")
    return number


def _describe_change(
    source: Source, timeline: Timeline, compared: Compared, documents: Mapping[str, Document]
) -> Change:
    """Return the assessment of two versions, given the versions before the first."""
    before, after = (timeline.versions[number - 1] for number in (compared.before, compared.after))
    transition = Transition(before, after)
    if compared.steps == 1:
        transition = timeline.transitions[compared.before - 1]
    names = dict.fromkeys(
        version.document_sha256 for version in timeline.versions[: compared.before - 1]
    )
    earlier = [name for name in names if name != before.document_sha256]
    question = Question(transition, tuple(earlier[-EARLIER:]), muting=source.muting)
    # Whoever may ask for a page chooses the versions: what takes too much is told as a whole.
    named = {name: documents[name] for name in documents_needed(question)}
    answer = do_limited(_answer_limited, (question, named))
    if isinstance(answer, Exceeded):
        answer = answer_undivided(question, named, answer.reason)
    return Change(source, transition, answer)


def _answer_limited(asked: tuple[Question, Mapping[str, Document]]) -> Assessment:
    return answer_question(*asked)


def _history_of_two(change: Change) -> SourceHistory:
    """Return the history of a source that has these two versions and no other."""
    transition = change.transition
    versions = (transition.before, transition.after)
    return SourceHistory(change.source, (), versions, (change,), (), transition.not_after)
