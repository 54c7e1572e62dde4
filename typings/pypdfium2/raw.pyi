from pypdfium2 import PdfTextPage

FPDF_ERR_PASSWORD: int
FPDF_ERR_SECURITY: int

def FPDFText_GetFontWeight(text_page: PdfTextPage, index: int) -> int: ...
