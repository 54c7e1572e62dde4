"""What a source has announced, followed through its versions."""

from dataclasses import replace
from itertools import pairwise

import pytest

from policytrail.announcements import announced_by
from policytrail.model import AnnouncedState, Announcement, Notices, Severity, SourceHistory
from policytrail.previews import Previews
from tests.report.values import EDIT, TERMS, VERDICT, change, day, sha, version
from tests.values import document_of

# Day 0 is 4 May 2026.
NOTICE = Announcement("2026-05-14", "These changes take effect on 14 May 2026.", 0)
SAID = {sha("with"): Notices((NOTICE,), 30)}


def history(*words: tuple[str, float, float], alert: bool = True) -> SourceHistory:
    versions = tuple(version(word, first, last) for word, first, last in words)
    verdict = VERDICT if alert else replace(EDIT, severity=Severity.NONE)
    changes = tuple(change(before, after, verdict) for before, after in pairwise(versions))
    return SourceHistory(TERMS, (), versions, changes, (), day(60))


def states(told: SourceHistory) -> list[AnnouncedState]:
    return [one.state for one in announced_by(told, SAID)]


def test_a_notice_that_still_stands_is_open() -> None:
    assert states(history(("with", 0, 5))) == [AnnouncedState.OPEN]


def test_a_change_on_the_day_closes_the_announcement() -> None:
    (found,) = announced_by(history(("with", 0, 9), ("after", 11, 20)), SAID)

    arrival = found.arrival
    assert arrival is not None
    assert (found.state, arrival.date_kept, arrival.notice_days, arrival.promised_days) == (
        AnnouncedState.ARRIVED,
        True,
        10,
        30,
    )


def test_a_change_before_the_day_breaks_the_date() -> None:
    (found,) = announced_by(history(("with", 0, 3), ("after", 4, 20)), SAID)

    assert (found.arrival and found.arrival.date_kept, found.state) == (
        False,
        AnnouncedState.ARRIVED,
    )


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ((("with", 0, 20),), AnnouncedState.PASSED),
        ((("with", 0, 9), ("after", 11, 20)), AnnouncedState.PASSED),
        ((("with", 0, 3), ("after", 4, 20)), AnnouncedState.WITHDRAWN),
    ],
    ids=["still there", "gone on the day", "gone before"],
)
def test_a_notice_without_a_real_change_is_told_as_that(
    words: tuple[tuple[str, float, float], ...], state: AnnouncedState
) -> None:
    assert states(history(*words, alert=False)) == [state]


def test_a_day_that_was_past_when_first_seen_is_no_announcement() -> None:
    assert states(history(("with", 15, 20))) == []


def test_a_link_to_the_policy_itself_is_no_preview() -> None:
    linked = replace(NOTICE, preview=f"{TERMS.url}#changes")
    told = history(("with", 0, 9), ("after", 11, 20))
    documents = {sha(word): document_of(word) for word in ("with", "after")}
    previews = Previews({TERMS.url: told.versions}, documents)

    (found,) = announced_by(told, {sha("with"): Notices((linked,), 30)}, documents, previews)

    assert found.arrival is not None
    assert found.arrival.as_announced is None
