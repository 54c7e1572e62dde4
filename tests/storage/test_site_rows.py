"""The rows beside the pages: as they were written, and told when they are damaged."""

from pathlib import Path

from storage.site_rows import (
    FORMER_PATH,
    ROWS_PATH,
    SiteRows,
    StoryRow,
    read_site_rows,
    write_site_rows,
)

ROWS = SiteRows(
    "program",
    {"a": StoryRow("1", b"story of a"), "b": StoryRow("1", b"story of b")},
    {"types/x": "key"},
)


def test_a_folder_without_rows_holds_none_and_nothing_is_wrong(tmp_path: Path) -> None:
    assert read_site_rows(tmp_path) == SiteRows()


def test_rows_are_read_as_they_were_written(tmp_path: Path) -> None:
    write_site_rows(tmp_path, SiteRows(), ROWS)
    after = SiteRows("later", {"b": StoryRow("2", b"another story of b")}, {"types/y": "key"})

    first = read_site_rows(tmp_path)
    write_site_rows(tmp_path, first, after)

    assert (first, read_site_rows(tmp_path)) == (ROWS, after)


def test_equal_rows_leave_the_file_alone(tmp_path: Path) -> None:
    write_site_rows(tmp_path, SiteRows(), ROWS)
    before = (tmp_path / ROWS_PATH).read_bytes()

    write_site_rows(tmp_path, ROWS, ROWS)

    assert (tmp_path / ROWS_PATH).read_bytes() == before


def test_damaged_rows_are_told_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / ROWS_PATH
    path.write_bytes(b"SQLite format 3\x00" + b"x" * 5000)

    damaged = read_site_rows(tmp_path)
    write_site_rows(tmp_path, damaged, ROWS)

    assert damaged.fault.startswith(f"{path}: damaged")
    assert (damaged.stories, read_site_rows(tmp_path)) == ({}, ROWS)


def test_the_former_file_goes(tmp_path: Path) -> None:
    (tmp_path / FORMER_PATH).write_text("{}")

    write_site_rows(tmp_path, SiteRows(), ROWS)

    assert [file.name for file in tmp_path.iterdir()] == [ROWS_PATH]
