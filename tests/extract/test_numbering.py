"""The numbers that pages show beside the items of ordered lists."""

import pytest

from policytrail.extract.numbering import format_number, list_style, style_named


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        (1, "1", "1."),
        (10, "1", "10."),
        (0, "1", "0."),
        (-3, "1", "-3."),
        (1, "a", "a."),
        (26, "a", "z."),
        (27, "a", "aa."),
        (52, "a", "az."),
        (53, "a", "ba."),
        (702, "a", "zz."),
        (703, "a", "aaa."),
        (3, "A", "C."),
        (0, "a", "0."),
        (-1, "A", "-1."),
        (1, "i", "i."),
        (4, "i", "iv."),
        (9, "i", "ix."),
        (14, "i", "xiv."),
        (40, "i", "xl."),
        (49, "i", "xlix."),
        (90, "i", "xc."),
        (400, "i", "cd."),
        (1999, "I", "MCMXCIX."),
        (3999, "I", "MMMCMXCIX."),
        (4000, "I", "4000."),
        (0, "i", "0."),
        (5, "", ""),
    ],
)
def test_a_number_is_shown_in_the_style_of_its_list(value: int, style: str, shown: str) -> None:
    assert format_number(value, style) == shown


@pytest.mark.parametrize(
    ("kind", "css", "style"),
    [
        ("", "", "1"),
        ("a", "", "a"),
        ("A", "", "A"),
        ("i", "", "i"),
        ("I", "", "I"),
        ("1", "", "1"),
        ("disc", "", "1"),
        ("a", "list-style-type: decimal", "1"),
        ("1", "list-style-type:upper-roman", "I"),
        ("", "LIST-STYLE-TYPE: LOWER-ALPHA", "a"),
        ("", "list-style: none", ""),
        ("", "list-style: inside lower-roman", "i"),
        ("", "color: red; list-style-type: upper-alpha; margin: 0", "A"),
        ("", "list-style-type: lower-latin !important", "a"),
        ("", "list-style-type: lower-latin!important", "a"),
        ("a", "list-style-type: hebrew", "a"),
        ("i", "color: lower-alpha", "i"),
    ],
)
def test_the_style_of_a_list_is_the_one_that_a_browser_takes(
    kind: str, css: str, style: str
) -> None:
    assert list_style(kind, css) == style


@pytest.mark.parametrize(
    ("name", "style"),
    [("lower-alpha", "a"), ("upper-roman", "I"), ("none", ""), ("disc", ""), ("georgian", "1")],
)
def test_a_style_that_we_do_not_know_counts_in_figures(name: str, style: str) -> None:
    assert style_named(name) == style
