import csv
import io

from policytrail.report.data.tables import CHANGE_COLUMNS, data_tables, table_pages
from tests.report import clauses
from tests.report.hostile import hostile_line


def test_a_row_stays_one_row_whatever_the_words() -> None:
    text = dict(table_pages(data_tables([hostile_line(), hostile_line()], [clauses.OURS])))[
        "data/changes.csv"
    ]

    rows = list(csv.reader(io.StringIO(text)))

    assert [len(row) for row in rows] == [len(CHANGE_COLUMNS)] * 3
