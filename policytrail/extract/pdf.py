"""Reads a PDF into a document: text in reading order, with headings and lists as far as recognisable."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import pypdfium2
from pypdfium2 import raw

from policytrail.extract.pdf_columns import in_reading_order
from policytrail.extract.pdf_layout import PdfLine, lines_to_blocks
from policytrail.model import Document, Failure, FailureReason
from policytrail.text import normalise_text

_MOST_PAGES = 1_000
_LEAST_CHARACTERS = 40
"""A page with fewer characters is a scan with a stamp."""
_FARTHEST: Final = 1e6
"""Points: letters set with absurd sizes have places beyond it, or none at all (NaN)."""
# PDFium writes it where a word was hyphenated at the end of a line.
_SOFT_HYPHEN = "\ufffe"


def read_pdf(body: bytes) -> Document | Failure:
    """Return the text of a PDF, or why it cannot be read."""
    try:
        with pypdfium2.PdfDocument(body) as pdf:
            pages = min(len(pdf), _MOST_PAGES)
            lines = [line for number in range(pages) for line in _lines_on_sheet(pdf, number)]
            title = normalise_text(pdf.get_metadata_dict().get("Title", ""))
    except pypdfium2.PdfiumError as error:
        return _unreadable_failure(error)
    if sum(len(line.text) for line in lines) < _LEAST_CHARACTERS * max(1, min(pages, 3)):
        return Failure(
            FailureReason.UNSUPPORTED, f"the PDF's {pages} pages are images without text"
        )
    blocks = lines_to_blocks(lines)
    if not blocks:
        # Lines that occur on every page count as running titles.
        return Failure(
            FailureReason.UNSUPPORTED,
            f"the PDF's {pages} pages repeat the same lines, nothing else",
        )
    return Document(blocks, title or blocks[0].text)


def _unreadable_failure(error: pypdfium2.PdfiumError) -> Failure:
    if error.err_code == raw.FPDF_ERR_PASSWORD:
        return Failure(FailureReason.UNSUPPORTED, "the PDF wants a password")
    if error.err_code == raw.FPDF_ERR_SECURITY:
        return Failure(FailureReason.UNSUPPORTED, "the PDF is protected in an unknown way")
    return Failure(FailureReason.TRUNCATED, f"the PDF is damaged: {error}")


def _lines_on_sheet(pdf: pypdfium2.PdfDocument, number: int) -> Sequence[PdfLine]:
    """Return the lines of one page in reading order."""
    sheet = pdf[number]
    characters = sheet.get_textpage()
    _, height = sheet.get_size()
    start = 0
    rows: list[list[PdfLine]] = []
    for text in characters.get_text_range().split("\r\n"):
        row = [
            _read_line(characters, number, height, span, text[span[0] - start : span[1] - start])
            for span in _cell_spans(characters, text, start)
        ]
        rows.append(
            sorted((line for line in row if line.text), key=lambda line: (line.left, line.top))
        )
        start += len(text) + 2
    characters.close()
    sheet.close()
    return in_reading_order([row for row in rows if row])


def _read_line(
    characters: pypdfium2.PdfTextPage, sheet: int, height: float, span: tuple[int, int], text: str
) -> PdfLine:
    first, last = span[0], span[1] - 1
    left, bottom, _, top = _letter_box(characters, first)
    return PdfLine(
        text=normalise_text(text.replace(_SOFT_HYPHEN, "")),
        sheet=sheet,
        left=left,
        right=_letter_box(characters, last)[2],
        top=1 - top / height if height > 0 else 0.0,
        size=round(top - bottom, 1),
        is_bold=_is_bold(characters, first) and _is_bold(characters, last),
    )


def _letter_box(characters: pypdfium2.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of a letter in points; 0 for what is no place on a page."""
    left, bottom, right, top = (
        edge if abs(edge) < _FARTHEST else 0.0 for edge in characters.get_charbox(index, loose=True)
    )
    return left, bottom, right, top


def _cell_spans(
    characters: pypdfium2.PdfTextPage, text: str, start: int
) -> Iterator[tuple[int, int]]:
    """Yield the spans of a line's parts that wide gaps separate: cells, columns."""
    words = [(start + word.start(), start + word.end()) for word in _WORD.finditer(text)]
    if not words:
        return
    first = words[0][0]
    for (_, end), (following, _) in pairwise(words):
        _, bottom, right, top = _letter_box(characters, end - 1)
        left = _letter_box(characters, following)[0]
        gap = left - right
        is_mark = _MARK.fullmatch(text, first - start, end - start) is not None
        if (gap > _WIDE_GAP * (top - bottom) and not is_mark) or gap < -_JUMP:
            yield first, end
            first = following
    yield first, words[-1][1]


_WORD: Final = re.compile(r"\S+")
_WIDE_GAP: Final = 1.1
"""A gap between words, in letter heights, that no justified text has."""
_MARK: Final = re.compile(r"[^\w\s]|\(?(?:[ivxIVX]{1,5}|\w|\d{1,3}(?:\.\d{1,3})*)[.)]?")
"""A bullet or number before its text; the gap after it separates nothing."""
_JUMP: Final = 100.0
"""Points to the left by which the next word belongs to another column on the same level."""


def _is_bold(characters: pypdfium2.PdfTextPage, index: int) -> bool:
    """Return whether a letter is bold; fonts that are not embedded show it only by their names."""
    if raw.FPDFText_GetFontWeight(characters, index) >= _BOLD:
        return True
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    raw.FPDFText_GetFontInfo(characters, index, name, _LONGEST_NAME, ctypes.c_int())
    return b"bold" in name.value.lower()


_BOLD = 600
_LONGEST_NAME = 120
