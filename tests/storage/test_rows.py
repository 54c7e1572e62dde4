"""Rows that are inserted only where their key is not there yet."""

from datetime import datetime, timedelta, timezone

import pytest

from storage.database import Connection
from storage.rows import Row, insert_new, insert_rows


def test_a_row_that_is_there_is_left_as_it_is(connection: Connection) -> None:
    insert_new(connection, "document", ("document_sha256",), [("a", 1, 10)])
    insert_new(connection, "document", ("document_sha256",), [("a", 2, 20), ("b", 3, 30)])

    rows = connection.execute("FROM document ORDER BY ALL").fetchall()
    assert rows == [("a", 1, 10), ("b", 3, 30)]


def test_of_equal_keys_the_first_row_is_kept(connection: Connection) -> None:
    insert_new(connection, "document", ("document_sha256",), [("a", 1, 10), ("a", 2, 20)])

    assert connection.execute("FROM document").fetchall() == [("a", 1, 10)]


def test_a_key_of_several_columns_is_compared_whole(connection: Connection) -> None:
    key = ("block_sha256", "kind")
    insert_new(connection, "block", key, [("a", "item", 1, "x")])
    insert_new(connection, "block", key, [("a", "row", 0, "x"), ("a", "item", 2, "y")])

    rows = connection.execute("SELECT kind, level FROM block ORDER BY ALL").fetchall()
    assert rows == [("item", 1), ("row", 0)]


def test_no_rows_are_no_statement(connection: Connection) -> None:
    insert_new(connection, "block", ("block_sha256",), [])

    assert connection.execute("FROM block").fetchall() == []


def test_every_kind_of_value_comes_back_as_it_was_inserted(connection: Connection) -> None:
    connection.execute(
        "CREATE TABLE every_kind (text VARCHAR, number UBIGINT, share DOUBLE, told BOOLEAN, "
        "texts VARCHAR[], content BLOB, moment TIMESTAMPTZ)"
    )
    east = datetime(2026, 3, 1, 1, 30, 0, 123456, timezone(timedelta(hours=2)))
    rows: list[Row] = [
        (
            '"\\{}[]\u2028\x00\r\n\U0001f600é',
            2**64 - 1,
            0.1 + 0.2,
            True,
            ["a, b", ""],
            b"\x00'",
            east,
        ),
        ("", 0, 1e-300, False, [], b"", east),
        (None, None, None, None, None, None, None),
    ]

    insert_rows(connection, "every_kind", rows)

    kept = connection.execute(
        "SELECT * REPLACE (epoch_us(moment) AS moment) FROM every_kind ORDER BY rowid"
    ).fetchall()
    moment = int(east.timestamp() * 1_000_000)
    assert kept == [(*row[:-1], moment if row[-1] else None) for row in rows]


def test_an_instant_without_a_zone_is_no_value(connection: Connection) -> None:
    with pytest.raises(TypeError, match="is no value of a row"):
        insert_rows(connection, "derived", [("a", datetime(2026, 3, 1), "mark")])  # noqa: DTZ001
