"""Where an archive plays a capture back, or what it holds nearest to it, in every format."""

import json
from dataclasses import replace

import pytest

from policytrail.model import Origin, SourceHistory, Timeline, Witness
from policytrail.provenance import times_alone, with_witnesses
from policytrail.report.build.source import source_record
from policytrail.report.site import change_pages, source_pages
from tests.report import told, values

BEFORE = Witness(
    values.day(-2), "https://archive.example/web/20260502060000/https://aurora.example/"
)
AFTER = Witness(
    values.day(90), "https://archive.example/web/20260802060000/https://aurora.example/"
)


def history() -> SourceHistory:
    """Return a history of which every capture is our own and stands between two mementos."""
    known = told.history()
    transitions = tuple(change.transition for change in known.changes)
    timeline = Timeline(known.versions, transitions)
    found = with_witnesses(timeline, dict.fromkeys(times_alone(timeline), (BEFORE, AFTER)))
    changes = zip(known.changes, found.transitions, strict=True)
    return replace(
        known,
        versions=found.versions,
        changes=tuple(replace(change, transition=step) for change, step in changes),
    )


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Return the pages of the source and of its first change, by their endings."""
    known = history()
    leaves = [
        *source_pages(source_record(known), has_text=True),
        *change_pages(known.changes[0], told.documents),
    ]
    return {str(path): str(text) for path, text in leaves}


def page(pages: dict[str, str], folder: str, ending: str) -> str:
    return next(
        text for path, text in pages.items() if path.startswith(folder) and path.endswith(ending)
    )


@pytest.mark.parametrize("folder", ["sources/", "changes/"])
@pytest.mark.parametrize("ending", [".html", ".md", ".json"])
def test_a_capture_of_our_own_names_the_nearest_mementos(
    pages: dict[str, str], folder: str, ending: str
) -> None:
    text = page(pages, folder, ending).replace("\\", "")

    assert (BEFORE.memento_url in text, AFTER.memento_url in text) == (True, True)


def test_the_json_says_which_capture_they_stand_beside(pages: dict[str, str]) -> None:
    capture = json.loads(page(pages, "changes/", ".json"))["after"]["first"]

    assert capture["memento_before"] == {
        "captured_at": "2026-05-02T06:00:00Z",
        "memento_url": BEFORE.memento_url,
    }


def test_a_capture_that_an_archive_plays_back_needs_no_others() -> None:
    known = told.history()
    own = "https://archive.example/web/20260504060000/https://aurora.example/"
    first = replace(known.versions[0].first, origin=Origin.WAYBACK, memento_url=own)
    timeline = Timeline((replace(known.versions[0], first=first, last=first),))

    assert times_alone(timeline) == ()
    assert with_witnesses(timeline, {first.captured_at: (BEFORE, AFTER)}) == timeline
