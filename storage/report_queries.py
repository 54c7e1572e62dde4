"""SQL over the data tables of the reports, limited in time and with no access to anything else."""

import re
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb

from policytrail.errors import PolicyTrailError
from policytrail.report.html import QueryResult
from storage.database import Connection

MOST_ROWS: Final = 1_000
LONGEST_S: Final = 5.0
_PATH: Final = re.compile(r'"(?:/|[A-Za-z]:\\)[^"]*"')
"""A file that DuckDB names in an error."""
_LIMITS: Final = (
    "SET TimeZone = 'UTC'",
    "SET memory_limit = '256MB'",
    "SET threads = 1",
    "SET max_temp_directory_size = '0KB'",
    "SET temp_directory = ''",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


class QuestionRefused(PolicyTrailError):
    """A query that is refused: write a single valid SELECT statement that takes less time."""


@contextmanager
def opened_tables(folder: Path) -> Generator[Connection]:
    """Yield an in-memory database with the tables of a folder and access to nothing else."""
    with duckdb.connect() as connection:
        files = [str(path) for path in sorted(folder.glob("*.parquet"))]
        for file in files:
            # A view: a question reads the columns that it names, not all that is stored.
            connection.from_parquet(file).create_view(Path(file).stem)
        connection.execute("SET allowed_paths = ?", [files])
        for limit in _LIMITS:
            connection.execute(limit)
        yield connection


def ask_question(connection: Connection, sql: str) -> QueryResult:
    """Return the result of a single SELECT statement, at most 1,000 rows.

    Raises:
        QuestionRefused: it is invalid, not a single SELECT, or takes longer than 5 s.
    """
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise QuestionRefused("Only one SELECT statement is answered.")
        return _bounded_answer(connection, statements[0])
    except duckdb.InterruptException as error:
        raise QuestionRefused(f"The question took longer than {LONGEST_S:g} s.") from error
    except duckdb.Error as error:
        reason = str(error).split("\n\n", maxsplit=1)[0]
        raise QuestionRefused(_PATH.sub("“a file of this server”", reason)) from error


def _bounded_answer(connection: Connection, statement: duckdb.Statement) -> QueryResult:
    clock = threading.Timer(LONGEST_S, connection.interrupt)
    clock.start()
    try:
        answer = connection.execute(statement)
        rows = answer.fetchmany(MOST_ROWS + 1)
    finally:
        clock.cancel()
    columns = tuple(str(column[0]) for column in answer.description)
    shown = tuple(tuple(map(_cell_words, row)) for row in rows[:MOST_ROWS])
    return QueryResult(columns, shown, is_cut=len(rows) > MOST_ROWS)


def _cell_words(value: object) -> str:
    return "" if value is None else str(value)
