import pytest

from policytrail.errors import ExtractError
from policytrail.extract import extract
from policytrail.model import Document, Failure, Range, Recipe, Rule

PAGE = b"""<body><div class=top>Top</div><h1>Terms</h1><p class=a>One</p><p class=b>Two <i>x</i></p>
<p class=a>Three</p><div id=end>End</div></body>"""


def texts(select: tuple[Rule, ...], remove: tuple[Rule, ...] = ()) -> list[str]:
    found = extract(PAGE, "text/html", Recipe(select, remove))
    assert isinstance(found, Document), found
    return [block.text for block in found.blocks]


def test_a_selector_keeps_all_that_it_matches() -> None:
    assert texts((".a",)) == ["One", "Three"]


def test_several_selectors_keep_their_order() -> None:
    assert texts((".b", ".a")) == ["Two x", "One", "Three"]


def test_what_is_selected_twice_stands_once() -> None:
    assert texts(("body", ".a")) == ["Top", "Terms", "One", "Two x", "Three", "End"]


def test_remove_takes_out_of_what_is_selected() -> None:
    assert texts(("body",), (".top", "#end", "i")) == ["Terms", "One", "Two", "Three"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Range(start_before="h1", end_before="#end"), ["Terms", "One", "Two x", "Three"]),
        (Range(start_after="h1", end_after=".b"), ["One", "Two x"]),
        (Range(start_after="h1", end_before=".b"), ["One"]),
    ],
    ids=str,
)
def test_a_range_keeps_what_lies_between_its_ends(rule: Range, expected: list[str]) -> None:
    assert texts((rule,)) == expected


def test_a_range_may_start_and_end_inside_of_elements() -> None:
    assert texts((Range(start_before="i", end_before=".b + p"),)) == ["x"]


def test_a_range_keeps_text_that_no_element_holds() -> None:
    body = b"<body><h1>Terms</h1>Loose <b>words</b>.<div id=end>End</div></body>"

    found = extract(body, "text/html", Recipe((Range(start_after="h1", end_before="#end"),)))

    assert isinstance(found, Document)
    assert [block.text for block in found.blocks] == ["Loose words."]


def test_what_was_removed_cannot_be_selected() -> None:
    found = extract(PAGE, "text/html", Recipe((".b",), (".b",)))

    assert isinstance(found, Failure)


def test_a_range_can_be_removed() -> None:
    assert texts(("body",), (Range(start_before=".a", end_after="#end"),)) == ["Top", "Terms"]


def test_a_selector_that_matches_nothing_is_a_failure_that_names_it() -> None:
    found = extract(PAGE, "text/html", Recipe(("#nowhere",)))

    assert isinstance(found, Failure)
    assert "#nowhere" in found.detail


def test_a_removal_that_matches_nothing_is_none() -> None:
    assert texts((".a",), ("#nowhere",)) == ["One", "Three"]


def test_what_is_no_selector_is_an_error_that_names_it() -> None:
    with pytest.raises(ExtractError, match=r"p\[\["):
        extract(PAGE, "text/html", Recipe(("p[[",)))
