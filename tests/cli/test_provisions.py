import json
from pathlib import Path
from typing import cast

import pytest

from flows.cli.jsonl.frame import BadAsk, Json
from flows.cli.jsonl.provisions import build_answerer
from tests.commands import policytrail

POLICY = "# Terms\n\nWe may terminate your account at any time and without notice.\n"


def test_a_file_is_told_with_quotes(tmp_path: Path) -> None:
    (tmp_path / "terms.md").write_text(POLICY)

    done = policytrail("provisions", "terms.md", cwd=tmp_path)

    assert "“We may terminate your account at any time and without notice.”" in done.stdout


def test_the_taxonomy_is_printed_as_json(tmp_path: Path) -> None:
    done = policytrail("provisions", "--taxonomy-json", cwd=tmp_path)

    assert {"id", "unfair_tos", "opp115", "tosdr_cases"} <= set(json.loads(done.stdout)[0])


def test_a_file_in_another_language_is_said_not_to_be_analysed(tmp_path: Path) -> None:
    words = "Wir geben die Daten nicht an Dritte weiter, und sie werden mit dem Ende des Vertrags gelöscht. "
    (tmp_path / "a.md").write_text("# Datenschutz\n\n" + words * 3)

    done = policytrail("provisions", "a.md", cwd=tmp_path)

    assert (done.returncode, "not analysed: language de" in done.stderr) == (1, True)


def test_training_on_a_set_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    done = policytrail("train", "opp115", "--labelled", "nowhere", cwd=tmp_path)

    assert (done.returncode, "is missing" in done.stderr) == (2, True)


def listed(told: Json, name: str) -> list[Json]:
    return cast("list[Json]", told[name])


def places(told: Json, text: str) -> list[tuple[object, str]]:
    return [
        (one["excerpt"], text[int(str(one["start"])) : int(str(one["end"]))])
        for one in listed(told, "provisions")
    ]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("We sell your data.\n\n  We may end your\naccount at any time, says Zoë…", "text"),
        ("# Terms\n\n- We *sell* your data.\n\n| a | We sell your data. |\n", "markdown"),
    ],
)
def test_every_excerpt_stands_in_the_text_where_it_says(text: str, form: str) -> None:
    found = places(build_answerer(None)({"text": text, "format": form}), text)

    assert found
    assert [excerpt for excerpt, _ in found] == [words for _, words in found]


def test_offsets_in_a_page_count_in_the_text_that_is_told_beside() -> None:
    words = "<p>We may terminate your account at any time and without notice.</p>" * 5
    page = f"<html><body><main><h1>Terms of service</h1>{words}</main></body></html>"

    told = build_answerer(None)({"text": page, "format": "html"})

    found = places(told, str(told["text"]))
    assert found
    assert [excerpt for excerpt, _ in found] == [words for _, words in found]


def test_a_table_in_a_text_declares_trackers() -> None:
    text = "Cookies:\n\n| Name | Purpose | Duration |\n|---|---|---|\n| a_b | Cookie of sign-in | 13 months |\n"

    found = listed(build_answerer(None)({"text": text}), "trackers")

    assert [(one["name"], one["retention_days"]) for one in found] == [("a_b", 395)]


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(BadAsk, match="pdf"):
        build_answerer(None)({"text": "x", "format": "pdf"})
