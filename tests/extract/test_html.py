import pytest

from policytrail.extract import extract
from policytrail.model import BlockKind, Document, Recipe

PROSE = "We keep personal data that you send us for as long as your account exists. " * 4


def read(
    markup: str, url: str = "https://a.example/legal/terms", recipe: Recipe | None = None
) -> Document:
    found = extract(markup.encode(), "text/html; charset=utf-8", recipe or Recipe(), url)
    assert isinstance(found, Document), found
    return found


def told(markup: str) -> list[tuple[str, int, str, str]]:
    """Return kind, level, number and text of each block of a page around the mark-up."""
    document = read(f"<main><p>{PROSE}</p>{markup}</main>")
    return [(block.kind, block.level, block.number, block.text) for block in document.blocks[1:]]


def test_headings_keep_their_levels() -> None:
    blocks = told("<h2>Fees</h2><h3><div>Late</div> <div>fees</div></h3>")

    assert blocks == [("heading", 2, "", "Fees"), ("heading", 3, "", "Late fees")]


def test_a_heading_in_a_heading_is_a_line_of_its_own() -> None:
    blocks = told(
        "<h2>Other policies<a href=/t><h3>Terms</h3></a><a href=/c><h3>Cookies</h3></a></h2>"
    )

    assert [text for _, _, _, text in blocks] == ["Other policies", "Terms", "Cookies"]


def test_items_keep_their_nesting_and_the_numbers_that_the_list_shows() -> None:
    blocks = told("<ol type=a start=3><li>One<ul><li>Two</li></ul></li><li value=9>Three</li></ol>")

    assert blocks == [
        ("item", 1, "c.", "One"),
        ("item", 2, "", "Two"),
        ("item", 1, "i.", "Three"),
    ]


def test_what_follows_in_an_item_is_a_paragraph() -> None:
    blocks = told("<ol><li><p>First</p><p>Second</p></li></ol>")

    assert blocks == [("item", 1, "1.", "First"), ("paragraph", 0, "", "Second")]


def test_a_table_gives_a_row_a_line_and_says_which_is_the_header() -> None:
    blocks = told(
        "<table><caption>Cookies</caption><tr><th>Name<th>Use</tr>"
        "<tr><td rowspan=2>_sid<td><p>Log-in</p><p>Safety</p></tr><tr><td>Speed</tr></table>"
    )

    assert blocks == [
        ("paragraph", 0, "", "Cookies"),
        ("row", 1, "", "Name | Use"),
        ("row", 0, "", "_sid | Log-in Safety"),
        ("row", 0, "", "| Speed"),
    ]


def test_empty_cells_keep_their_place() -> None:
    blocks = told("<table><tr><td><td><td>a<td><td>b<td></table>")

    assert [block[3] for block in blocks] == ["| | a | | b |"]


def test_a_table_of_layout_gives_the_blocks_in_its_cells() -> None:
    blocks = told("<table role=presentation><tr><td><h2>Fees</h2><p>None.</p><td>x</tr></table>")

    assert [block[3] for block in blocks] == ["Fees", "None.", "x"]


def test_terms_and_their_definitions_are_items_of_two_levels() -> None:
    blocks = told("<dl><dt>Service<dd>What we offer.</dl>")

    assert blocks == [("item", 1, "", "Service"), ("item", 2, "", "What we offer.")]


def test_two_breaks_part_paragraphs_and_one_parts_words() -> None:
    blocks = told("<div>One<br>line.<br><br>Another.</div>")

    assert [block[3] for block in blocks] == ["One line.", "Another."]


def test_preformatted_text_is_parted_at_empty_lines() -> None:
    blocks = told("<pre>One\n line.\n\nTwo.</pre>")

    assert blocks == [("preformatted", 0, "", "One line."), ("preformatted", 0, "", "Two.")]


def test_a_footnote_mark_does_not_become_part_of_a_word() -> None:
    blocks = told("<p>your data<sup><a href='#n1'>1</a></sup> and 10 m<sup>2</sup></p>")

    assert blocks[0][3] == "your data [1] and 10 m2"


def test_links_stand_beside_the_text() -> None:
    document = read(
        f"<main><p>{PROSE}</p><p>See  our <a href='../faq?utm_source=x&p=1'>FAQ</a>.</p></main>"
    )

    assert [(link.block, link.target) for link in document.links] == [
        (1, "https://a.example/faq?p=1")
    ]
    link = document.links[0]
    assert document.blocks[1].text[link.start : link.end] == "FAQ"


def test_protected_addresses_are_decoded() -> None:
    blocks = told(
        '<p>Write to <a class="__cf_email__" data-cfemail="2a4b6a48">[email&#160;protected]</a>.</p>'
    )

    assert blocks[0][3] == "Write to a@b."


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><a href='/'>Home</a></nav>",
        "<script>var a = 1;</script>",
        "<style>p { color: red }</style>",
        "<footer>Imprint</footer>",
        "<div role=dialog>Subscribe now</div>",
        "<div id=cookie-banner>We use cookies. Accept?</div>",
        "<div hidden>Loading</div>",
        "<button>Print</button>",
        "<template><p>Later</p></template>",
    ],
)
def test_furniture_is_left_out(furniture: str) -> None:
    document = read(f"<body>{furniture}<main><h1>Terms</h1>{furniture}<p>{PROSE}</p></main></body>")

    assert [block.kind for block in document.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_a_closed_accordion_is_kept() -> None:
    blocks = told(
        f"<h3><button aria-expanded=false>Refunds</button></h3><div style='display:none'><p>{PROSE}"
        f"{PROSE}</p></div><details><summary>More</summary><p>Text</p></details>"
    )

    assert [block[3].split()[0] for block in blocks] == ["Refunds", "We", "More", "Text"]


def test_the_title_is_that_of_the_page() -> None:
    document = read(f"<title> Terms \n of use</title><main><p>{PROSE}</p></main>")

    assert document.title == "Terms of use"
