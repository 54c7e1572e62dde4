from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrail.extract.markdown import read_markdown
from policytrail.model import Block, BlockKind, Document
from policytrail.text import normalise_text
from tests.growth import check_linear

HEADING, ITEM, ROW = BlockKind.HEADING, BlockKind.ITEM, BlockKind.ROW
PARAGRAPH = BlockKind.PARAGRAPH


def texts(markdown: str) -> list[str]:
    return [block.text for block in read_markdown(markdown).blocks]


@pytest.mark.parametrize(
    ("markdown", "block"),
    [
        ("Terms\n=====", Block(HEADING, "Terms", 1)),
        ("Fees\n----", Block(HEADING, "Fees", 2)),
        ("### Refunds ###", Block(HEADING, "Refunds", 3)),
        ("1\\. Scope", Block(PARAGRAPH, "1. Scope")),
        ("*   Be kind", Block(ITEM, "Be kind", 1)),
        ("3.  Be kind", Block(ITEM, "Be kind", 1, "3.")),
        ("| Name | Kept |", Block(ROW, "Name | Kept")),
        ("| a\\|b | c<br>d |", Block(ROW, "a|b | c d")),
        ("> We may end it.", Block(PARAGRAPH, "We may end it.")),
        ("```\nGET /v1\n```", Block(BlockKind.PREFORMATTED, "GET /v1")),
        ("first line  \nsecond line", Block(PARAGRAPH, "first line second line")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_construct_is_one_block_of_its_kind(markdown: str, block: Block) -> None:
    assert read_markdown(markdown).blocks == (block,)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("We **may** _end_ it", "We may end it"),
        ("**_Both_**, _**wrongly nested**_", "Both, wrongly nested"),
        ("a snake_case_name and 2 * 3", "a snake_case_name and 2 * 3"),
        ("Sign here: ______", "Sign here: ______"),
        ("\\*not emphasis\\*", "*not emphasis*"),
        ("Tom &amp; Ann", "Tom & Ann"),
        ("one<br/>two <span class='x'>three</span>", "one two three"),
        ("if a < b > c", "if a < b > c"),
        ("![logo](https://a.example/x.png)Terms", "Terms"),
        ("an unclosed [bracket", "an unclosed [bracket"),
        ("as in [1] and [x](", "as in [1] and [x]("),
    ],
    ids=lambda value: value,
)
def test_marks_go_and_words_stay(markdown: str, text: str) -> None:
    assert texts(markdown) == [text]


def linked(document: Document) -> list[tuple[str, str]]:
    return [
        (document.blocks[link.block].text[link.start : link.end], link.target)
        for link in document.links
    ]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("See [ our terms ](https://a.example/t).", [("our terms", "https://a.example/t")]),
        ('[x](https://a.example/a_(b) "Title")', [("x", "https://a.example/a_(b)")]),
        ("[x](<https://a.example/a b>)", [("x", "https://a.example/a b")]),
        ("[x][law]\n\n[law]: https://a.example/law", [("x", "https://a.example/law")]),
        ("<https://a.example/>", [("https://a.example/", "https://a.example/")]),
        ("a [![](i.png)](https://a.example/)", [("", "i.png"), ("", "https://a.example/")]),
        ("[**a** b](u) [c](v)", [("a b", "u"), ("c", "v")]),
        ("price\n\n+1%](https://a.example/ticker)", [("+1%", "https://a.example/ticker")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_links_stand_beside_the_text(markdown: str, expected: list[tuple[str, str]]) -> None:
    assert linked(read_markdown(markdown)) == expected


def test_lists_nest_by_indentation() -> None:
    markdown = "*   a\n    \n    *   b\n        \n        1.  c\n*   d\n*   *   e\n    *   f"

    levels = [(block.text, block.level, block.number) for block in read_markdown(markdown).blocks]

    assert levels == [
        ("a", 1, ""),
        ("b", 2, ""),
        ("c", 3, "1."),
        ("d", 1, ""),
        ("e", 2, ""),
        ("f", 2, ""),
    ]


def test_a_paragraph_after_a_list_begins_no_item() -> None:
    document = read_markdown("*   a\n\nplain\n\n*   b")

    assert [block.level for block in document.blocks] == [1, 0, 1]


def test_front_matter_gives_the_title_and_no_block() -> None:
    document = read_markdown("---\ntitle: 'Our Terms'\nlayout: legal\n---\n\nBody.")

    assert (document.title, [block.text for block in document.blocks]) == ("Our Terms", ["Body."])


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    assert texts("---\n\nWe care about privacy\n\n---\n\nBody.") == [
        "We care about privacy",
        "Body.",
    ]


def test_separators_rules_comments_and_attributes_say_nothing() -> None:
    markdown = (
        "| a | b |\n| --- | --- |\n|     |     |\n\n* * *\n\n<!-- x\ny -->\n{: datetime='2020'}"
    )

    assert texts(markdown) == ["a | b"]


MARKS = st.text(alphabet="ab *_[]()\\`<>|#=-+1.\n!&;~:é\u200b\u00a0", max_size=200)


@given(MARKS | st.text(max_size=200))
def test_every_block_is_normalised_and_every_link_stands_in_its_block(markdown: str) -> None:
    document = read_markdown(markdown)

    assert all(block.text and block.text == normalise_text(block.text) for block in document.blocks)
    assert all(
        0 <= link.start <= link.end <= len(document.blocks[link.block].text)
        for link in document.links
    )


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "](",
        "[a](b",
        "[a](b) ",
        "**",
        "_a ",
        "![",
        "<a ",
        "> ",
        "(",
        "\\",
        "* ",
        "| a ",
        "&amp",
        "`",
    ],
)
def test_hostile_marks_take_linear_time(unit: str) -> None:
    def reading(size: int) -> Callable[[], object]:
        return lambda: read_markdown(unit * (size // len(unit)))

    check_linear(reading(20_000), reading(80_000))
