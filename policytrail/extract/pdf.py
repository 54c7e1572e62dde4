"""A PDF as a document: its text in reading order, with headings and lists as far as it tells."""

import ctypes
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from policytrail.extract.pdf_layout import Line, blocks_of
from policytrail.model import Document, Failure, FailureReason
from policytrail.text import normalise

_MOST_PAGES = 1_000
_LEAST_CHARACTERS = 40
"""Fewer than this on a page is a stamp on a scan."""
# PDFium writes it where a word was hyphenated at the end of a line.
_SOFT_HYPHEN = "\ufffe"


def read_pdf(body: bytes) -> Document | Failure:
    """Return what a PDF says, or why it cannot be read."""
    try:
        with pypdfium2.PdfDocument(body) as pdf:
            pages = min(len(pdf), _MOST_PAGES)
            lines = [line for number in range(pages) for line in _lines_of(pdf, number)]
            title = normalise(pdf.get_metadata_dict().get("Title", ""))
    except pypdfium2.PdfiumError as error:
        return _unreadable(error)
    if sum(len(line.text) for line in lines) < _LEAST_CHARACTERS * max(1, min(pages, 3)):
        return Failure(
            FailureReason.UNSUPPORTED, f"the PDF's {pages} pages are images without text"
        )
    blocks = blocks_of(lines)
    return Document(blocks, title or blocks[0].text)


def _unreadable(error: pypdfium2.PdfiumError) -> Failure:
    if error.err_code == raw.FPDF_ERR_PASSWORD:
        return Failure(FailureReason.UNSUPPORTED, "the PDF wants a password")
    if error.err_code == raw.FPDF_ERR_SECURITY:
        return Failure(FailureReason.UNSUPPORTED, "the PDF is protected in an unknown way")
    return Failure(FailureReason.TRUNCATED, f"the PDF is damaged: {error}")


def _lines_of(pdf: pypdfium2.PdfDocument, number: int) -> Iterator[Line]:
    """Yield the lines of one sheet in the order in which the file has them."""
    sheet = pdf[number]
    characters = sheet.get_textpage()
    _, height = sheet.get_size()
    start = 0
    for text in characters.get_text_range().split("\r\n"):
        words = text.strip()
        shown = normalise(words.replace(_SOFT_HYPHEN, ""))
        if shown:
            first = start + len(text) - len(text.lstrip())
            last = first + len(words) - 1
            left, bottom, _, top = characters.get_charbox(first, loose=True)
            right = characters.get_charbox(last, loose=True)[2]
            yield Line(
                text=shown,
                sheet=number,
                left=left,
                right=right,
                top=1 - top / height if height else 0.0,
                size=round(top - bottom, 1),
                is_bold=_is_bold(characters, first) and _is_bold(characters, last),
            )
        start += len(text) + 2
    characters.close()
    sheet.close()


def _is_bold(characters: pypdfium2.PdfTextPage, index: int) -> bool:
    """Return whether a letter is bold; fonts that are not in the file say so by their name only."""
    if raw.FPDFText_GetFontWeight(characters, index) >= _BOLD:
        return True
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    raw.FPDFText_GetFontInfo(characters, index, name, _LONGEST_NAME, ctypes.c_int())
    return b"bold" in name.value.lower()


_BOLD = 600
_LONGEST_NAME = 120
