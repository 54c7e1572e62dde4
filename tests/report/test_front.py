from dataclasses import replace

from policytrail.model import Severity
from policytrail.report.build.change import change_line
from policytrail.report.build.clauses import clause_groups, count_severities
from policytrail.report.build.front_page import LATELY, MOST_ALERTS, Front, build_front_page
from policytrail.report.build.source import index_record, source_line
from policytrail.report.html.pages import index_html
from policytrail.report.records.source import Health
from tests.report.clauses import OTHER, OURS
from tests.report.conftest import HISTORIES
from tests.report.values import day

ALERT = change_line(HISTORIES[0].changes[0])
SOURCES = [source_line(history) for history in HISTORIES]


def front(alerts: int, days_apart: float = 1) -> Front:
    """Return the front of a site with so many alerts."""
    changes = [
        replace(ALERT, change_id=f"PT-C-{number}", not_after=day(number * days_apart))
        for number in range(alerts)
    ]
    return build_front_page(index_record(changes, SOURCES, day(alerts * days_apart)))


def test_the_latest_alerts_stand_by_whole_weeks() -> None:
    weeks = front(30).weeks

    assert [(week.first.isoformat()[:10], len(week.changes)) for week in weeks] == [
        ("2026-06-01", 2),
        ("2026-05-25", 7),
        ("2026-05-18", 7),
    ]


def test_what_came_before_stands_by_month() -> None:
    found = front(60, 3)

    shown = sum(len(week.changes) for week in found.weeks)
    assert [len(month.changes) for month in found.months] == [10, 10, 10, 10]
    assert shown <= LATELY
    assert shown + sum(len(month.changes) for month in found.months) == 60


def test_a_front_page_stays_short_whatever_happened() -> None:
    found = front(MOST_ALERTS + 5, 0.1)

    assert found.older == 5
    assert "5 alerts more, all older" in index_html(
        index_record([replace(ALERT, change_id=f"{n}") for n in range(305)], SOURCES, day(1))
    )


def test_what_needs_a_look_comes_first_and_is_named() -> None:
    found = front(1)

    assert [one.health for one in found.ill] == [Health.NEVER, Health.FAILING]


def test_two_policies_of_one_type_are_told_apart_by_their_address() -> None:
    other = replace(SOURCES[0], source_id="x", url="https://aurora.example/eu-terms")

    record = index_record([], [SOURCES[0], other], day(1))

    names = [policy.name for policy in build_front_page(record).services[0].policies]
    assert names == ["Terms of Service (terms)", "Terms of Service (eu-terms)"]


def test_a_clause_of_two_types_is_one_row_under_the_graver() -> None:
    twin = replace(OURS, provision_id="PT-P-9", severity=Severity.LOW, title="B", group="money")
    elsewhere = replace(OTHER, block=9)

    groups = clause_groups([twin, OURS, elsewhere])

    assert [(group.name, len(group.rows)) for group in groups] == [("disputes", 1), ("content", 1)]
    assert [one.provision_id for one in groups[0].rows[0].provisions] == [
        OURS.provision_id,
        "PT-P-9",
    ]


def test_provisions_are_counted_by_severity() -> None:
    assert count_severities([OURS, OTHER, OURS]) == ((Severity.HIGH, 2), (Severity.LOW, 1))
