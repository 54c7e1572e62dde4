import pytest

from policytrail.extract.markdown import read_markdown
from policytrail.model import Document
from tests.extract.pages import CLAUSES, read, texts


def last(markup: str) -> str:
    return texts(f"<main><h1>Terms</h1>{CLAUSES}<p>{markup}</p><p>The end.</p></main>")[-2]


MARKS = {
    "struck out": ("You pay <s>5</s> <del>6</del> 7 quills", "You pay 7 quills"),
    "struck out by style": ("You pay <span style='text-decoration: line-through'>5</span> 7", "You pay 7"),
    "inserted": ("You pay <ins>7</ins> quills", "You pay 7 quills"),
    "cents": ("It costs $9<sup>99</sup> a month", "It costs $9.99 a month"),
    "cents before the currency": ("It costs 9<sup>99</sup> € a month", "It costs 9.99 € a month"),
    "a footnote behind a number": ("within 30<sup>2</sup> days", "within 30 [2] days"),
    "a footnote behind a word": ("our partners<sup>1</sup> may", "our partners [1] may"),
    "a linked footnote": ("our partners<sup><a href=#n>1</a></sup> may", "our partners [1] may"),
    "a footnote's own mark": ("<sup>1</sup> Only in Norland", "[1] Only in Norland"),
    "a power": ("more than 10<sup>6</sup> quills", "more than 10^6 quills"),
    "an ordinal": ("on the 1<sup>st</sup> of May", "on the 1st of May"),
    "a unit": ("10 m<sup>2</sup> of paper", "10 m2 of paper"),
    "a word that explains itself": ("We sell <button>personal data</button> to partners", "We sell personal data to partners"),
    "a word with a note that opens": ("We sell <button aria-expanded=false>personal data</button> to them", "We sell personal data to them"),
    "a button behind a sentence": ("We sell your data. <button>Copy link</button>", "We sell your data."),
    "how a word is spoken": ("<ruby>規約<rp>(</rp><rt>きやく</rt><rp>)</rp></ruby>は変わります", "規約は変わります"),
    "a formula": ("CO<sub>2</sub> of our ships", "CO2 of our ships"),
}  # fmt: skip


@pytest.mark.parametrize(("markup", "text"), MARKS.values(), ids=MARKS)
def test_a_mark_keeps_its_meaning(markup: str, text: str) -> None:
    assert last(markup) == text


def test_a_struck_out_clause_is_not_in_force() -> None:
    blocks = texts(f"<main><h1>Terms</h1>{CLAUSES}<p><s>We never sell data.</s></p></main>")

    assert "We never sell data." not in blocks


STRUCK = {
    "within a sentence": ("<p>You pay <s>5</s> <del>6</del> <b>7</b> quills", ["You pay [5] [6] 7 quills"]),
    "a clause of its own": ("<p>We send it.<p><s>For free.</s>", ["We send it. [For free.]"]),
    "the first under a heading": ("<h2>Data</h2><p><s>Never.</s><p>At times.", ["Data", "[Never.] At times."]),
    "in a cell": ("<table><tr><td>Fee<td><s>$5</s> $7<tr><td>Tax<td>none</table>", ["Fee | [$5] $7", "Tax | none"]),
    "in an item": ("<ul><li>Ink<li><del>Sand</del> Salt</ul>", ["Ink", "[Sand] Salt"]),
    "the last under a heading": ("<h2>Data</h2><p><s>Never.</s>", ["Data [Never.]"]),
    "alone between two headings": ("<h2>Data</h2><p><s>Never.</s><h2>Law</h2>Ours.", ["Data [Never.]", "Law", "Ours."]),
    "behind a bullet": ("<p>• Ink<p>• <del>Sand</del> Salt", ["Ink", "[Sand] Salt"]),
}  # fmt: skip


@pytest.mark.parametrize(("markup", "shown"), STRUCK.values(), ids=STRUCK)
def test_struck_out_words_stand_beside_the_text_at_their_place(
    markup: str, shown: list[str]
) -> None:
    document = read(f"<main><h1>Terms</h1>{CLAUSES}{markup}</main>")

    assert lines_with_struck(document)[4:] == shown


def lines_with_struck(document: Document) -> list[str]:
    """Return the texts of the blocks with what is struck out in brackets."""
    lines = [block.text for block in document.blocks]
    for struck in reversed(document.struck):
        text = lines[struck.block]
        lines[struck.block] = f"{text[: struck.at]} [{struck.text}] {text[struck.at :]}"
    return [" ".join(line.split()) for line in lines]


IN_MARKDOWN = {
    "within a sentence": ("You pay ~~5~~ **7** quills.", ["You pay [5] 7 quills."]),
    "two of them": ("~~No.~~ At ~~any~~ times.", ["[No.] At [any] times."]),
    "at the end": ("We send it ~~for free~~", ["We send it [for free]"]),
    "a clause of its own": ("We send it.\n\n~~For free.~~", ["We send it. [For free.]"]),
    "in an item": ("- Ink\n- ~~Sand~~ Salt", ["Ink", "[Sand] Salt"]),
    "in a cell": ("| Fee | ~~$5~~ $7 |", ["Fee | [$5] $7"]),
    "with a link": ("As ~~[here](/a)~~ [there](/b) says", ["As [here] there says"]),
    "nested": ("You ~~may ~~not~~ ever~~ pay", ["You [may not ever] pay"]),
    "never closed": ("You pay ~~5 quills", ["You pay 5 quills"]),
}


@pytest.mark.parametrize(("text", "shown"), IN_MARKDOWN.values(), ids=IN_MARKDOWN)
def test_markdown_strikes_out_too(text: str, shown: list[str]) -> None:
    document = read_markdown(text)

    assert lines_with_struck(document) == shown
    assert all(document.blocks[link.block].text[link.start : link.end] for link in document.links)


def test_what_is_struck_out_makes_no_other_document() -> None:
    with_struck = read(f"<main><h1>Terms</h1>{CLAUSES}<p>You pay <s>5</s> 7.</p></main>")
    without = read(f"<main><h1>Terms</h1>{CLAUSES}<p>You pay 7.</p></main>")

    assert with_struck.sha256 == without.sha256


def test_a_tag_that_nobody_closed_strikes_nothing_out() -> None:
    assert len(texts(f"<main><h1>Terms</h1><s>{CLAUSES}{CLAUSES}</main>")) == 7
