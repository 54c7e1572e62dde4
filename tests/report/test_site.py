import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath

import jsonschema
import pytest

from flows.cli.app import COMMANDS
from policytrail.report.records.json_text import as_json
from policytrail.report.records.schemas import RECORDS, schema_text
from tests.report import values
from tests.report.conftest import HISTORIES, whole_site
from tests.report.hostile import HOSTILE, hostile_pages, hostile_site
from tests.report.sample import SAMPLE

ROOT = Path(__file__).parents[2]


class Tags(HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def html_of(site: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((path, text) for path, text in site.items() if path.endswith(".html"))


def test_the_same_histories_give_the_same_bytes(site: dict[str, str]) -> None:
    assert whole_site() == site


def test_each_page_exists_as_html_markdown_and_json(site: dict[str, str]) -> None:
    stems = {path.rsplit(".", 1)[0] for path, _ in html_of(site)} - {
        "search",
        "captured",
        "compare",
        "compare-services",
        "paper",
        "query",
        "methodology",
    }

    assert {f"{stem}.{suffix}" for stem in stems for suffix in ("html", "md", "json")} <= set(site)


def test_every_internal_link_leads_to_a_page_or_a_place_on_it(site: dict[str, str]) -> None:
    marks = {
        path: {attrs["id"] for _, attrs in Tags(text).found if "id" in attrs}
        for path, text in html_of(site)
    }

    broken = [
        (path, target)
        for path, text in html_of(site)
        for _, attrs in Tags(text).found
        for target in [attrs.get("href") or attrs.get("src") or ""]
        if target and "://" not in target and not target.startswith("data:")
        for place, _, mark in [target.partition("#")]
        for place in [place.partition("?")[0]]
        for page in [normpath(join(dirname(path), place)) if place else path]
        if page not in site or (mark and mark not in marks[page])
    ]

    assert broken == []


def test_every_page_has_a_policy_against_scripts_and_none_inline(site: dict[str, str]) -> None:
    lacking = [path for path, text in html_of(site) if "Content-Security-Policy" not in text]
    inline = [
        (path, tag)
        for path, text in html_of(site)
        for tag, attrs in Tags(text).found
        if "style" in attrs or tag == "style" or (tag == "script" and "src" not in attrs)
    ]

    assert (lacking, inline) == ([], [])


def test_a_change_says_the_same_in_all_formats(site: dict[str, str]) -> None:
    change = HISTORIES[0].changes[0]
    wanted = [
        values.SUMMARY,
        change.change_id,
        change.transition.before.last.body_sha256,
        change.transition.after.first.capture_id,
        change.transition.after.document_sha256,
        "binding arbitration",
        "30 days",
        "12 months",
    ]

    lacking = [
        (suffix, text)
        for suffix in ("html", "md", "json")
        for text in wanted
        if text not in site[f"changes/{change.change_id}.{suffix}"]
    ]

    assert lacking == []


def test_the_interval_is_said_in_plain_words(site: dict[str, str]) -> None:
    text = site[f"changes/{HISTORIES[0].changes[0].change_id}.md"]

    assert "After 10 May 2026, 06:00 UTC and no later than 11 May 2026, 06:00 UTC" in text


HOSTILE_SITE = hostile_site()
HOSTILE_HTML = sorted(path for path in HOSTILE_SITE if path.endswith(".html"))
HOSTILE_MARKDOWN = sorted(path for path in HOSTILE_SITE if path.endswith(".md"))


@pytest.mark.parametrize("path", HOSTILE_HTML)
def test_captured_text_cannot_act_in_html(path: str) -> None:
    text = HOSTILE_SITE[path]

    tags = Tags(text).found
    acting = [tag for tag, attrs in tags if tag == "img" or any(map(_acts, attrs))]
    scripts = [attrs for tag, attrs in tags if tag == "script"]
    targets = [attrs["href"] for _, attrs in tags if (attrs.get("href") or "").startswith("java")]
    assert (acting, len(scripts), targets) == ([], 2, [])
    assert re.search("[\u202a-\u202e\u2066-\u2069\x07]", text) is None
    assert text.encode()


def _acts(attribute: str) -> bool:
    return attribute.startswith("on") or attribute in ("style", "srcdoc", "formaction")


def test_what_would_act_is_shown_by_name() -> None:
    shown = [path for path in HOSTILE_HTML if "⟨U+202E⟩gnp.exe" in HOSTILE_SITE[path]]

    assert set(HOSTILE_HTML) - set(shown) == {
        *("captured.html", "compare.html", "compare-services.html", "methodology.html"),
        *("paper.html", "query.html", "search.html"),
    }


@pytest.mark.parametrize("path", HOSTILE_MARKDOWN)
def test_captured_text_cannot_act_in_markdown(path: str) -> None:
    text = HOSTILE_SITE[path]

    outside_code = re.sub(r"`[^`\n]*`", "", text)
    assert re.search(r"(?<!\\)<(script|svg|img)|(?<!\\)\[a\]", outside_code) is None
    assert text.encode()


def test_captured_text_survives_json_to_the_character() -> None:
    text = next(text for path, text in hostile_pages().items() if path.endswith(".json"))

    assert json.loads(text)["summary"] == HOSTILE
    text.encode()


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_the_published_schema_is_fresh(name: str) -> None:
    held = (ROOT / "docs" / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")

    assert held == schema_text(name), f"run: policytrail schema {name} > docs/schema/..."


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_every_json_page_follows_its_schema(name: str, site: dict[str, str]) -> None:
    schema = json.loads(schema_text(name))
    found = [
        json.loads(text)
        for path, text in site.items()
        if path.endswith(".json") and f'"{RECORDS[name][1]}"' in text[:200]
    ]

    assert found
    for record in found:
        jsonschema.validate(record, schema, format_checker=jsonschema.FormatChecker())


def test_json_holds_the_word_edits_between_the_two_texts(site: dict[str, str]) -> None:
    change = HISTORIES[0].changes[0]
    record = json.loads(site[f"changes/{change.change_id}.json"])

    hunk = record["hunks"][0]

    assert "".join(text for op, text in hunk["edits"] if op != "-") == hunk["new"]["text"]
    assert "".join(text for op, text in hunk["edits"] if op != "+") == hunk["old"]["text"]


def test_json_blocks_are_spans_of_their_side() -> None:
    record = json.loads(as_json_of_first())
    side = record["hunks"][2]["new"]
    added = values.ADDED.new

    texts = [side["text"][block["start"] : block["end"]] for block in side["blocks"]]

    assert added is not None
    assert texts == [block.text for block in added.blocks]


def as_json_of_first() -> str:
    from policytrail.report.build.change import change_record  # noqa: PLC0415

    return as_json(change_record(HISTORIES[0].changes[0]))


def test_the_sample_in_the_repository_is_what_the_program_writes(site: dict[str, str]) -> None:
    held = {
        path.relative_to(SAMPLE).as_posix(): path.read_bytes().decode()
        for path in SAMPLE.rglob("*")
        if path.is_file()
    }

    assert held == site, "run: python -m tests.report.sample"


def test_the_commands_on_a_page_are_commands(site: dict[str, str]) -> None:
    text = site[f"changes/{HISTORIES[0].changes[0].change_id}.html"]

    named = set(re.findall(r"^(?:<pre[^>]*><code>)?policytrail (\w+)", text, re.MULTILINE))

    assert named == {"verify", "export"}
    assert named <= set(COMMANDS)
