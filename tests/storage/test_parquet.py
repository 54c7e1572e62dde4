from pathlib import Path

import duckdb
import pytest

from policytrail.report.build.source import source_line
from policytrail.report.data.table_shapes import Cell
from policytrail.report.data.tables import DataTable, data_tables
from policytrail.report.manifest import ManifestEntry
from storage.parquet import table_to_parquet
from tests.report import clauses
from tests.report.conftest import HISTORIES
from tests.report.hostile import hostile_line

LINE = source_line(HISTORIES[0])
TABLES = data_tables([ManifestEntry(LINE, (hostile_line(), hostile_line()), (clauses.OURS,))])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_read_back_with_its_columns_and_rows(table: DataTable, tmp_path: Path) -> None:
    first, again = table_to_parquet(table), table_to_parquet(table)
    (tmp_path / "read.parquet").write_bytes(first)

    read = duckdb.from_parquet(str(tmp_path / "read.parquet"))

    assert first == again
    assert read.columns == [name for name, _ in table.columns]
    assert read.count("*").fetchall() == [(len(table.rows),)]


def test_times_truths_and_what_is_not_there_have_types_of_their_own(tmp_path: Path) -> None:
    made = {table.name: table for table in TABLES}
    for name in ("changes", "provisions"):
        content = table_to_parquet(made[name])
        (tmp_path / f"{name}.parquet").write_bytes(content)

    changes = duckdb.from_parquet(str(tmp_path / "changes.parquet"))
    provisions = duckdb.from_parquet(str(tmp_path / "provisions.parquet"))

    types = dict(zip(changes.columns, map(str, changes.types), strict=True))
    assert (types["not_after"], types["alert"]) == ("TIMESTAMP WITH TIME ZONE", "BOOLEAN")
    assert provisions.filter("stated IS NULL").count("*").fetchall() == [(1,)]


def test_a_line_break_in_a_cell_ends_no_row(tmp_path: Path) -> None:
    table = DataTable("notes", (("note", Cell.TEXT),), (('one\nline, "two"',), ("\r\n",), ("a",)))
    (tmp_path / "read.parquet").write_bytes(table_to_parquet(table))

    read = duckdb.from_parquet(str(tmp_path / "read.parquet"))

    assert read.fetchall() == [(row[0],) for row in table.rows]
