"""Whatever was changed by hand is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.pipeline.derive import derive
from flows.pipeline.import_warc import import_files
from flows.pipeline.verify import Sample, Verified, verify_database
from policytrail.model import Recipe, Sources
from storage.database import Connection
from storage.sources import declare_sources, tracked_sources
from tests.commands import policytrail
from tests.values import hour
from tests.warcs import warc

ALL = Sample(hour(0))
FLIPPED_BODY = """
    UPDATE body SET content = from_hex(
        substr(hex(content), 1, 60)
        || CASE substr(hex(content), 61, 1) WHEN '0' THEN '1' ELSE '0' END
        || substr(hex(content), 62)
    )
    WHERE body_sha256 = ?
"""
FLIPPED_BLOCK = (
    "UPDATE block SET text = chr(ascii(text) + 1) || substr(text, 2) WHERE block_sha256 = ?"
)
FLIPPED_POSITION = """
    UPDATE document_block
    SET block_sha256 = (SELECT max(block_sha256) FROM document_block)
    WHERE document_sha256 = ? AND position = 0
"""


@pytest.fixture(autouse=True)
def _month(connection: Connection, tmp_path: Path) -> None:
    """Let there be four versions of one policy."""
    (tmp_path / "month.warc.gz").write_bytes(warc(9))
    import_files(connection, [tmp_path / "month.warc.gz"], Sources(), hour(0))
    derive(connection, hour(0))


def first(connection: Connection, query: str, *values: str) -> str:
    row = connection.execute(query, list(values)).fetchone()
    assert row
    return str(row[0])


def lines_about(found: Verified, what: str) -> list[str]:
    return [line for line in found.wrong if line.startswith(what)]


def test_what_nobody_touched_is_what_its_name_says(connection: Connection) -> None:
    found = verify_database(connection, ALL)

    assert (found.wrong, found.counts.bodies, found.read_again) == ((), 4, 4)


@pytest.mark.parametrize("encoding", ["zstd", "zstd-delta"])
def test_a_flipped_byte_in_a_body_is_named(connection: Connection, encoding: str) -> None:
    name = first(connection, "SELECT min(body_sha256) FROM body WHERE encoding = ?", encoding)
    connection.execute(FLIPPED_BODY, [name])

    assert lines_about(verify_database(connection), f"body {name}: its bytes ")


def test_a_flipped_byte_in_a_block_is_named_with_the_documents_that_have_it(
    connection: Connection,
) -> None:
    name = first(connection, "SELECT min(block_sha256) FROM document_block WHERE position = 1")
    connection.execute(FLIPPED_BLOCK, [name])

    found = verify_database(connection)

    assert lines_about(found, f"block {name}: its text hashes to ")
    assert lines_about(found, "document ")


def test_a_flipped_byte_in_the_order_of_blocks_is_named(connection: Connection) -> None:
    name = first(connection, "SELECT min(document_sha256) FROM document")
    connection.execute(FLIPPED_POSITION, [name])

    assert lines_about(verify_database(connection), f"document {name}: its blocks hash to ")


def test_a_block_of_a_kind_that_there_is_not_is_named(connection: Connection) -> None:
    name = first(connection, "SELECT min(block_sha256) FROM block")
    connection.execute("UPDATE block SET kind = 'paragrapi' WHERE block_sha256 = ?", [name])

    assert lines_about(
        verify_database(connection), f"block {name}: 'paragrapi' is no kind of block"
    )


def test_what_is_referred_to_and_not_there_is_named(connection: Connection) -> None:
    body = first(connection, "SELECT max(body_sha256) FROM body WHERE encoding = 'zstd-delta'")
    document = first(connection, "SELECT max(document_sha256) FROM document")
    connection.execute("DELETE FROM body WHERE body_sha256 = ?", [body])
    connection.execute("DELETE FROM document WHERE document_sha256 = ?", [document])

    found = verify_database(connection)

    assert [line for line in found.wrong if f"its body {body} is not in the database" in line]
    assert [line for line in found.wrong if f"its document {document} is not in the" in line]


def test_an_extraction_that_gives_something_else_is_named(connection: Connection) -> None:
    body = first(connection, "SELECT min(body_sha256) FROM extraction")
    other = first(connection, "SELECT arg_max(document_sha256, body_sha256) FROM extraction")
    connection.execute(
        "UPDATE extraction SET document_sha256 = ? WHERE body_sha256 = ?", [other, body]
    )

    (line,) = verify_database(connection, ALL).contents

    assert line.startswith(f"body {body} read by recipe ")
    assert f": recorded as document {other}, and now gives document " in line


def test_a_flipped_quote_is_named(connection: Connection) -> None:
    type_id = first(connection, "SELECT min(type) FROM provision")
    connection.execute("UPDATE provision SET start_char = start_char + 1 WHERE type = ?", [type_id])

    assert lines_about(verify_database(connection), f"provision {type_id} of document ")


def test_what_another_extractor_made_is_passed_over(connection: Connection) -> None:
    (source,) = tracked_sources(connection)
    connection.execute("DELETE FROM source")
    older = replace(source, recipe=Recipe(extractor="0"))
    declare_sources(connection, [older], hour(1))
    connection.execute("UPDATE extraction SET recipe_sha256 = ?", [older.recipe.sha256])

    assert verify_database(connection, ALL).read_again == 0


def test_a_sample_reads_so_many_and_others_on_each_day(connection: Connection) -> None:
    day = [verify_database(connection, Sample(hour(24 * at), 2)) for at in range(2)]

    assert [each.read_again for each in day] == [2, 2]


def test_the_command_names_what_is_wrong_and_ends_with_1(
    connection: Connection, tmp_path: Path
) -> None:
    name = first(connection, "SELECT min(block_sha256) FROM block")
    connection.execute(FLIPPED_BLOCK, [name])
    connection.close()

    done = policytrail("verify", "--again", cwd=tmp_path)

    assert done.returncode == 1
    assert f"block {name}: its text hashes to " in done.stdout
    assert "Nothing was changed" in done.stderr
