"""What `track` says of the changes that it found."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.cli.terminal.new_changes import print_new_changes
from policytrail.model import Kind
from tests.alerts.examples import ALARM, EDIT


def test_each_change_is_one_line_that_says_who_what_how_grave_and_where(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_new_changes([EDIT, ALARM], Path("reports"))

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("\t") == ["changed", "severity", "report", "what changed"]
    assert lines[1].split("\t") == [
        "Aurora Images Terms of Service",
        "high, silent edit",
        f"reports/changes/{ALARM.change_id}.html",
        ALARM.headline,
    ]
    assert len(lines) == 3


def test_what_nobody_wrote_into_a_policy_is_counted_only(
    capsys: pytest.CaptureFixture[str],
) -> None:
    menus = replace(EDIT, kind=Kind.CHROME, alert=False)

    print_new_changes([menus, menus], Path("reports"))

    assert capsys.readouterr().out == "2 changes of the page and not of the policy\n"


def test_without_a_change_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    print_new_changes([], Path("reports"))

    assert capsys.readouterr().out == ""
