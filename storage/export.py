"""Export all tables as flat files, one per table, as Parquet or JSON lines."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from policytrail.changes import Question, pending_questions
from policytrail.errors import StorageError
from policytrail.model import Capture, Muting, Source
from policytrail.report.data import DataTable
from storage.captures import stored_captures
from storage.database import Connection, transaction
from storage.delta_chains import read_bodies
from storage.parquet import copy_table
from storage.rows import Row, insert_rows
from storage.sources import muting_by_source
from storage.timelines import read_timelines
from storage.unfinished_files import begin_beside, unfinished_beside

_FOLDER: Final = Path(__file__).parent / "exports"
_AT_ONCE: Final = 32
"""Bodies in memory at once: 32 of the largest known pages (2 MB) are 64 MB."""


class Form(StrEnum):
    """How the files of an export are written."""

    PARQUET = "parquet"
    JSONL = "jsonl"


_OPTIONS: Final = {
    Form.PARQUET: "FORMAT parquet, COMPRESSION zstd",
    Form.JSONL: "FORMAT json, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%fZ'",
}


def exported_tables() -> tuple[str, ...]:
    """Return the names of the tables that are read from the store, each a file."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.sql")))


def exported_files(folder: Path, form: Form) -> tuple[Path, ...]:
    """Return the files that DuckDB itself writes in an export, for `open_database` to allow."""
    return tuple(unfinished_beside(folder / f"{name}.{form}") for name in exported_tables())


def write_tables(
    connection: Connection,
    folder: Path,
    form: Form,
    reader_version: str,
    made: Sequence[DataTable] = (),
) -> dict[str, int]:
    """Write a file for each table; return how many rows each has. The same rows, the same bytes.

    `made` are the tables of the reports, with the columns that they have there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    connection.execute("SET VARIABLE reader_version = ?", [reader_version])
    written: dict[str, int] = {}
    with transaction(connection):
        _tell_changes(connection)
        for name in exported_tables():
            query = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
            path = folder / f"{name}.{form}"
            unfinished = begin_beside(path)
            row = connection.execute(
                f"COPY ({query}) TO ? ({_OPTIONS[form]})", [str(unfinished)]
            ).fetchone()
            unfinished.replace(path)
            written[name] = int(row[0]) if row else 0
        connection.execute("DROP TABLE told")
    for table in made:
        path = folder / f"{table.name}.{form}"
        copy_table(table, path, _OPTIONS[form])
        written[table.name] = len(table.rows)
    return dict(sorted(written.items()))


def _tell_changes(connection: Connection) -> None:
    """Add the id and the assessment of each transition to the views."""
    muting = muting_by_source(connection)
    asked = [
        question
        for name, timeline in read_timelines(connection).items()
        for question in pending_questions(timeline.transitions, muting.get(name, Muting()))
    ]
    connection.execute(
        """
        CREATE TEMP TABLE told (
            change_id VARCHAR, source_id VARCHAR, before_sha256 VARCHAR, after_sha256 VARCHAR,
            occurrence BIGINT, assessment_sha256 VARCHAR
        )
        """
    )
    insert_rows(connection, "told", [_single_row(question) for question in asked])


def _single_row(question: Question) -> Row:
    transition = question.transition
    return (
        transition.change_id,
        transition.after.source_id,
        transition.before.document_sha256,
        transition.after.document_sha256,
        transition.occurrence,
        question.sha256,
    )


def captures_with_bodies(
    connection: Connection, sources: Sequence[Source]
) -> Iterator[tuple[Capture, bytes]]:
    """Yield every capture of some sources with its body, source by source, oldest first.

    Raises:
        StorageError: a body is not in the database.
    """
    for source in sources:
        captures = stored_captures(connection, source.source_id)
        for first in range(0, len(captures), _AT_ONCE):
            batch = captures[first : first + _AT_ONCE]
            bodies = read_bodies(connection, {capture.body_sha256 for capture in batch})
            for capture in batch:
                if capture.body_sha256 not in bodies:
                    raise StorageError(
                        f"capture {capture.capture_id}: its body {capture.body_sha256} is not in "
                        "the database; `policytrail verify` names all that is wrong"
                    )
                yield capture, bodies[capture.body_sha256]
