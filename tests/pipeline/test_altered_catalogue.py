"""Tables and views are replaced, defined anew or added: `verify` names each, and nothing else is done."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from flows.pipeline.publish import publish_reports, read_site_entries
from flows.pipeline.verify import verify_database
from policytrail.errors import StorageError
from storage.catalogue import OURS, catalogue_differences, expected_catalogue, name_catalogue
from storage.database import Reach, open_database, open_unchecked
from tests.commands import policytrail

REVIEW_OF_A_FILE = """
    DROP TABLE review;
    CREATE VIEW review AS
    SELECT '1' AS change_id, now() AS reviewed_at, 'x' AS reviewed_by, 'real' AS verdict,
        NULL AS severity, content AS note
    FROM read_text('secret.txt')
"""
EMPTY_VERSION = (
    "CREATE VIEW earlier AS SELECT 1; CREATE OR REPLACE VIEW version AS FROM transition WHERE FALSE"
)

MISLEADING = {
    "a table replaced by a view that reads a file": (REVIEW_OF_A_FILE, "view review: stands in "),
    "a view defined anew": (EMPTY_VERSION, "view version: was defined anew "),
    "a view replaced by a table": (
        "DROP VIEW tracked; CREATE TABLE tracked (source_id VARCHAR)",
        "table tracked: stands in place of the program's view",
    ),
    "a view dropped": ("DROP VIEW tracked", "view tracked: is missing"),
    "a table dropped": ("DROP TABLE listing", "table listing: is missing"),
    "a column added": ("ALTER TABLE review ADD COLUMN more VARCHAR", "table review: was defined "),
    "the type of a column": (
        "ALTER TABLE capture ALTER status TYPE VARCHAR",
        "table capture: was defined anew ",
    ),
    "a default": (
        "ALTER TABLE review ALTER note SET DEFAULT 'settled'",
        "table review: was defined anew ",
    ),
    "a function under the name of one of DuckDB's": (
        "CREATE MACRO epoch_us(moment) AS 0",
        "function epoch_us: is not the program's",
    ),
    "the function that lists views": (
        "CREATE MACRO duckdb_views() AS TABLE SELECT 1",
        "function duckdb_views: is not the program's",
    ),
    "the function that names the database": (
        "CREATE MACRO current_database() AS 'x'",
        "function current_database: is not the program's",
    ),
    "a type": ("CREATE TYPE verdict AS ENUM ('real')", "type verdict: is not the program's"),
}
NEEDLESS = {
    "another table": ("CREATE TABLE note (text VARCHAR)", "table note: is not the program's"),
    "another view": ("CREATE VIEW note AS SELECT 1", "view note: is not the program's"),
    "a sequence": ("CREATE SEQUENCE number", "sequence number: is not the program's"),
    "an index": ("CREATE INDEX by_url ON capture (url)", "index by_url: is not the program's"),
    "a schema of its own": (
        "CREATE SCHEMA other; CREATE VIEW other.version AS SELECT 1",
        "view other.version: is not the program's",
    ),
}


@pytest.fixture
def copied(kept: Path, tmp_path: Path) -> Path:
    """Return a copy of a database with a row of every kind, to be altered."""
    return Path(shutil.copy(kept, tmp_path / "policytrail.duckdb"))


def alter(database: Path, statements: str) -> None:
    with duckdb.connect(database) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(statements)


@pytest.mark.parametrize(("statements", "sentence"), MISLEADING.values(), ids=MISLEADING)
def test_what_misleads_is_named_and_nothing_is_published_or_sent(
    copied: Path, tmp_path: Path, statements: str, sentence: str
) -> None:
    alter(copied, statements)

    with open_unchecked(copied, read_only=True) as connection:
        verified = verify_database(connection)
        for publish in (publish_reports, read_site_entries):
            with pytest.raises(StorageError, match=re.escape(sentence)):
                publish(connection, tmp_path / "reports")

    for read_only in (True, False):
        with (
            pytest.raises(StorageError, match=re.escape(sentence)),
            open_database(copied, read_only=read_only),
        ):
            pass
    assert verified.is_misled
    assert any(line.startswith(sentence) for line in verified.wrong), verified.wrong
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize(("statements", "sentence"), NEEDLESS.values(), ids=NEEDLESS)
def test_what_nothing_reads_is_named_beside_all_else(
    copied: Path, statements: str, sentence: str
) -> None:
    alter(copied, statements)
    alter(copied, "UPDATE capture SET status = 404")

    with open_database(copied, read_only=True) as connection:
        verified = verify_database(connection)
        read_site_entries(connection, copied.parent / "reports")

    assert [str(each).startswith(sentence) for each in verified.catalogue] == [True]
    assert any(line.startswith("capture ") for line in verified.wrong)


def test_a_copied_database_has_the_same_catalogue(copied: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    with open_database(copied, reach=Reach([other])) as connection:
        connection.execute(f"ATTACH '{other}' AS other")
        connection.execute("COPY FROM DATABASE policytrail TO other")
        connection.execute("DETACH other")

    with open_database(other, read_only=True) as connection:
        assert catalogue_differences(connection) == ()


def test_the_name_of_the_catalogue_is_that_of_the_migrations() -> None:
    assert name_catalogue(expected_catalogue()) == OURS


READING = {
    "the list of migrations": "DROP TABLE migration; CREATE VIEW migration AS "
    "SELECT 99 AS number, content AS name FROM read_text('{file}')",
    "a table": "DROP TABLE block; CREATE VIEW block AS "
    "SELECT content AS block_sha256, content AS kind, content AS text, 1 AS level "
    "FROM read_text('{file}')",
    "a view of what is tracked": "DROP VIEW tracked; CREATE VIEW tracked AS "
    "SELECT filename AS source_id, filename AS recipe_sha256, content AS declaration "
    "FROM read_text('{file}')",
}


@pytest.mark.parametrize("statements", READING.values(), ids=READING)
@pytest.mark.parametrize("read_only", [True, False])
def test_nothing_in_a_database_reads_another_file(
    copied: Path, tmp_path: Path, statements: str, *, read_only: bool
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the words of another file", encoding="utf-8")
    alter(copied, statements.format(file=secret))

    with (
        pytest.raises(StorageError, match=r"[tT]he database was altered") as said,
        open_unchecked(copied, read_only=read_only) as connection,
    ):
        for table in ("block", "tracked"):
            connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 (our own tables)
    assert "the words of another file" not in str(said.value)


def test_a_connection_reaches_its_own_files_alone(copied: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the words of another file", encoding="utf-8")
    reached = (  # the SQL of a stranger
        f"FROM read_text('{tmp_path}/secret.txt')",
        f"FROM glob('{tmp_path}/*')",
        f"COPY capture TO '{tmp_path}/stolen.csv'",
        f"ATTACH '{tmp_path}/other.duckdb'",
        "SET enable_external_access = true",
    )

    for statement in reached:
        with open_database(copied) as connection, pytest.raises(duckdb.Error):
            connection.execute(statement)


def test_the_commands_say_it_in_a_sentence(copied: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the words of another file", encoding="utf-8")
    head = policytrail("verify", "--head", cwd=tmp_path).stdout
    (tmp_path / "head.txt").write_text(head, encoding="utf-8")
    alter(copied, REVIEW_OF_A_FILE)

    checked = policytrail("verify", "--against", "head.txt", cwd=tmp_path)
    others = [
        policytrail(*command, cwd=tmp_path)
        for command in (["report"], ["status"], ["export", "jsonl", "out"])
    ]

    assert checked.returncode == 1
    assert checked.stdout.startswith("view review: stands in place of the program's table")
    assert "Nothing else was checked" in checked.stderr
    for done in others:
        assert done.returncode == 1
        assert "published or sent: view review: stands in place" in done.stderr
        assert "Traceback" not in checked.stderr + done.stderr
    assert not list(tmp_path.glob("reports/**/*.html"))
