"""Derive what is missing: documents of bodies, then assessments of transitions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain
from typing import TypeAlias

from flows.pipeline.extraction import READ_BODY
from flows.pipeline.limits import Exceeded, Limits
from flows.pipeline.progress import Told, nobody
from flows.pipeline.workers import LIMITS, Apply, Task, do_limited, in_batches, workers
from policytrail.changes import Question, answer, answer_undivided, needed, questions
from policytrail.governance import read, reader_version, unread
from policytrail.model import (
    EXTRACTOR_VERSION,
    Assessment,
    Document,
    Failure,
    Reading,
    Source,
)
from policytrail.model.said import Said
from storage.captures import bodies
from storage.changes import held_assessments, put_assessments
from storage.database import Connection
from storage.documents import documents_of, put_extractions, readings_due
from storage.findings import documents_unread, put_said
from storage.sources import declare_sources, tracked_sources
from storage.timelines import timelines

_BODIES = 32
"""Bodies in flight at once: 32 of the largest known pages (2 MB) are 64 MB."""
_DOCUMENTS = 32
"""Documents read for provisions at once."""
_INQUIRIES = 4
"""Sources assessed at once, each with the documents of its recent versions."""


@dataclass(frozen=True, slots=True)
class Derived:
    """How much was missing and is there now."""

    documents: int
    failures: int
    changes: int


@dataclass(frozen=True, slots=True)
class _Inquiry:
    """The questions about one source that have no answer yet, and what it takes to answer them."""

    questions: tuple[Question, ...]
    documents: Mapping[str, Document]


def derive(
    connection: Connection, now: datetime, told: Told = nobody, limits: Limits = LIMITS
) -> Derived:
    """Make every missing document and assessment; what is there is left alone.

    What goes beyond the limits is kept as a failure, or as a text that was not analysed, and is
    never tried again by this version of the program.
    """
    declare_sources(connection, _outdated(tracked_sources(connection)), now)
    due = readings_due(connection)
    with workers(len(due), limits) as apply:
        failures = _read_all(connection, due, apply, told)
        changes = _assess_all(connection, apply, told, limits)
        _find_all(connection, apply, told)
    return Derived(len(due) - failures, failures, changes)


def _outdated(sources: Sequence[Source]) -> Iterator[Source]:
    """Yield the sources whose recipe names another extractor, with the one of this program."""
    for source in sources:
        if source.recipe.extractor != EXTRACTOR_VERSION:
            yield replace(source, recipe=replace(source.recipe, extractor=EXTRACTOR_VERSION))


def _read_all(connection: Connection, due: Sequence[Reading], apply: Apply, told: Told) -> int:
    """Extract every body that is due; return how many of them are not the policy."""
    failures = done = 0
    for extractions in in_batches(apply, READ_BODY, _with_bodies(connection, due), _BODIES):
        put_extractions(connection, extractions)
        done += len(extractions)
        told("reading", done, len(due))
        failures += sum(isinstance(extraction.result, Failure) for extraction in extractions)
    return failures


def _with_bodies(connection: Connection, due: Sequence[Reading]) -> Iterator[tuple[Reading, bytes]]:
    for first in range(0, len(due), _BODIES):
        batch = due[first : first + _BODIES]
        held = bodies(connection, {reading.body_sha256 for reading in batch})
        for reading in batch:
            yield reading, held[reading.body_sha256]


def _assess_all(connection: Connection, apply: Apply, told: Told, limits: Limits) -> int:
    """Answer every question that has no answer; return how many there were."""
    answered = 0
    answering = Task(_answer_all, partial(_answer_each, limits))
    for lists in in_batches(apply, answering, _inquiries(connection), _INQUIRIES):
        answers = list(chain.from_iterable(lists))
        put_assessments(connection, answers)
        answered += len(answers)
        told("comparing", answered, None)
    return answered


def _inquiries(connection: Connection) -> Iterator[_Inquiry]:
    for source_id, timeline in timelines(connection).items():
        asked = questions(timeline.transitions)
        held = held_assessments(connection, (question.sha256 for question in asked))
        open_questions = tuple(question for question in asked if question.sha256 not in held)
        if open_questions:
            documents = documents_of(connection, source_id)
            names = {name for question in open_questions for name in needed(question)}
            yield _Inquiry(open_questions, {name: documents[name] for name in names})


def _find_all(connection: Connection, apply: Apply, told: Told) -> None:
    """Read the documents of versions for what they say, those that nobody has read yet."""
    version, done = reader_version(), 0
    unread = documents_unread(connection, version)
    documents = (
        (name, held[name])
        for source_id, names in unread.items()
        for held in [documents_of(connection, source_id)]
        for name in names
    )
    for found in in_batches(apply, FIND_SAID, documents, _DOCUMENTS):
        put_said(connection, found, version)
        done += len(found)
        told("finding provisions", done, sum(map(len, unread.values())))


def _found(named: tuple[str, Document]) -> tuple[str, Said]:
    name, document = named
    return name, read(document)


def _not_found(named: tuple[str, Document], exceeded: Exceeded) -> tuple[str, Said]:
    return named[0], unread(f"the document {exceeded.reason}")


FIND_SAID = Task(_found, _not_found)

_Answers: TypeAlias = list[tuple[Question, Assessment]]


def _answer_all(inquiry: _Inquiry) -> _Answers:
    return [(question, answer(question, inquiry.documents)) for question in inquiry.questions]


def _answer_each(limits: Limits, inquiry: _Inquiry, exceeded: Exceeded) -> _Answers:
    """Answer the questions of a source one by one, since together they went beyond the limits."""
    if len(inquiry.questions) == 1:
        question = inquiry.questions[0]
        return [(question, answer_undivided(question, inquiry.documents, exceeded.reason))]
    answers: _Answers = []
    for question in inquiry.questions:
        documents = {name: inquiry.documents[name] for name in needed(question)}
        single = _Inquiry((question,), documents)
        found = do_limited(_answer_all, single, limits)
        answers += _answer_each(limits, single, found) if isinstance(found, Exceeded) else found
    return answers
