import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

from policytrail.model import Certainty, ReviewVerdict, Severity
from policytrail.report.build.details import ChangeDetails, ProvisionDetails, StoryDetails
from policytrail.report.build.source import index_record, source_line
from policytrail.report.data.tables import DataTable, data_tables, table_pages
from policytrail.report.html import query_html
from policytrail.report.html.pages import index_html
from policytrail.report.manifest import ManifestEntry
from policytrail.report.records import FactRecord, ReasonRecord
from policytrail.report.records.provision import AttributeRecord
from policytrail.report.records.review import ReviewRecord
from policytrail.report.records.statement import FindingChangeRecord, StatementRecord
from tests.report import clauses
from tests.report.conftest import HISTORIES
from tests.report.hostile import hostile_line

LINE = source_line(HISTORIES[0])


def tables_of(entry: ManifestEntry) -> dict[str, DataTable]:
    return {table.name: table for table in data_tables([entry], [HISTORIES[0].source])}


def cells(table: DataTable) -> list[dict[str, object]]:
    names = [name for name, _ in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def test_a_row_stays_one_row_whatever_the_words() -> None:
    entry = ManifestEntry(LINE, (hostile_line(), hostile_line()), (clauses.OURS,))
    text = dict(table_pages(tables_of(entry).values()))["data/changes.csv"]

    rows = list(csv.reader(io.StringIO(text)))

    assert len({len(row) for row in rows}) == 1
    assert len(rows) == 3


def test_everything_that_is_said_of_a_change_is_a_row() -> None:
    change = ChangeDetails(
        "PT-C-1",
        (ReasonRecord("notice_shortened", "30 days -> two weeks", 2),),
        (FactRecord("notice_days", "30 days", "two weeks", 2), FactRecord("party", None, "B", 3)),
        (
            StatementRecord(
                "Less notice.", "Less notice", "figure", 2, None, None, Certainty.CERTAIN
            ),
        ),
        (
            FindingChangeRecord(
                "provision",
                "added",
                "arbitration",
                "Arbitration",
                None,
                "You agree.",
                Severity.HIGH,
                "",
                1,
            ),
            FindingChangeRecord(
                "tracker", "retention", "_a", "_a", "1", "2", Severity.NONE, "30 -> 395 days", 1
            ),
        ),
        (
            ReviewRecord(
                datetime(2026, 5, 1, tzinfo=UTC), "Ada", ReviewVerdict.FALSE_ALARM, None, ""
            ),
        ),
    )
    made = tables_of(ManifestEntry(LINE, details=StoryDetails((change,))))

    facts = cells(made["facts"])
    assert [(row["old_days"], row["new_days"]) for row in facts] == [(30, 14), (None, None)]
    assert {row["source_id"] for row in facts} == {LINE.source_id}
    assert [row["code"] for row in cells(made["reasons"])] == ["notice_shortened"]
    assert [row["text"] for row in cells(made["statements"])] == ["Less notice."]
    assert [(row["type"], row["severity"]) for row in cells(made["provision_moves"])] == [
        ("arbitration", "high")
    ]
    assert [(row["name"], row["detail"]) for row in cells(made["tracker_moves"])] == [
        ("_a", "30 -> 395 days")
    ]
    assert [(row["verdict"], row["severity"]) for row in cells(made["reviews"])] == [
        ("false-alarm", None)
    ]


def test_attributes_have_their_number_and_no_sheet() -> None:
    ours = replace(clauses.OURS, provision_id="PT-P-1")
    said = (AttributeRecord("days", 30, "thirty days"), AttributeRecord("opt_out", value=True))
    details = StoryDetails((), (ProvisionDetails("PT-P-1", "express", "stated", said),))
    made = tables_of(ManifestEntry(LINE, (), (ours,), details=details))

    assert [
        (row["name"], row["value"], row["number"]) for row in cells(made["provision_attributes"])
    ] == [
        ("days", "30", 30.0),
        ("opt_out", "true", None),
    ]
    assert cells(made["provisions"])[0]["stated"] == "express"
    assert "data/provision_attributes.csv" not in dict(table_pages(made.values()))


def test_a_table_too_long_for_a_daily_csv_is_parquet_alone() -> None:
    tables = [DataTable("hens", (), ((),) * rows) for rows in (20_000, 20_001)]

    assert [[path for path, _ in table_pages([table])] for table in tables] == [
        ["data/hens.csv"],
        [],
    ]
    record = index_record([], [LINE], datetime(2026, 5, 1, tzinfo=UTC))
    front = index_html(record, formats={"provisions": ["parquet"]})
    assert "data/provisions.parquet" in front
    assert "data/provisions.csv" not in front


def test_the_page_of_questions_names_every_table() -> None:
    page = query_html()

    assert [
        name for name in tables_of(ManifestEntry(LINE)) if f"<code>{name}</code>" not in page
    ] == []
