import json
from dataclasses import replace

from policytrail.model import (
    Block,
    BlockKind,
    Contradiction,
    Document,
    Inference,
    Party,
    Quote,
    Retention,
    StruckText,
    Tracker,
    TrackerCategory,
)
from policytrail.report.build.service import service_record
from policytrail.report.build.text import Annotations
from policytrail.report.site import service_pages
from tests.report import told
from tests.report.whole import lists_of_history, source_and_text

ROW = Block(BlockKind.ROW, "_aurora | 13 months | counts visits")
SENTENCE = Block(BlockKind.PARAGRAPH, "Cookies are kept for 6 months. See Section 7.")
DOCUMENT = Document((SENTENCE, ROW), language="en")
TRACKER = Tracker(
    "_aurora",
    Quote(1, ROW, 0, len(ROW.text)),
    TrackerCategory.ANALYTICS,
    party=Party.FIRST,
    purpose="counts visits",
    retention=Retention("13 months", 395),
    inferred=(Inference("category", "analytics", "a public list"),),
)
CLASH = Contradiction(
    "tracker _aurora",
    "aurora-terms",
    Quote(0, SENTENCE, 0, 30),
    "aurora-privacy",
    Quote(1, ROW, 10, 19),
    "180 and 395 days",
)
NOWHERE = Contradiction("section 7", "aurora-terms", Quote(0, SENTENCE, 31, 45))


def texts() -> dict[str, str]:
    history = told.history()
    return dict(source_and_text(history, lambda _: DOCUMENT, Annotations(trackers=(TRACKER,))))


def test_a_text_lists_the_trackers_that_it_declares_in_all_formats() -> None:
    pages = texts()

    lacking = [
        path
        for path, text in pages.items()
        if path.startswith("texts/") and ("13 months" not in text or "counts visits" not in text)
    ]

    assert lacking == []


def test_what_the_policy_does_not_say_of_a_tracker_is_marked_as_inferred() -> None:
    pages = texts()

    assert "(inferred)" in pages["texts/aurora-terms.html"]
    assert json.loads(pages["texts/aurora-terms.json"])["trackers"][0]["inferred"] == ["category"]


def test_a_text_shows_struck_out_words_at_their_place() -> None:
    document = replace(DOCUMENT, struck=(StruckText(0, 0, "Never:"),))

    pages = dict(source_and_text(told.history(), lambda _: document, Annotations()))

    shown = pages["texts/aurora-terms.html"]
    assert shown.index(">Never:</s>") < shown.index(SENTENCE.text)
    assert json.loads(pages["texts/aurora-terms.json"])["blocks"][0]["struck"] == [
        {"at": 0, "text": "Never:"}
    ]


def test_a_service_shows_both_places_of_a_contradiction() -> None:
    record = service_record(lists_of_history(told.history()), [CLASH, NOWHERE])

    pages = dict(service_pages(record, None))

    for text in (pages["services/aurora.html"], pages["services/aurora.md"]):
        assert "Cookies are kept for 6 months." in text
        assert "13 months" in text
    assert "does not exist" in pages["services/aurora.html"]
    assert 'href="../texts/aurora-privacy.html#b2"' in pages["services/aurora.html"]
