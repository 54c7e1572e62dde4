"""A store is altered in every way that we could think of, and `verify` names each."""

# ruff: noqa: S608 (the SQL of a test, made of its own names)

import shutil
import subprocess
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from flows.pipeline.verify import verify_database
from policytrail.model import Capture, Origin
from storage.captures import stored_captures
from storage.database import Connection, open_database
from storage.sources import declare_sources
from tests.commands import policytrail
from tests.pipeline.every_row import html_at, page
from tests.values import SOURCE, hour


@pytest.fixture
def copied(kept: Path, tmp_path: Path) -> Path:
    """Return a copy of that database, to be altered."""
    return Path(shutil.copy(kept, tmp_path / "policytrail.duckdb"))


def renamed(capture: Capture, **altered: object) -> str:
    """Return SQL that alters a capture and recomputes the name that follows."""
    other = replace(capture, **altered)  # pyright: ignore[reportArgumentType] (a test's own fields)
    return (
        f"UPDATE capture SET capture_id = '{other.capture_id}', source_id = '{other.source_id}', "
        f"captured_at = '{other.captured_at}', origin = '{other.origin}', url = '{other.url}', "
        f"body_sha256 = '{other.body_sha256}' WHERE capture_id = '{capture.capture_id}'"
    )


FIRST, _ = html_at(1, page(30))
SECOND, _ = html_at(3, page(90))
FORGED = replace(FIRST, captured_at=hour(2.5))
ONE = f"capture_id = '{FIRST.capture_id}'"
COLUMNS_OF_FORGED = (
    f"'{FORGED.capture_id}' AS capture_id, TIMESTAMPTZ '{FORGED.captured_at}' AS captured_at"
)
ANY_CHANGE = "(SELECT min(assessment_sha256) FROM change)"
ANY_EXTRACTION = "(SELECT min(body_sha256) FROM extraction)"
REPACKED = "(SELECT any_value(other.content) FROM {0} AS other WHERE other.content <> {0}.content)"

ALTERATIONS = {
    # A capture says something else.
    "the time of a capture": f"UPDATE capture SET captured_at = captured_at - INTERVAL 1 DAY WHERE {ONE}",
    "when a capture was fetched": f"UPDATE capture SET fetched_at = fetched_at + INTERVAL 1 DAY WHERE {ONE}",
    "the status of a capture": f"UPDATE capture SET status = 404 WHERE {ONE}",
    "the address of a capture": f"UPDATE capture SET url = 'https://other.example/' WHERE {ONE}",
    "where a capture led to": f"UPDATE capture SET final_url = 'https://other.example/' WHERE {ONE}",
    "the redirects of a capture": f"""UPDATE capture SET redirects = '["https://other.example/"]' WHERE {ONE}""",
    "the headers of a capture": f"UPDATE capture SET headers = replace(headers, 'ETag', 'Etag') WHERE {ONE}",
    "the media type of a capture": f"UPDATE capture SET media_type = 'text/plain' WHERE {ONE}",
    "the origin of a capture": f"UPDATE capture SET origin = 'wayback' WHERE {ONE}",
    "the memento of a capture": f"UPDATE capture SET memento_url = 'https://archive.example/1' WHERE {ONE}",
    "that an archive's digest was checked": f"UPDATE capture SET digest_verified = TRUE WHERE {ONE}",
    "the body of a capture": f"UPDATE capture SET body_sha256 = '{SECOND.body_sha256}' WHERE {ONE}",
    "the source of a capture": f"UPDATE capture SET source_id = 'kite-terms' WHERE {ONE}",
    "the name of a capture": f"UPDATE capture SET capture_id = repeat('0', 64) WHERE {ONE}",
    # The same, by someone who recomputes the name.
    "time and name of a capture": renamed(FIRST, captured_at=hour(0.5)),
    "address and name of a capture": renamed(FIRST, url="https://other.example/"),
    "origin and name of a capture": renamed(FIRST, origin=Origin.WAYBACK),
    "body and name of a capture": renamed(FIRST, body_sha256=SECOND.body_sha256),
    "source and name of a capture": renamed(FIRST, source_id="kite-terms"),
    # Captures, attempts and bodies come and go.
    "a capture deleted": f"DELETE FROM capture WHERE {ONE}",
    "a capture and its attempt deleted": f"DELETE FROM capture WHERE {ONE}; DELETE FROM attempt WHERE {ONE}",
    "all captures deleted": "DELETE FROM capture",
    "a capture forged": f"INSERT INTO capture SELECT * REPLACE (repeat('1', 64) AS capture_id) FROM capture WHERE {ONE}",
    "a capture forged under its right name": f"INSERT INTO capture SELECT * REPLACE ({COLUMNS_OF_FORGED}) FROM capture WHERE {ONE}",
    "a capture doubled": f"INSERT INTO capture SELECT * FROM capture WHERE {ONE}",
    "an attempt deleted": "DELETE FROM attempt WHERE outcome = 'timed_out'",
    "an attempt forged": "INSERT INTO attempt SELECT * REPLACE (attempted_at + INTERVAL 1 MINUTE AS attempted_at) FROM attempt LIMIT 1",
    "the outcome of an attempt": "UPDATE attempt SET outcome = 'confirmed' WHERE outcome = 'timed_out'",
    "the detail of an attempt": "UPDATE attempt SET detail = 'we did not try' WHERE outcome = 'timed_out'",
    "the time of an attempt": "UPDATE attempt SET attempted_at = attempted_at + INTERVAL 1 SECOND",
    "the capture of an attempt": "UPDATE attempt SET capture_id = NULL",
    "the slot of an attempt": "UPDATE attempt SET scheduled_at = attempted_at",
    "the bytes of a body": "UPDATE body SET content = from_hex('28b52ffd2000010000')",
    "the size of a body": "UPDATE body SET size_bytes = size_bytes + 1",
    "a body deleted": f"DELETE FROM body WHERE body_sha256 = '{FIRST.body_sha256}'",
    "a body forged under its right name": f"INSERT INTO body VALUES ('{sha256(b'').hexdigest()}', 'zstd', NULL, 0, from_hex('28b52ffd2000010000'))",
    # What was declared.
    "the declaration of a source": "UPDATE source SET declaration = replace(declaration, 'Lumen', 'Lumon')",
    "the recipe of a source": "UPDATE source SET recipe_sha256 = repeat('2', 64)",
    "when a source was declared": "UPDATE source SET declared_at = declared_at - INTERVAL 1 YEAR",
    "a source declared by another": "INSERT INTO source SELECT * REPLACE (declared_at + INTERVAL 1 DAY AS declared_at) FROM source",
    "a declaration deleted": "DELETE FROM source",
    # What bodies were read to say.
    "the title of an extraction": f"UPDATE extraction SET title = 'Terms' WHERE body_sha256 = {ANY_EXTRACTION}",
    "the dates of an extraction": f"UPDATE extraction SET claimed_dates = '[]' WHERE body_sha256 = {ANY_EXTRACTION}",
    "the links of an extraction": f"UPDATE extraction SET links = '[]' WHERE body_sha256 = {ANY_EXTRACTION}",
    "what a text shows struck out": "UPDATE extraction SET struck = replace(struck, 'some of', 'any of')",
    "that nothing is struck out": "UPDATE extraction SET struck = '[]' WHERE struck <> '[]'",
    "the language of an extraction": f"UPDATE extraction SET language = 'de' WHERE body_sha256 = {ANY_EXTRACTION}",
    "the document of an extraction": "UPDATE extraction SET document_sha256 = (SELECT max(document_sha256) FROM document)",
    "a failure in place of a document": f"UPDATE extraction SET document_sha256 = NULL, failure_reason = 'login', failure_detail = '' WHERE body_sha256 = {ANY_EXTRACTION}",
    "an extraction deleted": "DELETE FROM extraction",
    "the words of a document": "UPDATE document SET words = words + 1",
    "a document deleted": "DELETE FROM document",
    "a word of a block": "UPDATE block SET text = replace(text, '90 days', '91 days')",
    "the number of a block": "UPDATE document_block SET number = '9'",
    "a block left out": "DELETE FROM document_block WHERE position = 3",
    # What was said of them.
    "the kind of a change": f"UPDATE change SET kind = 'editorial' WHERE assessment_sha256 = {ANY_CHANGE}",
    "that a change alerts": f"UPDATE change SET alert = NOT alert WHERE assessment_sha256 = {ANY_CHANGE}",
    "the severity of a change": f"UPDATE change SET severity = 'low' || severity WHERE assessment_sha256 = {ANY_CHANGE}",
    "the topics of a change": f"UPDATE change SET topics = ['fees'] WHERE assessment_sha256 = {ANY_CHANGE}",
    "the summary of a change": f"UPDATE change SET summary = 'Nothing happened.' WHERE assessment_sha256 = {ANY_CHANGE}",
    "the content of a change": f"UPDATE change SET content = {REPACKED.format('change')}",
    "the documents of a change": "UPDATE change SET before_sha256 = after_sha256, after_sha256 = before_sha256",
    "the name of a change": f"UPDATE change SET assessment_sha256 = repeat('3', 64) WHERE assessment_sha256 = {ANY_CHANGE}",
    "a change deleted": "DELETE FROM change",
    "a change forged": "INSERT INTO change SELECT * REPLACE (repeat('4', 64) AS assessment_sha256) FROM change LIMIT 1",
    "the content of a finding": f"UPDATE finding SET content = {REPACKED.format('finding')}",
    "why a text was not analysed": "UPDATE finding SET not_analysed = 'no English'",
    "the version of a finding": "UPDATE finding SET reader_version = '0'",
    "a finding deleted": "DELETE FROM finding",
    "the severity of a provision": "UPDATE provision SET severity = 'none'",
    "a provision deleted": "DELETE FROM provision WHERE start_char = (SELECT max(start_char) FROM provision)",
    "a provision forged": "INSERT INTO provision SELECT * REPLACE ('arbitration' AS type) FROM provision LIMIT 1",
    "the name of a tracker": "UPDATE tracker SET name = 'kite_id' WHERE name = '_ga'",
    "the retention of a tracker": "UPDATE tracker SET retention_days = 1 WHERE name = '_ga'",
    "a tracker deleted": "DELETE FROM tracker WHERE name = '_ga'",
    "a tracker forged": "INSERT INTO tracker SELECT * REPLACE ('kite_id' AS name) FROM tracker LIMIT 1",
    # What was told, and what archives said.
    "the text of an alert": "UPDATE alert SET text = 'all is well'",
    "when an alert was due": "UPDATE alert SET due_at = due_at + INTERVAL 1 DAY",
    "an alert deleted": "DELETE FROM alert",
    "an alert forged": "INSERT INTO alert SELECT * REPLACE ('x' AS alert_id) FROM alert",
    "the fault of a delivery": "UPDATE delivery SET fault = '' WHERE step = 'end'",
    "the time of a delivery": "UPDATE delivery SET noted_at = noted_at - INTERVAL 1 DAY",
    "a delivery deleted": "DELETE FROM delivery WHERE step = 'end'",
    "a delivery forged": "INSERT INTO delivery SELECT * REPLACE ('' AS fault, 'm2' AS message_id) FROM delivery",
    "a memento moved": "UPDATE memento SET timestamps = [2]",
    "the time of a memento": "UPDATE memento SET captured_at = [now()]",
    "a memento deleted": "DELETE FROM memento",
    "a failure of an archive deleted": "DELETE FROM archive_failure",
    "what an archive listed": "UPDATE listing SET content = from_hex('28b52ffd2000010000')",
    # What people said of changes.
    "the verdict of a review": "UPDATE review SET verdict = 'false-alarm'",
    "the note of a review": "UPDATE review SET note = 'settled'",
    "when a review was given": "UPDATE review SET reviewed_at = reviewed_at + INTERVAL 1 DAY",
    "a review planted": "INSERT INTO review VALUES ('PT-C-1', now(), 'Ada', 'real', NULL, '')",
    "a review doubled": "INSERT INTO review FROM review",
    "a review deleted": "DELETE FROM review",
    # The ledger itself.
    "an entry deleted": "DELETE FROM ledger WHERE position = 3",
    "the last entry deleted": "DELETE FROM ledger WHERE position = (SELECT max(position) FROM ledger)",
    "an entry forged": "INSERT INTO ledger SELECT * REPLACE (name + 1 AS name, (SELECT max(position) + 1 FROM ledger) AS position) FROM ledger WHERE position = 0",
    "an entry doubled": "INSERT INTO ledger SELECT * FROM ledger WHERE position = 0",
    "the hash of an entry": "UPDATE ledger SET leaf = from_hex(repeat('00', 32)) WHERE position = 2",
    "the program of an entry": "UPDATE ledger SET made_by = 'extractor 0' WHERE kind = 'extraction'",
    "the kind of an entry": "UPDATE ledger SET kind = 'fact' WHERE position = 2",
    "the ledger emptied": "DELETE FROM ledger",
}


def altered(connection: Connection, statements: str) -> None:
    """Alter the store, and see that this altered something."""
    before = contents(connection)
    for statement in statements.split("; "):
        connection.execute(statement)
    assert contents(connection) != before


def contents(connection: Connection) -> list[object]:
    tables = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY ALL"
    ).fetchall()
    return [
        connection.execute(f"SELECT {name}::VARCHAR FROM {name} ORDER BY ALL").fetchall()
        for (name,) in tables
    ]


def test_a_store_that_nobody_altered_has_nothing_wrong(copied: Path) -> None:
    with open_database(copied) as connection:
        assert verify_database(connection).wrong == ()


def test_the_store_has_a_row_of_every_kind(copied: Path) -> None:
    with open_database(copied) as connection:
        rows = connection.execute("SELECT DISTINCT kind FROM ledger ORDER BY kind").fetchall()
        counts = [
            connection.execute(f"SELECT count(*) FROM {name}").fetchone()
            for name in ("provision", "tracker", "change")
        ]

    assert len(rows) == 15
    assert [count and count[0] >= 1 for count in counts] == [True, True, True]


@pytest.mark.parametrize("statements", ALTERATIONS.values(), ids=ALTERATIONS)
def test_an_alteration_is_noticed(copied: Path, statements: str) -> None:
    with open_database(copied) as connection:
        altered(connection, statements)

    with open_database(copied) as connection:
        assert verify_database(connection).wrong


def test_reviews_older_than_their_entries_are_entered_by_the_migration(copied: Path) -> None:
    with open_database(copied) as connection:
        connection.execute("DELETE FROM ledger WHERE kind IN ('review', 'struck')")
        connection.execute(
            "UPDATE ledger AS held SET position = (SELECT count(*) FROM ledger AS other WHERE other.position < held.position)"
        )
        connection.execute("DELETE FROM migration WHERE number = 12")
        (size,) = connection.execute("SELECT count(*) FROM ledger").fetchone() or (0,)

    with open_database(copied) as connection:
        assert verify_database(connection).wrong == ()
        entered = connection.execute(
            "SELECT kind FROM ledger WHERE position >= ? ORDER BY ALL", [size]
        ).fetchall()
        assert entered == [("review",), ("struck",), ("struck",)]


def rewrite_past(database: Path) -> None:
    """Alter a capture, and make the ledger anew so that nothing inside the store tells."""
    with open_database(database) as connection:
        (first, *_) = stored_captures(connection, SOURCE.source_id)
        connection.execute(renamed(first, captured_at=hour(0.5)))
        connection.execute("DELETE FROM ledger; DROP TABLE IF EXISTS ledger_to_begin")
        connection.execute("CREATE TABLE ledger_to_begin (since VARCHAR)")


def test_a_past_that_was_rewritten_with_its_ledger_is_told_by_a_kept_head(
    copied: Path, tmp_path: Path
) -> None:
    head = tmp_path / "head.txt"
    head.write_text(policytrail("verify", "--head", cwd=tmp_path).stdout, encoding="utf-8")
    before = policytrail("verify", "--against", "head.txt", cwd=tmp_path)
    rewrite_past(copied)

    with open_database(copied) as connection:
        assert verify_database(connection).wrong == ()
    after = policytrail("verify", "--against", "head.txt", cwd=tmp_path)

    assert (before.returncode, after.returncode) == (0, 1)
    assert "head.txt" in after.stdout


def test_a_ledger_that_was_cut_is_told_by_a_kept_head(copied: Path, tmp_path: Path) -> None:
    head = tmp_path / "head.txt"
    head.write_text(policytrail("verify", "--head", cwd=tmp_path).stdout, encoding="utf-8")
    with open_database(copied) as connection:
        connection.execute("DELETE FROM delivery")
        connection.execute("DELETE FROM ledger WHERE kind = 'delivery'")
        assert verify_database(connection).wrong == ()

    done = policytrail("verify", "--against", "head.txt", cwd=tmp_path)

    assert done.returncode == 1
    assert "entries are gone" in done.stdout


def test_what_was_verified_up_to_a_head_is_not_verified_again(copied: Path, tmp_path: Path) -> None:
    head = tmp_path / "head.txt"
    head.write_text(policytrail("verify", "--head", cwd=tmp_path).stdout, encoding="utf-8")
    with open_database(copied) as connection:
        connection.execute("UPDATE capture SET status = 404")
        declare_sources(connection, [replace(SOURCE, service="Lumon")], hour(20))
        connection.execute("UPDATE source SET recipe_sha256 = repeat('2', 64)")

    done = policytrail("verify", "--since", "head.txt", cwd=tmp_path)

    assert done.returncode == 1
    assert [line.split()[0] for line in done.stdout.splitlines()[:1]] == ["source"]
    assert "capture" not in done.stdout


def test_a_signed_head_holds_for_its_key_alone(copied: Path, tmp_path: Path) -> None:
    assert copied.exists()
    for name in ("one", "other"):
        run = partial(subprocess.run, cwd=tmp_path, check=True)
        run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", f"{name}.pem"])
        run(["openssl", "pkey", "-in", f"{name}.pem", "-pubout", "-out", f"{name}.pub"])
    signed = policytrail("verify", "--head", "--sign", "one.pem", cwd=tmp_path)
    (tmp_path / "head.txt").write_text(signed.stdout, encoding="utf-8")

    ours = policytrail("verify", "--against", "head.txt", "--key", "one.pub", cwd=tmp_path)
    others = policytrail("verify", "--against", "head.txt", "--key", "other.pub", cwd=tmp_path)

    assert (ours.returncode, others.returncode) == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--against", "none.txt"), "none.txt"),
        (("--against", "policytrail.duckdb"), "holds no tree head"),
        (("--head", "--sign", "none.pem"), "the key cannot be read"),
        (("--sign", "none.pem"), "--head"),
        (("--key", "none.pem"), "--against"),
    ],
    ids=["no head there", "no head in it", "no key there", "signs nothing", "a key for nothing"],
)
def test_wrong_usage_is_told_in_one_sentence(
    copied: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert copied.exists()

    done = policytrail("verify", *arguments, cwd=tmp_path)

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert said in done.stderr


def test_the_rows_of_an_older_database_are_entered_when_it_is_opened(copied: Path) -> None:
    with open_database(copied) as connection:
        entered = connection.execute(
            "SELECT count(*) FROM ledger WHERE kind NOT IN ('review', 'struck')"
        ).fetchone()
        connection.execute("DROP TABLE ledger")
        connection.execute("DELETE FROM migration WHERE number >= 8")
        connection.execute("DROP TABLE review")
        connection.execute("ALTER TABLE extraction DROP COLUMN struck")

    for _ in range(2):
        with open_database(copied) as connection:
            assert connection.execute("SELECT count(*) FROM ledger").fetchone() == entered
            assert verify_database(connection).wrong == ()
