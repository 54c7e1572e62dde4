import ctypes

from pypdfium2 import PdfTextPage

FPDF_ERR_PASSWORD: int
FPDF_ERR_SECURITY: int

def FPDFText_GetFontWeight(text_page: PdfTextPage, index: int) -> int: ...
def FPDFText_GetFontInfo(
    text_page: PdfTextPage,
    index: int,
    buffer: ctypes.Array[ctypes.c_char],
    buflen: int,
    flags: ctypes.c_int,
) -> int: ...
