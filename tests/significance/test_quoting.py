import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrail.significance.classify.quoting import quote_around, quote_beginning, quote_rule

SENTENCE = (
    "If you take part in the programme, we may share the recordings of your hens with insurers, "
    "who may keep them for ten years and combine them with what they know of you."
)


def test_a_short_text_is_quoted_whole_and_without_its_full_stop() -> None:
    assert quote_beginning("We keep it for a year.") == '"We keep it for a year"'


def test_a_name_keeps_its_full_stop() -> None:
    assert quote_beginning("Clear Hen, Inc.") == '"Clear Hen, Inc."'


def test_a_long_text_is_cut_where_a_part_of_it_ends() -> None:
    assert quote_beginning(SENTENCE, 100) == (
        '"If you take part in the programme, we may share the recordings of your hens with insurers" ...'
    )


def test_words_that_hold_quotation_marks_get_others() -> None:
    assert quote_beginning('We call it "Content" here.') == '“We call it "Content" here”'


def test_an_excerpt_holds_the_words_that_it_is_about() -> None:
    at = SENTENCE.index("combine")

    assert "combine them" in quote_around(SENTENCE, (at, at + 12), 80)


@pytest.mark.parametrize("most", [20, 40, 80], ids=str)
@given(st.text("ab c,.;", min_size=1, max_size=120), st.integers(0, 119))
def test_a_quote_is_a_run_of_the_text(most: int, text: str, at: int) -> None:
    found = quote_around(text, (min(at, len(text)), min(at + 5, len(text))), most)

    inner = re.sub(r'^"|"(?: \.\.\.)?$', "", found)
    assert inner in text


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        (
            "If you create a flock on the Platform, you acknowledge and agree that we may take it over.",
            "If you create a flock on the Platform",
        ),
        (
            "In addition, you may not sell the eggs that the flock lays.",
            "you may not sell the eggs",
        ),
        ("By using the coop camera, you allow us to keep the recordings.", "you allow us to keep"),
        (
            "By using the yard without a ring, you agree that we may weigh your hens.",
            "By using the yard without a ring",
        ),
        # A condition that decides whether the rule holds stays with it.
        (
            "If you do not object in 30 days, you agree that all is settled in Oslo.",
            "If you do not",
        ),
        ("You agree that we may.", "You agree that we may"),
        ("We keep your recordings for a year.", "We keep your recordings for a year"),
    ],
)
def test_a_rule_is_quoted_without_the_lead_in(sentence: str, rule: str) -> None:
    quote = quote_rule(sentence)

    assert quote.startswith(f'"{rule}')
    assert quote.strip('" .') in sentence


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "We tell the keeper; and (iii) we ask all of the neighbours about it",
            '"We tell the keeper" ...',
        ),
        ("We show it to clubs (e.g., the old one of hens) in spring", '"We show it to clubs" ...'),
    ],
)
def test_a_cut_leaves_no_open_bracket_behind(text: str, quote: str) -> None:
    assert quote_beginning(text, 30) == quote
