import pytest

from policytrail.model import BlockKind
from tests.extract.pages import CLAUSES, read


def items(markup: str) -> list[str]:
    page = f"<main><h1>Terms</h1>{CLAUSES}{markup}<p>This is where the terms end.</p></main>"
    return [block.text for block in read(page).blocks if block.kind is BlockKind.ITEM]


MARKERS: dict[str, tuple[str, list[str]]] = {
    "a bullet in a paragraph": ("<p>• lend your pen</p>", ["lend your pen"]),
    "a bullet without a blank": ("<p>•Lend your pen</p>", ["Lend your pen"]),
    "a bullet in an item": ("<ul><li>• lend your pen</li></ul>", ["lend your pen"]),
    "dashes in a row": ("<p>- lend it</p><p>- sell it</p>", ["lend it", "sell it"]),
    "one dash": ("<p>- and that is all of it.</p>", []),
    "a footnote": ("<p>* Prices of this year.</p>", []),
    "an arrow between words": ("<p>Settings ► Privacy</p>", []),
}


@pytest.mark.parametrize(("markup", "expected"), MARKERS.values(), ids=MARKERS)
def test_a_written_marker_makes_an_item(markup: str, expected: list[str]) -> None:
    assert items(markup) == expected


def test_links_stay_on_their_words() -> None:
    page = f"<main><h1>Terms</h1>{CLAUSES}<p>• see <a href=/fees>our fees</a> first</p></main>"
    document = read(page)
    (link,) = document.links
    assert document.blocks[link.block].text[link.start : link.end] == "our fees"
