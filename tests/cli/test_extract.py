import io
import json
import subprocess
from pathlib import Path

import pytest

from flows.cli.jsonl.extract import answer_extract_line
from flows.cli.jsonl.frame import BadAsk, run_stage
from tests.commands import policytrail
from tests.extract.pages import CLAUSES
from tests.hostile.bodies import inflated_text

PAGE = f"<title>Terms</title><h1>Terms</h1><p>Effective 8 July 2026</p><ol><li>One</ol>{CLAUSES}"


def run(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return policytrail("extract", *arguments, cwd=Path(), stdin=text)


def test_a_document_is_told_with_its_blocks_and_dates() -> None:
    told = answer_extract_line({"body": PAGE, "media_type": "text/html"})

    assert (told["status"], told["failure"], told["title"], told["language"]) == (
        "ok",
        None,
        "Terms",
        "en",
    )
    assert told["blocks"][0] == {"kind": "heading", "level": 1, "text": "Terms", "path": "1"}  # type: ignore[index] (a list, by the interface)
    assert told["claimed_dates"] == [
        {"kind": "effective", "date": "2026-07-08", "text": "Effective 8 July 2026", "block": 1}
    ]


def test_a_failure_is_told_with_its_reason() -> None:
    told = answer_extract_line({"body": "<h1>404</h1><p>Page not found.</p>"})

    assert (told["status"], told["blocks"]) == ("failure", [])
    assert told["failure"]["reason"] == "not_found"  # type: ignore[index, call-overload] (an object, by the interface)


@pytest.mark.parametrize(
    "rule",
    [
        "ol",
        {"startBefore": "ol", "endAfter": "ol"},
        ["ol"],
        [{"startBefore": "ol", "endAfter": "ol"}],
    ],
)
def test_a_rule_is_a_selector_or_a_range_or_a_list_of_them(rule: object) -> None:
    told = answer_extract_line({"body": PAGE, "select": rule})

    assert [block["text"] for block in told["blocks"]] == ["1. One"]  # type: ignore[union-attr] (a list, by the interface)


def test_a_shown_number_leads_the_text_and_stands_apart_too() -> None:
    told = answer_extract_line(
        {
            "body": f"{CLAUSES}<ol start=3><li>See <a href=/x>this</a></ol>",
            "url": "https://a.example/",
        }
    )

    assert told["blocks"][-1] == {  # type: ignore[index] (a list, by the interface)
        "kind": "item",
        "level": 1,
        "number": "3.",
        "text": "3. See this",
        "path": "3",
        "links": [{"start": 7, "end": 11, "target": "https://a.example/x"}],
    }


@pytest.mark.parametrize(
    "ask",
    [
        {},
        {"body": 1},
        {"body": "x", "url": 1},
        {"body": "x", "select": [1]},
        {"body": "x", "select": {"from": "h1"}},
        {"body": "x", "select": {"startBefore": "h1"}},
    ],
)
def test_what_cannot_be_asked_is_refused(ask: dict[str, object]) -> None:
    with pytest.raises(BadAsk):
        answer_extract_line(ask)


def test_lines_are_answered_in_order_and_errors_do_not_stop_them(tmp_path: Path) -> None:
    page = tmp_path / "terms.html"
    page.write_text(PAGE, encoding="utf-8")
    asks = [
        {"id": 1, "path": str(page)},
        {"id": 2, "path": "nowhere"},
        {"id": 3, "body": PAGE, "select": ["p[["]},
    ]

    done = run("--jsonl", text="\n".join(json.dumps(ask) for ask in asks))

    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["id"], "error" in line) for line in told] == [(1, False), (2, True), (3, True)]


def test_a_person_reads_an_outline(tmp_path: Path) -> None:
    page = tmp_path / "terms.html"
    page.write_text(PAGE, encoding="utf-8")

    done = run(str(page))

    assert done.returncode == 0
    assert "# Terms" in done.stdout


def test_a_page_that_is_no_policy_ends_with_1(tmp_path: Path) -> None:
    page = tmp_path / "terms.html"
    page.write_text("<p>Page not found</p>", encoding="utf-8")

    assert run(str(page)).returncode == 1


def test_a_pdf_bomb_is_one_answer_and_the_next_line_is_read(tmp_path: Path) -> None:
    (tmp_path / "bomb.pdf").write_bytes(inflated_text())
    asks = [{"id": 1, "path": str(tmp_path / "bomb.pdf")}, {"id": 2, "body": "<h1>Terms</h1>"}]
    out = io.StringIO()

    run_stage(answer_extract_line, [json.dumps(ask) for ask in asks], out)

    bomb, plain = map(json.loads, out.getvalue().splitlines())
    assert bomb["failure"]["detail"].startswith("the body needs more than 512 MB")
    assert plain["id"] == 2
