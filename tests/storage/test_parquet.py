from pathlib import Path

import duckdb
import pytest

from policytrail.report.data.tables import CHANGE_COLUMNS, PROVISION_COLUMNS, data_tables
from storage.database import open_database
from storage.parquet import table_to_parquet
from tests.report import clauses
from tests.report.hostile import hostile_line

TABLES = data_tables([hostile_line(), hostile_line()], [clauses.OURS])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_read_back_with_its_columns_and_rows(table: object, tmp_path: Path) -> None:
    changes, provisions = TABLES
    wanted = changes if table is changes else provisions
    with open_database(tmp_path / "one.duckdb") as connection:
        first, again = table_to_parquet(connection, wanted), table_to_parquet(connection, wanted)
    (tmp_path / "read.parquet").write_bytes(first)

    read = duckdb.from_parquet(str(tmp_path / "read.parquet"))

    assert first == again
    assert read.columns == list(CHANGE_COLUMNS if wanted is changes else PROVISION_COLUMNS)
    assert read.count("*").fetchall() == [(len(wanted.rows),)]


def test_times_and_truths_have_types_of_their_own(tmp_path: Path) -> None:
    with open_database(tmp_path / "one.duckdb") as connection:
        (tmp_path / "read.parquet").write_bytes(table_to_parquet(connection, TABLES[0]))

    read = duckdb.from_parquet(str(tmp_path / "read.parquet"))

    types = dict(zip(read.columns, map(str, read.types), strict=True))
    assert (types["not_after"], types["alert"]) == ("TIMESTAMP WITH TIME ZONE", "BOOLEAN")
