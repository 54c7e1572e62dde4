import pytest

from policytrail.text import fold_for_comparison, normalise_text

INVISIBLE = {
    "isolates": "We keep \u2068your data\u2069.",
    "embeddings": "We keep \u202ayour data\u202c.",
    "marks": "We keep \u200eyour\u200f \u061cdata.",
    "a soft hyphen": "We keep your da\u00adta.",
    "a selector": "We keep your\ufe0f data.",
    "tags": "We keep\U000e0041 your data.",
}


@pytest.mark.parametrize("text", INVISIBLE.values(), ids=INVISIBLE)
def test_marks_that_nobody_sees_make_no_other_text(text: str) -> None:
    assert normalise_text(text) == "We keep your data."


@pytest.mark.parametrize(
    "text", ["می\u200cخواهیم", "क्\u200dष", "\u200cخواهیم", "ه\u200d", "👩\u200d💻 writes"]
)
def test_joiners_that_scripts_need_are_kept(text: str) -> None:
    assert normalise_text(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u200d", ""),
        ("How we use it \u200d", "How we use it"),
        ("\u200dWe keep it.\u200d\u200d", "We keep it."),
        ("ter\u200cms", "terms"),
    ],
)
def test_joiners_that_site_builders_leave_behind_are_not_read(text: str, shown: str) -> None:
    assert normalise_text(text) == shown


def test_raised_figures_are_no_digits_of_the_number_before_them() -> None:
    assert fold_for_comparison("$9⁹⁹") != fold_for_comparison("$999")
