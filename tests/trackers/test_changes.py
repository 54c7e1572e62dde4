import pytest

from policytrail.extract.markdown import read_markdown
from policytrail.model import TrackerMove
from policytrail.trackers import find_trackers
from policytrail.trackers.changes import compare_trackers

HEAD = "# Cookies\n\nCookies.\n\n| Name | Category | Purpose | Duration |\n|---|---|---|---|\n"


def changes(old: str, new: str) -> list[tuple[TrackerMove, str, str]]:
    before, after = (find_trackers(read_markdown(HEAD + rows)) for rows in (old, new))
    return [(one.move, one.name, one.detail) for one in compare_trackers(before, after)]


ROW = "| a_id | Analytics | Counts | 30 days |\n"
OTHER = "| b_id | Essential | Login | Session |\n"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        pytest.param(ROW, ROW + OTHER, (TrackerMove.ADDED, "b_id", ""), id="added"),
        pytest.param(ROW + OTHER, ROW, (TrackerMove.REMOVED, "b_id", ""), id="removed"),
        pytest.param(
            ROW,
            ROW.replace("30 days", "13 months"),
            (TrackerMove.RETENTION, "a_id", "30 -> 395 days"),
            id="retention",
        ),
        pytest.param(
            ROW,
            ROW.replace("Analytics", "Marketing"),
            (TrackerMove.CATEGORY, "a_id", "analytics -> advertising"),
            id="category",
        ),
    ],
)
def test_a_change_is_told(old: str, new: str, wanted: tuple[TrackerMove, str, str]) -> None:
    assert changes(old, new) == [wanted]


def test_another_word_for_the_same_period_is_no_change() -> None:
    assert changes(ROW.replace("30 days", "12 months"), ROW.replace("30 days", "1 year")) == []


def test_order_does_not_matter() -> None:
    assert changes(ROW + OTHER, OTHER + ROW) == []
