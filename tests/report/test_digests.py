from datetime import UTC, datetime

from policytrail.report.build.change import change_line
from policytrail.report.build.source import source_line
from policytrail.report.data.digest import (
    digest_lead,
    digest_pages,
    digest_record,
    digest_subject,
    digest_text,
)
from tests.report.conftest import HISTORIES
from tests.report.hostile import hostile_line
from tests.report.values import SUMMARY, day

CHANGES = [change_line(change) for history in HISTORIES for change in history.changes]
SOURCES = [source_line(history) for history in HISTORIES]
RECORD = digest_record("ai", CHANGES, SOURCES, day(0), day(28))


def test_a_digest_holds_its_period_and_no_other() -> None:
    later = digest_record("ai", CHANGES, SOURCES, day(7), day(28))

    assert (len(RECORD.alerts), len(RECORD.edits), len(later.alerts)) == (1, 1, 0)


def test_a_digest_says_where_nobody_could_look() -> None:
    assert [one.source_id for one in RECORD.ill] == ["brook-terms", "brook-privacy"]


def test_a_digest_has_a_subject_of_its_own() -> None:
    assert digest_subject(RECORD) == (
        "Policy digest ai, 4 May – 1 June 2026: 1 alert of high severity and 1 other edit"
    )


def test_a_digest_says_the_same_in_all_formats() -> None:
    texts = {path: " ".join(text.split()) for path, text in digest_pages(RECORD)}

    assert [path for path, text in texts.items() if SUMMARY not in text] == []
    assert {path.rsplit(".")[-1] for path in texts} == {"json", "md", "txt", "html"}


def test_plain_text_stays_within_72_columns() -> None:
    assert max(map(len, digest_text(RECORD).splitlines())) <= 72


def test_hostile_words_cannot_act_in_plain_text() -> None:
    text = digest_text(digest_record("x", [hostile_line()], [], day(0), day(28)))

    assert "\u202e" not in text
    assert "\x07" not in text


def test_a_quiet_week_says_so_in_all_formats() -> None:
    record = digest_record("ai", CHANGES, SOURCES[:1], day(28), day(35))

    texts = [" ".join(text.split()) for path, text in digest_pages(record) if "json" not in path]
    said = "A quiet week: no edit was found in the only policy of this list."
    assert [said in text for text in texts] == [True] * 3
    assert digest_subject(record).endswith(": no change")


def test_noise_is_counted_behind_its_kind_which_has_no_plural() -> None:
    record = digest_record("ai", CHANGES, SOURCES, day(28), day(60))

    texts = [" ".join(text.split()) for path, text in digest_pages(record) if "json" not in path]
    said = "Set aside as noise: page furniture (2)."
    assert [said in text for text in texts] == [True] * 3


def test_a_period_in_which_nobody_looked_is_not_called_quiet() -> None:
    record = digest_record("ai", CHANGES, SOURCES[:1], day(100), day(107))

    assert digest_lead(record).startswith(
        "No attempt was made to capture the only policy of this list in this period"
    )
    assert digest_subject(record).endswith(": no attempt was made")


def test_a_digest_says_from_when_on_nobody_looked() -> None:
    record = digest_record("ai", [], SOURCES[:1], day(50), day(60))

    assert digest_lead(record).endswith(
        " No attempt was made after 28 June 2026, 06:00 UTC: later changes are unknown."
    )


def test_the_gravest_change_comes_first() -> None:
    severities = [
        one.severity for one in digest_record("ai", CHANGES, SOURCES, day(0), day(90)).alerts
    ]

    assert severities == sorted(severities, key=["high", "medium", "low"].index)


def test_plain_text_names_reports_by_the_address_under_which_they_are_found() -> None:
    text = digest_text(RECORD, "https://policies.example/reports")

    assert (
        f"\n  https://policies.example/reports/changes/{RECORD.alerts[0].change_id}.html\n" in text
    )


def test_a_list_without_policies_says_so() -> None:
    assert "holds no policy" in digest_lead(digest_record("ai", [], [], day(0), day(7)))


def test_a_period_ends_with_the_last_day_that_it_holds() -> None:
    since, until = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 8, tzinfo=UTC)

    record = digest_record("ai", CHANGES, SOURCES, since, until)

    texts = [text for path, text in digest_pages(record) if "json" not in path]
    assert ["1–7 June 2026" in text for text in texts] == [True] * 3
    assert ["8 June 2026" in text for text in texts] == [False] * 3
