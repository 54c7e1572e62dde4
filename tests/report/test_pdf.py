from pathlib import Path

import pypdfium2
import pytest

from flows.pdf import pdf_of
from tests.report import clauses
from tests.report.conftest import HISTORIES
from tests.report.values import SUMMARY

CHANGE = f"changes/{HISTORIES[0].changes[0].change_id}.html"


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    return " ".join(" ".join(pages).split())


PROVISION = f"provisions/{clauses.OURS.provision_id}.html"
DIGEST = "digests/ai-2026-06-01.html"


@pytest.fixture(scope="module")
def printed(folder: Path) -> dict[str, bytes]:
    return {page: pdf_of(folder / page, folder) for page in (CHANGE, PROVISION, DIGEST)}


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        pytest.param(CHANGE, SUMMARY, id="change"),
        pytest.param(PROVISION, clauses.OURS.excerpt, id="provision"),
        pytest.param(DIGEST, SUMMARY, id="digest"),
    ],
)
def test_a_page_is_printed_whole(printed: dict[str, bytes], page: str, wanted: str) -> None:
    assert wanted in words_of(printed[page])


def test_the_same_page_gives_the_same_bytes(folder: Path, printed: dict[str, bytes]) -> None:
    assert pdf_of(folder / DIGEST, folder) == printed[DIGEST]


def test_paper_shows_whole_hashes(printed: dict[str, bytes]) -> None:
    body = HISTORIES[0].changes[0].transition.after.first.body_sha256

    assert body in words_of(printed[CHANGE]).replace(" ", "")


def test_a_page_cannot_draw_in_a_file_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret.css").write_text("body::after { content: 'stolen' }")
    site = tmp_path / "site"
    site.mkdir()
    page = site / "page.html"
    page.write_text('<link rel="stylesheet" href="../secret.css"><p>Here.</p>')

    assert "stolen" not in words_of(pdf_of(page, site))
