"""Assess the transitions of a source, in a worker process that may be killed."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.own_card import use_own_card
from flows.pipeline.limits import Exceeded, Limits
from flows.pipeline.workers import do_limited
from policytrail.changes import Question, answer_question, answer_undivided, documents_needed
from policytrail.governance import read_document
from policytrail.model import Assessment, Document, DocumentFindings


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The transitions of one source that are not assessed yet, and what assessing them needs."""

    questions: tuple[Question, ...]
    documents: Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class Assessed:
    """The assessments of the transitions of one source, and the findings of their documents.

    Assessing a transition finds the provisions of both documents, so they are kept.
    """

    answers: Sequence[tuple[Question, Assessment]]
    said: Mapping[str, DocumentFindings]


def answer_all(inquiry: Inquiry) -> Assessed:
    """Return the assessments of the transitions of a source."""
    use_own_card(os.environ)  # in a worker, nobody has
    answers: list[tuple[Question, Assessment]] = []
    findings: dict[str, DocumentFindings] = {}
    for question in inquiry.questions:
        answers.append((question, answer_question(question, inquiry.documents)))
        for version in (question.transition.before, question.transition.after):
            name = version.document_sha256
            findings[name] = findings.get(name) or read_document(inquiry.documents[name])
    return Assessed(answers, findings)


def answer_each(limits: Limits, inquiry: Inquiry, exceeded: Exceeded) -> Assessed:
    """Assess the transitions of a source one by one, since together they exceeded the limits."""
    if len(inquiry.questions) == 1:
        question = inquiry.questions[0]
        undivided = answer_undivided(question, inquiry.documents, exceeded.reason)
        return Assessed([(question, undivided)], {})
    answers: list[tuple[Question, Assessment]] = []
    findings: dict[str, DocumentFindings] = {}
    for question in inquiry.questions:
        documents = {name: inquiry.documents[name] for name in documents_needed(question)}
        single = Inquiry((question,), documents)
        answer = do_limited(answer_all, single, limits)
        assessed = answer_each(limits, single, answer) if isinstance(answer, Exceeded) else answer
        answers += assessed.answers
        findings |= assessed.said
    return Assessed(answers, findings)
