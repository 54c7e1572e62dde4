"""What is read of pages as the well-known site builders lay them out: no line lost, none read in."""

import pytest

from tests.extract.builder_pages import PAGES
from tests.extract.pages import CLAUSES, read, texts


@pytest.mark.parametrize(("markup", "lines"), PAGES.values(), ids=PAGES)
def test_a_page_of_a_site_builder_is_read_as_a_person_would(markup: str, lines: list[str]) -> None:
    blocks = read(markup).blocks

    assert [f"{block.number} {block.text}".strip() for block in blocks] == lines


@pytest.mark.parametrize(
    "aside",
    [
        "<aside class=author><p>Written with care by our team.</p><a href=/team>Team</a></aside>",
        "<aside><p>Get our letters on ink every week.</p><form><input type=email></form></aside>",
        "<div role=status><p>Saved to your list.</p><button>Undo</button></div>",
        "<aside><p>Last updated</p><time>3 days ago</time></aside>",
    ],
)
def test_what_asks_its_reader_to_do_something_is_no_notice(aside: str) -> None:
    page = f"<main><h1>Terms</h1>{CLAUSES}%s<p>You pay us 9 € a month.</p></main>"

    assert texts(page % aside) == texts(page % "")


PARTS = {
    "a term with a tooltip": (
        "<p>We keep <span class=tooltip>marks<span role=tooltip>data on letters</span></span> here.</p>",
        ["We keep marks here."],
    ),
    "the rest behind a button": (
        "<p>We keep marks<span>...</span><span style='display:none'> and we sell them.</span></p>"
        "<button>Read more</button>",
        ["We keep marks... and we sell them."],
    ),
    "words for reading programs": (
        "<p>We keep marks.<span class=sr-only> End of the first paragraph.</span></p>",
        ["We keep marks."],
    ),
    "elements of the page's own": (
        "<x-part><x-title>Marks</x-title><x-text>We keep them.</x-text></x-part>",
        ["Marks", "We keep them."],
    ),
    "one of them in a sentence": ("<p>We keep <x-term>marks</x-term>.</p>", ["We keep marks."]),
}


@pytest.mark.parametrize(("markup", "lines"), PARTS.values(), ids=PARTS)
def test_no_words_of_a_sentence_are_lost(markup: str, lines: list[str]) -> None:
    assert texts(f"<main><h1>Terms</h1>{CLAUSES}{markup}</main>")[4:] == lines
