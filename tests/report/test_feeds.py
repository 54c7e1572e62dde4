import json
from xml.etree import ElementTree as ET

from policytrail.report.build.change import change_line
from policytrail.report.data.feeds import build_feed, feed_pages, feed_title, json_feed, to_atom
from tests.report.conftest import HISTORIES
from tests.report.hostile import hostile_line

LINES = [change_line(change) for history in HISTORIES for change in history.changes]
ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_feed_tells_of_what_was_written_and_not_of_noise() -> None:
    feed = build_feed("All", "all", LINES)

    assert [one.kind for one in feed.changes] == ["editorial", "substantive"]


def test_atom_is_well_formed_whatever_the_texts_hold() -> None:
    feed = ET.fromstring(to_atom(build_feed("All", "all", [hostile_line(), *LINES])))  # noqa: S314 (ours)

    assert len(feed.findall(f"{ATOM}entry")) == 3


def test_an_entry_keeps_its_id_when_its_interval_narrows() -> None:
    entry = ET.fromstring(to_atom(build_feed("All", "all", LINES))).find(f"{ATOM}entry")  # noqa: S314 (ours)

    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == f"urn:policytrail:change:{LINES[3].change_id}"


def test_json_feed_says_the_same_as_atom() -> None:
    feed = build_feed("All", "all", LINES)

    titles = [one["title"] for one in json.loads(json_feed(feed))["items"]]

    assert titles == [feed_title(one) for one in feed.changes]


def test_a_title_names_service_policy_matter_and_weight() -> None:
    assert feed_title(LINES[0]) == (
        "Aurora Images Terms of Service: Edits on arbitration, AI training and retention period (high)"
    )


def test_there_is_a_feed_for_all_for_each_service_and_for_each_policy() -> None:
    assert [path for path, _ in feed_pages(LINES)] == [
        "feeds/all.atom",
        "feeds/all.json",
        "feeds/aurora.atom",
        "feeds/aurora.json",
        *(
            f"feeds/policy--{source_id}.{form}"
            for source_id in dict.fromkeys(line.source_id for line in LINES)
            for form in ("atom", "json")
        ),
    ]


def test_links_are_absolute_where_readers_find_the_reports() -> None:
    pages = dict(feed_pages(LINES, "https://policies.example/reports"))

    link = f"https://policies.example/reports/changes/{LINES[0].change_id}.html"
    assert f'href="{link}"' in pages["feeds/all.atom"]
    assert f'"url": "{link}"' in pages["feeds/all.json"]
    assert '"../' not in "".join(pages.values())
