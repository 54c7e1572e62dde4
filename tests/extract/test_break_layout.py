from policytrail.model import BlockKind
from tests.extract.pages import CLAUSES, read, texts

AGE = "You must be at least sixteen years old to hold an account with us."
PRICE = "We may change the price of a quill at any time before you pay for it."


def blocks_of(markup: str) -> list[str]:
    return texts(f"<main><h1>Terms</h1>{CLAUSES}{markup}</main>")[4:]


def test_bold_lines_between_breaks_are_headings_over_their_text() -> None:
    markup = f"<p><b>Age</b><br>{AGE}<br><b>Prices</b><br>{PRICE}</p>"

    blocks = read(f"<main><h1>Terms</h1>{CLAUSES}{markup}</main>").blocks[4:]

    assert [(block.kind, block.text) for block in blocks] == [
        (BlockKind.HEADING, "Age"),
        (BlockKind.PARAGRAPH, AGE),
        (BlockKind.HEADING, "Prices"),
        (BlockKind.PARAGRAPH, PRICE),
    ]


def test_sentences_that_a_break_ends_are_paragraphs() -> None:
    assert blocks_of(f"<p>{AGE}<br>{PRICE}</p>") == [AGE, PRICE]


def test_the_lines_of_an_address_are_one_paragraph() -> None:
    markup = "<p>Quillmark Ltd.<br>5 Goose Lane<br>Inkwell<br>Tel. 555 0100</p>"

    assert blocks_of(markup) == ["Quillmark Ltd. 5 Goose Lane Inkwell Tel. 555 0100"]


def test_lines_broken_at_a_fixed_column_are_one_paragraph() -> None:
    lines = [
        "We keep your records for six years because",
        "the law of taxes demands it, and we delete",
    ]
    markup = (
        "<p>"
        + "<br>".join([*lines, "them after that without being asked. You may", "ask for a copy at"])
        + "</p>"
    )

    assert len(blocks_of(markup)) == 1


def test_numbered_lines_are_paragraphs() -> None:
    markup = "<p>You may not:<br>(a) resell quills;<br>(b) copy quills; or<br>(c) break quills.</p>"

    assert blocks_of(markup) == [
        "You may not:",
        "(a) resell quills;",
        "(b) copy quills; or",
        "(c) break quills.",
    ]


def test_links_keep_their_place_in_joined_lines() -> None:
    document = read(
        f"<main><h1>Terms</h1>{CLAUSES}<p>Write to<br><a href=/us>our office</a><br>any day</p></main>"
    )

    link = document.links[-1]
    assert document.blocks[link.block].text[link.start : link.end] == "our office"
