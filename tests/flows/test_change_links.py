"""What a run found, as a list with links on Prefect's pages."""

import re
from dataclasses import replace

import pytest

from flows.deployments import change_links
from flows.deployments.change_links import REPORTS_URL, leave_change_links
from tests.report.hostile import hostile_line


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is left on Prefect's pages."""
    texts: list[str] = []

    def keep(text: str, **_named: str) -> None:
        texts.append(text)

    monkeypatch.setattr(change_links, "create_markdown_artifact", keep)
    return texts


def test_each_change_has_a_link_to_its_report(
    left: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(REPORTS_URL, "https://policies.example/reports/")
    plain = replace(hostile_line(), change_id="PT-C-7", service="Brindle", headline="fees rise")

    leave_change_links([plain])

    assert left[0].startswith("- [Brindle ")
    assert left[0].endswith("](https://policies.example/reports/changes/PT-C-7.html)")


def test_what_a_policy_says_is_no_markdown(left: list[str]) -> None:
    leave_change_links([hostile_line()])

    assert re.search(r"(?<!\\)[<>\[\]`]", left[0]) is None
    assert len(left[0].splitlines()) == 1


def test_a_run_without_changes_leaves_nothing(left: list[str]) -> None:
    leave_change_links([])

    assert left == []
