"""What the page of a service says first."""

from dataclasses import replace
from datetime import UTC, datetime

from policytrail.model import Severity
from policytrail.report.build.overview import year_of_effects
from policytrail.report.build.service import ServiceLists, service_record
from policytrail.report.build.source import source_line
from policytrail.report.html.pages import service_html
from policytrail.report.records.statement import FindingChangeRecord
from tests.report import clauses
from tests.report.conftest import HISTORIES
from tests.report.hostile import hostile_line

ALERT = replace(
    hostile_line(), change_id="PT-C-1", alert=True, not_after=datetime(2026, 3, 4, tzinfo=UTC)
)


def moved(
    move: str, severity: Severity = Severity.HIGH, title: str = "Arbitration"
) -> FindingChangeRecord:
    return FindingChangeRecord("provision", move, "x", title, "old", "new", severity, "", 0)


def test_burdens_that_come_are_worse_and_those_that_go_are_better() -> None:
    found = {
        "PT-C-1": [
            moved("added"),
            moved("added", Severity.LOW, "Minor"),
            moved("removed", title="Waiver"),
            moved("strengthened", Severity.LOW, "Deletion"),
            moved("reworded", title="Fees"),
            moved("edited_near", title="Fees"),
        ]
    }

    year, worse, better = year_of_effects([ALERT], found)

    assert year == 2026
    assert [turn.title for turn in worse] == ["Arbitration"]
    assert [turn.title for turn in better] == ["Waiver", "Deletion"]


def test_only_alerts_of_the_latest_year_count() -> None:
    before = replace(ALERT, change_id="PT-C-0", not_after=datetime(2025, 3, 4, tzinfo=UTC))
    quiet = replace(ALERT, change_id="PT-C-2", alert=False)
    moves = [moved("added")]

    found = year_of_effects([before, ALERT, quiet], {"PT-C-0": moves, "PT-C-2": moves})

    assert found == (2026, (), ())


def test_what_few_services_have_is_unusual() -> None:
    grave = replace(clauses.OURS, severity=Severity.HIGH, confidence=0.9)
    lists = ServiceLists(
        (source_line(HISTORIES[0]),),
        provisions=(grave, replace(grave, type="common_one"), replace(grave, confidence=0.5)),
        rare={clauses.OURS.type: (2, 40)},
    )
    record = service_record(lists)

    assert [(each.title, each.services, each.of) for each in record.overview.unusual] == [
        (clauses.OURS.title, 2, 40)
    ]
    assert "2 of 40 services have it" in service_html(record, None)
