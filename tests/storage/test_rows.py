"""Rows that are inserted only where their key is not there yet."""

from storage.database import Connection
from storage.rows import insert_new


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
