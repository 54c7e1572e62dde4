"""The words of the pages stand in one place, and all of them are used."""

import re
from pathlib import Path

import pytest

from policytrail.report.words.wording import all_wording, count_with_noun

REPORT = Path(__file__).parents[2] / "policytrail" / "report"
TEMPLATES = sorted((REPORT / "templates").glob("*.j2"))
# What a template says in code, in comments, and in commands that a reader types.
_CODE = re.compile(
    r"\{% block kind %\}.*?\{% endblock %\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<code>.*?</code>|<!doctype.*?>",
    re.DOTALL,
)
_TAG = re.compile(r"<[^<>]*>")
_SAID = re.compile(r'\b(?:aria-label|title|alt|placeholder|data-label|label)="([^"]*)"')
_WORD = re.compile(r"[A-Za-z]{2,}")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_words_of_its_own(path: Path) -> None:
    bare = _CODE.sub("", path.read_text(encoding="utf-8"))

    said = [*_SAID.findall(bare), *_TAG.sub(" ", bare).split("\n")]

    assert [line for line in said if _WORD.search(line)] == []


def test_every_word_is_used() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    code = (REPORT.parents[1] / "flows" / "web" / "faults.py").read_text(encoding="utf-8")
    code += "".join(
        path.read_text(encoding="utf-8")
        for folder in (REPORT, REPORT.parent / "alerts")
        for path in folder.rglob("*.py")
    )
    named = set(re.findall(r"""["'](\w+)["']""", texts + code))
    # Some parts are asked for a value's own word, e.g. `t.source[record.recipe.fetch]`.
    chosen = set(re.findall(r"\bt\.(\w+)\[", texts))

    unused = [
        f"{part}.{name}"
        for part, words in all_wording().items()
        for name in words
        if f"t.{part}.{name}" not in texts and name not in named and part not in chosen
        # What values are called is held against the model in test_phrases.py.
        if f'("{part}")' not in code
    ]

    assert unused == []


def test_every_word_that_a_template_asks_for_is_there() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)

    asked = re.findall(r"\bt\.(\w+)\.(\w+)", texts)
    nouns = [("nouns", name) for name in re.findall(r'\bnoun\("(\w+)"', texts)]

    assert [
        (part, name) for part, name in (*asked, *nouns) if name not in all_wording()[part]
    ] == []


def test_a_number_stands_with_its_noun() -> None:
    assert (count_with_noun("policy", 1), count_with_noun("policy", 0)) == (
        "1 policy",
        "0 policies",
    )
