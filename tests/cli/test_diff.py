import io
import json
from pathlib import Path

import pytest

from flows.cli.jsonl.diff import answer_diff_line, assess_texts
from flows.cli.jsonl.frame import run_stage
from flows.cli.terminal.redline import redline_lines, show_files
from policytrail.errors import ConfigurationError
from tests.significance.texts import POLICY

NEW = POLICY.replace("13 months", "30 days")


def asked(*asks: object) -> list[dict[str, object]]:
    out = io.StringIO()
    run_stage(answer_diff_line, [json.dumps(ask) for ask in asks], out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_an_answer_has_the_fields_of_the_interface() -> None:
    (found,) = asked({"id": 7, "old": POLICY, "new": NEW})

    assert {
        "id",
        "kind",
        "alert",
        "severity",
        "topics",
        "summary",
        "reasons",
        "hunks",
        "stats",
    } <= (set(found))


def test_a_hunk_tells_both_sides_and_the_words() -> None:
    (found,) = asked({"id": 7, "old": "You may not.", "new": "You may."})

    assert found["hunks"] == [
        {
            "op": "replace",
            "old": {"first": 0, "last": 0, "text": "You may not."},
            "new": {"first": 0, "last": 0, "text": "You may."},
            "edits": [["=", "You may"], ["-", " not"], ["=", "."]],
            "kind": "substantive",
        }
    ]


def test_a_bad_line_gives_an_error_and_the_run_goes_on() -> None:
    found = asked({"id": 1, "old": "x"}, {"id": 2, "old": "x", "new": "x"})

    assert ["error" in found[0], found[1]["kind"]] == [True, "none"]


def test_a_line_that_is_nested_too_deeply_stops_no_other() -> None:
    deep = f'{{"id": 1, "old": {"[" * 100_000}{"]" * 100_000}}}'
    out = io.StringIO()

    run_stage(answer_diff_line, [deep, json.dumps({"id": 2, "old": "x", "new": "x"})], out)

    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [("error" in answer, answer["id"]) for answer in answers] == [(True, None), (False, 2)]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("**Be** kind", "Be kind", "technical"),
        ("[terms](https://a.example/1) apply", "[terms](https://a.example/2) apply", "link"),
        (
            "![](https://a.example/1.png)\n\nBe kind",
            "![](https://a.example/2.png)\n\nBe kind",
            "link",
        ),
        ("same", "same", "none"),
    ],
    ids=["mark-up", "link", "image", "nothing"],
)
def test_texts_of_the_same_words_differ_in_what_is_told(old: str, new: str, kind: str) -> None:
    (found,) = asked({"id": 1, "old": old, "new": new})

    assert found["kind"] == kind


@pytest.mark.parametrize(
    ("told_format", "text"),
    [
        ("text", "One.\n\nTwo."),
        ("html", "<html><body><h1>T</h1><p>We keep data.</p></body></html>"),
    ],
    ids=["text", "html"],
)
def test_other_formats_are_read(told_format: str, text: str) -> None:
    (found,) = asked({"id": 1, "old": text, "new": text + " ", "format": told_format})

    assert "error" not in found


def test_a_redline_begins_with_the_verdict_and_shows_the_words() -> None:
    lines = [line.plain for line in redline_lines(assess_texts(POLICY, NEW, (), "markdown"))]

    assert lines[0].startswith(" MEDIUM  substantive") or lines[0].startswith(" LOW  substantive")
    assert any("13 months30 days" in line for line in lines)


def test_a_lone_surrogate_passes() -> None:
    (found,) = asked({"id": 1, "old": "a \ud800", "new": "b \udfff"})

    assert "error" not in found


def test_a_file_is_compared_with_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("old.md", POLICY), ("new.md", NEW)):
        (tmp_path / name).write_text(text, "utf-8")

    alerted = show_files(tmp_path / "old.md", tmp_path / "new.md", (), everything=False)

    assert (alerted, "[-13 months-]{+30 days+}" in capsys.readouterr().out) == (True, True)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"no\.md"):
        show_files(tmp_path / "no.md", tmp_path / "no.md", (), everything=False)
