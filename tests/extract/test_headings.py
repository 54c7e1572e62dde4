import pytest

from tests.extract.pages import CLAUSES, read


def headings(markup: str) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in read(markup).blocks if block.kind == "heading"]


@pytest.mark.parametrize(
    "line",
    [
        "<p><b>Your data</b></p>",
        "<p><span style='font-weight:700'>Your data</span></p>",
        "<div class=font-bold>Your data</div>",
        "<button aria-expanded=false>Your data</button>",
        "<details open><summary>Your data</summary></details>",
    ],
)
def test_a_line_that_stands_out_is_a_heading(line: str) -> None:
    assert headings(f"<h1>Terms</h1>{line}{CLAUSES}") == [(1, "Terms"), (2, "Your data")]


def test_numbered_lines_that_count_on_are_headings_of_their_depth() -> None:
    markup = f"<h1>Terms</h1><p>1. Fees</p>{CLAUSES}<p>1.1 Late fees</p>{CLAUSES}<p>1.2 Tax</p>{CLAUSES}<p>2. End</p>{CLAUSES}"

    assert headings(markup)[1:] == [
        (2, "1. Fees"),
        (3, "1.1 Late fees"),
        (3, "1.2 Tax"),
        (2, "2. End"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "<p><b>Note.</b> We may stop.</p>",
        "<p><b>You must not resell the service, and you must not let others do so either.</b></p>",
        "<p>37 Quai d'Orsay, Paris</p>",
        "<p><b>Last updated: 8 July 2026</b></p>",
        "<p><b>***</b></p>",
    ],
)
def test_other_lines_are_none(line: str) -> None:
    assert headings(f"<h1>Terms</h1>{line}{CLAUSES}") == [(1, "Terms")]


@pytest.mark.parametrize(
    "line",
    [
        "<div role=heading aria-level=3>Your data</div>",
        "<span role='heading' aria-level='3'>Your data</span>",
        "<div role=heading aria-level=3><button aria-expanded=false>Your data</button></div>",
    ],
)
def test_a_line_with_the_role_of_a_heading_is_one_of_its_level(line: str) -> None:
    assert headings(f"<h1>Terms</h1>{line}{CLAUSES}") == [(1, "Terms"), (3, "Your data")]


def test_a_heading_by_role_without_a_level_is_of_the_second() -> None:
    markup = f"<h1>Terms</h1><p role=heading>Your data</p>{CLAUSES}"

    assert headings(markup) == [(1, "Terms"), (2, "Your data")]


def test_clauses_do_not_become_a_heading_by_their_role() -> None:
    markup = f"<h1>Terms</h1><div role=heading aria-level=2><p>Yours</p>{CLAUSES * 2}</div>"

    assert headings(markup) == [(1, "Terms")]
