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


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        pytest.param(CHANGE, SUMMARY, id="change"),
        pytest.param(
            f"provisions/{clauses.OURS.provision_id}.html", clauses.OURS.excerpt, id="provision"
        ),
        pytest.param("digests/ai-2026-06-01.html", SUMMARY, id="digest"),
    ],
)
def test_a_page_is_printed_whole_and_the_same_each_time(
    folder: Path, page: str, wanted: str
) -> None:
    pdf = pdf_of(folder / page, folder)

    assert wanted in words_of(pdf)
    assert pdf_of(folder / page, folder) == pdf


def test_paper_shows_whole_hashes(folder: Path) -> None:
    body = HISTORIES[0].changes[0].transition.after.first.body_sha256

    assert body in words_of(pdf_of(folder / CHANGE, folder)).replace(" ", "")


def test_a_page_cannot_draw_in_a_file_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret.css").write_text("body::after { content: 'stolen' }")
    site = tmp_path / "site"
    site.mkdir()
    page = site / "page.html"
    page.write_text('<link rel="stylesheet" href="../secret.css"><p>Here.</p>')

    assert "stolen" not in words_of(pdf_of(page, site))
