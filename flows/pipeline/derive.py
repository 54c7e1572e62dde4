"""Derive what is missing: documents of bodies, then assessments of transitions."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from flows.pipeline.assessing import Inquiry, answer_all, answer_each
from flows.pipeline.extraction import READ_BODY
from flows.pipeline.limits import Exceeded, Limits
from flows.pipeline.outdated_sources import opened_upgraded, outdated_sources, rules_in_force
from flows.pipeline.progress import OnProgress, no_progress
from flows.pipeline.workers import LIMITS, Apply, Task, in_batches, worker_pool
from policytrail.changes import (
    Question,
    documents_needed,
    pending_questions,
)
from policytrail.governance import read_document, reader_version, unread_findings
from policytrail.model import (
    BodyReading,
    Document,
    DocumentFindings,
    Extraction,
    Failure,
    Muting,
    Source,
)
from storage import (
    Connection,
    Opened,
    count_readings_due,
    declare_upgraded,
    documents_unread,
    known_assessments,
    muting_by_source,
    put_assessments,
    put_extractions,
    put_findings,
    put_marks,
    read_bodies,
    read_timelines,
    readings_due,
    services_changed,
    upcoming_sources,
    wanted_documents,
)

_BODIES = 32
"""Bodies in flight at once: 32 of the largest known pages (2 MB) are 64 MB."""
_DOCUMENTS = 32
"""Documents in memory at once, or not many more."""
_INQUIRIES = 4
"""Sources assessed at once, each with the documents that its transitions need."""
_SOURCES = 50
"""Sources derived at once: their captures of ten years, two a day, are 365,000 rows."""


@dataclass(frozen=True, slots=True)
class Derived:
    """Counts of what was derived."""

    documents: int
    failures: int
    changes: int


def derive(
    connection: Connection, now: datetime, told: OnProgress = no_progress, limits: Limits = LIMITS
) -> Derived:
    """Derive every missing document and assessment with one connection; see `derive_in_turns`."""
    return derive_in_turns(partial(nullcontext, connection), now, told, limits)


def derive_in_turns(
    opened: Opened,
    now: datetime,
    told: OnProgress = no_progress,
    limits: Limits = LIMITS,
    only: Collection[str] | None = None,
) -> Derived:
    """Derive every missing document and assessment; existing ones are left unchanged.

    With `only`, of the services of these sources alone.

    The database is open only while a batch is read or written, so that others may use it in
    between. Only services with something new are looked at, and some sources at a time, so that
    neither the time nor the memory grows with what is stored.

    What goes beyond the limits is kept as a failure, or as a text that was not analysed, and is
    never tried again by this version of the program.
    """
    with opened() as connection:
        outdated = outdated_sources(connection)
        with upcoming_sources(connection, outdated):
            changed = services_changed(connection, rules_in_force())
            declare_upgraded(connection, _never_captured(outdated, changed), now)
            if only is not None:
                changed = {
                    name: of for name, of in changed.items() if not of.keys().isdisjoint(only)
                }
            names = [name for of_service in changed.values() for name in of_service]
            # Each capture is held against each name: of many sources it is less to look at all.
            due = count_readings_due(connection, names if len(names) <= _SOURCES else None)
    deriving = _Deriving(partial(opened_upgraded, opened, outdated), told, due)
    with worker_pool(due, limits) as apply:
        for marks in _whole_services(changed):
            names = sorted(marks)
            deriving.read_bodies(apply, names)
            deriving.assess_transitions(apply, names, limits)
            deriving.find_provisions(apply, names)
            with opened() as connection:
                # Only now does anybody see what this extractor makes of these services.
                upgraded = [source for source in outdated if source.source_id in marks]
                declare_upgraded(connection, upgraded, now)
                put_marks(connection, marks, now)
    return Derived(deriving.documents, deriving.failures, deriving.changes)


def _never_captured(
    outdated: Sequence[Source], changed: Mapping[str, Mapping[str, str]]
) -> list[Source]:
    """Return the sources that have nothing to derive."""
    captured = {name for of_service in changed.values() for name in of_service}
    return [source for source in outdated if source.source_id not in captured]


def _whole_services(changed: Mapping[str, Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """Yield the marks of whole services, of not many more than `_SOURCES` sources at once."""
    marks: dict[str, str] = {}
    for of_service in changed.values():
        marks |= of_service
        if len(marks) >= _SOURCES:
            yield marks
            marks = {}
    if marks:
        yield marks


class _Deriving:
    """One run's derivation, with counts of its results."""

    def __init__(self, opened: Opened, told: OnProgress, due: int) -> None:
        self.documents = self.failures = self.changes = 0
        self._opened, self._told, self._due = opened, told, due
        self._found = 0

    def read_bodies(self, apply: Apply, names: Sequence[str]) -> None:
        """Extract every body of some sources that has no document yet."""
        with self._opened() as connection:
            due = readings_due(connection, names)
        unwritten: list[Extraction] = []
        bodies = self._with_bodies(due, unwritten)
        for extractions in in_batches(apply, READ_BODY, bodies, _BODIES):
            unwritten += extractions
            failed = sum(isinstance(extraction.result, Failure) for extraction in extractions)
            self.failures += failed
            self.documents += len(extractions) - failed
            self._told("reading", self.documents + self.failures, self._due)
        if unwritten:
            with self._opened() as connection:
                put_extractions(connection, unwritten)

    def _with_bodies(
        self, due: Sequence[BodyReading], unwritten: list[Extraction]
    ) -> Iterator[tuple[BodyReading, bytes]]:
        """Yield bodies, some read at a time; what was made of the earlier ones is written then too.

        Each opening of the database costs 44 ms of processor.
        """
        for first in range(0, len(due), _BODIES):
            batch = due[first : first + _BODIES]
            with self._opened() as connection:
                put_extractions(connection, unwritten)
                unwritten.clear()
                bodies = read_bodies(connection, {reading.body_sha256 for reading in batch})
            for reading in batch:
                yield reading, bodies[reading.body_sha256]

    def assess_transitions(self, apply: Apply, names: Sequence[str], limits: Limits) -> None:
        """Assess every transition of some sources that is not assessed yet."""
        answering = Task(answer_all, partial(answer_each, limits))
        for batch in in_batches(apply, answering, self._open_inquiries(names), _INQUIRIES):
            answers = [answer for assessed in batch for answer in assessed.answers]
            findings = {
                name: document_findings
                for assessed in batch
                for name, document_findings in assessed.said.items()
            }
            if not answers:
                continue
            with self._opened() as connection:
                put_assessments(connection, answers)
                put_findings(connection, list(findings.items()), reader_version())
            self._found += len(findings)
            self.changes += len(answers)
            self._told("comparing", self.changes, None)

    def _open_inquiries(self, names: Sequence[str]) -> Iterator[Inquiry]:
        with self._opened() as connection:
            known = read_timelines(connection, names)
            muting = muting_by_source(connection)
            asked = {
                name: pending_questions(timeline.transitions, muting.get(name, Muting()))
                for name, timeline in known.items()
            }
            wanted = [question.sha256 for of_source in asked.values() for question in of_source]
            stored = known_assessments(connection, wanted)
        left = {
            source_id: questions
            for source_id, of_source in asked.items()
            if (questions := tuple(each for each in of_source if each.sha256 not in stored))
        }
        needed = {source_id: _needed_names(questions) for source_id, questions in left.items()}
        for some in _in_turns(needed):
            with self._opened() as connection:
                documents = wanted_documents(connection, some)
            for source_id in some:
                yield Inquiry(left[source_id], documents.pop(source_id))

    def find_provisions(self, apply: Apply, names: Sequence[str]) -> None:
        """Find the provisions and trackers in documents of versions that were not analysed yet."""
        version = reader_version()
        with self._opened() as connection:
            due = documents_unread(connection, version, names)
        for findings in in_batches(apply, FIND_SAID, self._due_documents(due), _DOCUMENTS):
            if not findings:
                continue
            with self._opened() as connection:
                put_findings(connection, findings, version)
            self._found += len(findings)
            self._told("finding provisions", self._found, None)

    def _due_documents(self, due: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Document]]:
        for some in _in_turns(due):
            with self._opened() as connection:
                stored = wanted_documents(connection, some)
            for source_id, names in some.items():
                for name in names:
                    yield name, stored[source_id][name]


def _in_turns(wanted: Mapping[str, Collection[str]]) -> Iterator[dict[str, Collection[str]]]:
    """Yield groups of sources whose documents fit in memory together."""
    some: dict[str, Collection[str]] = {}
    for source_id, names in wanted.items():
        some[source_id] = names
        if sum(map(len, some.values())) >= _DOCUMENTS:
            yield some
            some = {}
    if some:
        yield some


def _needed_names(questions: Iterable[Question]) -> set[str]:
    return {name for question in questions for name in documents_needed(question)}


def _find_statements(named: tuple[str, Document]) -> tuple[str, DocumentFindings]:
    name, document = named
    return name, read_document(document)


def _not_found(named: tuple[str, Document], exceeded: Exceeded) -> tuple[str, DocumentFindings]:
    return named[0], unread_findings(f"the document {exceeded.reason}")


FIND_SAID = Task(_find_statements, _not_found)
