from policytrail.report.described import change_line
from policytrail.report.digests import digest_pages, digest_record, digest_subject, digest_text
from policytrail.report.watched import source_line
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
    assert digest_subject(RECORD) == "Policy digest ai, 4 May – 1 June 2026: 1 alert, 1 other edit"


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


def test_an_empty_period_says_so() -> None:
    record = digest_record("ai", CHANGES, SOURCES[:1], day(100), day(107))

    assert "No change that somebody wrote into a policy." in digest_text(record)
