import re
import time
import zlib
from pathlib import Path

import pypdfium2
import pytest

from flows.pdf import NotPrinted, page_to_pdf, typeset_page
from policytrail.errors import ConfigurationError
from tests.report import clauses
from tests.report.conftest import CHANGE, HISTORIES
from tests.report.values import SUMMARY


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    return " ".join(" ".join(pages).split())


TEXT = "texts/aurora-privacy.html"
DIGEST = "digests/ai-2026-06-01.html"


@pytest.fixture(scope="module", autouse=True)
def _typesetter(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip where the system has no Pango."""
    page = tmp_path_factory.mktemp("page") / "page.html"
    page.write_text("<p>Here.</p>")
    try:
        page_to_pdf(page, page.parent)
    except ConfigurationError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def printed(folder: Path) -> dict[str, bytes]:
    return {page: page_to_pdf(folder / page, folder) for page in (CHANGE, TEXT, DIGEST)}


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        pytest.param(CHANGE, SUMMARY, id="change"),
        pytest.param(TEXT, clauses.OURS.excerpt, id="text"),
        pytest.param(DIGEST, SUMMARY, id="digest"),
    ],
)
def test_a_page_is_printed_whole(printed: dict[str, bytes], page: str, wanted: str) -> None:
    assert wanted in words_of(printed[page])


def test_the_same_page_gives_the_same_bytes(folder: Path, printed: dict[str, bytes]) -> None:
    assert page_to_pdf(folder / DIGEST, folder) == printed[DIGEST]


def typeset_by_font_tools(asked: tuple[str, str]) -> bytes | str:
    """Set a page as on a system without libharfbuzz-subset, which Pango does not need."""
    from weasyprint.pdf import fonts  # noqa: PLC0415 (in the process that sets the page)

    fonts.harfbuzz_subset = None
    return typeset_page(asked)


def test_the_same_page_gives_the_same_bytes_later_where_fonts_are_cut_by_font_tools(
    folder: Path,
) -> None:
    first = page_to_pdf(folder / DIGEST, folder, typeset_by_font_tools)
    time.sleep(1.1)  # fonts tell the time in seconds

    assert page_to_pdf(folder / DIGEST, folder, typeset_by_font_tools) == first


def test_a_page_that_takes_too_much_is_one_sentence(folder: Path) -> None:
    with pytest.raises(NotPrinted, match="print it from a browser"):
        page_to_pdf(folder / "no-such-page.html", folder)


def test_paper_shows_whole_hashes(printed: dict[str, bytes]) -> None:
    body = HISTORIES[0].changes[0].transition.after.first.body_sha256

    assert body in words_of(printed[CHANGE]).replace(" ", "")


def test_a_page_cannot_draw_in_a_file_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret.css").write_text("body::after { content: 'stolen' }")
    site = tmp_path / "site"
    site.mkdir()
    page = site / "page.html"
    page.write_text('<link rel="stylesheet" href="../secret.css"><p>Here.</p>')

    assert "stolen" not in words_of(page_to_pdf(page, site))


def test_a_long_change_has_twelve_pages_at_most_and_says_what_is_left_out(folder: Path) -> None:
    page = (folder / CHANGE).read_text(encoding="utf-8")
    start, end = page.index('<section class="hunk'), page.index("</section>", page.index("hunk-1"))
    hunk = page[start : end + len("</section>")]
    long = folder / "changes" / "long.html"
    long.write_text(page.replace(hunk, hunk * 400, 1), encoding="utf-8")

    try:
        printed = pypdfium2.PdfDocument(page_to_pdf(long, folder))
    finally:
        long.unlink()  # Other tests check every page of the folder.

    words = " ".join(printed[at].get_textpage().get_text_bounded() for at in range(len(printed)))
    assert len(printed) <= 12
    assert "more on the page itself" in " ".join(words.split())


def test_what_a_page_folds_is_named_on_paper_and_not_spread_out(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    minor = '<details class="minor"><summary>3 passages</summary><section class="hunk">Feed</section></details>'
    fold = '<p>Hens <details class="fold"><summary>41 words</summary>who rest</details> lay.</p>'
    page.write_text(f"{minor}{fold}<details><summary>More</summary>Eggs</details>")

    assert words_of(page_to_pdf(page, tmp_path)) == "3 passages Hens 41 words lay. More Eggs"


def test_a_page_on_paper_is_tagged_and_holds_no_bibtex(printed: dict[str, bytes]) -> None:
    streams = re.findall(rb"stream\n(.*?)\nendstream", printed[CHANGE], re.DOTALL)
    objects = b"".join(zlib.decompress(stream) for stream in streams if stream.startswith(b"x\xda"))

    assert b"pdfuaid:part" in objects
    assert b"/StructTreeRoot" in objects
    assert "@misc" not in words_of(printed[CHANGE])
