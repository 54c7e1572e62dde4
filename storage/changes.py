"""Assessments of transitions."""

from collections.abc import Iterable, Sequence

from policytrail.changes import Question
from policytrail.errors import StorageError
from policytrail.model import Assessment
from storage import json_codec
from storage.database import Connection, transaction
from storage.parameters import bind_names
from storage.rows import Row, insert_new


def put_assessments(connection: Connection, answers: Sequence[tuple[Question, Assessment]]) -> None:
    """Store assessments of transitions."""
    rows: list[Row] = []
    for question, assessment in answers:
        verdict, transition = assessment.significance, question.transition
        rows.append(
            (
                question.sha256,
                transition.after.source_id,
                transition.before.document_sha256,
                transition.after.document_sha256,
                transition.after.recipe_sha256,
                str(verdict.kind),
                verdict.alert,
                str(verdict.severity),
                list(verdict.topics),
                verdict.summary,
                json_codec.pack_assessment(assessment),
            )
        )
    with transaction(connection):
        insert_new(connection, "change", ("assessment_sha256",), rows)


def known_assessments(connection: Connection, names: Iterable[str]) -> set[str]:
    """Return which of the assessments are in the database."""
    rows = connection.execute(
        "SELECT assessment_sha256 FROM change WHERE assessment_sha256 IN (SELECT unnest(string_split(?, ' ')))",
        [bind_names(names)],
    ).fetchall()
    return {str(row[0]) for row in rows}


def assessment_json(connection: Connection, name: str) -> bytes:
    """Return an assessment as the JSON that the ledger vouches for.

    Raises:
        StorageError: it is not in the database.
    """
    row = connection.execute(
        "SELECT content FROM change WHERE assessment_sha256 = ?", [name]
    ).fetchone()
    if row is None:
        raise StorageError(f"change {name}: is not in the database")
    return json_codec.unpack_json(row[0])


def read_assessments(connection: Connection, names: Iterable[str]) -> dict[str, Assessment]:
    """Return assessments by name; a name that is not in the database is left out."""
    rows = connection.execute(
        """
        SELECT assessment_sha256, content
        FROM change
        WHERE assessment_sha256 IN (SELECT unnest(string_split(?, ' ')))
        """,
        [bind_names(names)],
    ).fetchall()
    return {str(name): json_codec.unpack_assessment(content) for name, content in rows}
