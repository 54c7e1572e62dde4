"""Chooses the reader of a body: by its first bytes, or by the declared media type."""

import gc
import gzip
import io
import re
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from policytrail.errors import install_advice
from policytrail.extract.annotate import annotate_document
from policytrail.extract.charset import decode_text
from policytrail.extract.guard import SeenPage, why_moved, why_not
from policytrail.extract.html import read_html
from policytrail.extract.markdown import read_markdown
from policytrail.extract.mojibake import repair_text
from policytrail.extract.pages import JoinedPage, part_pages, read_pages
from policytrail.extract.plain import read_plain
from policytrail.model import Document, Failure, FailureReason, Recipe

_SEEN = 2048
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|script|div|main|p|h[1-6]|table|ul|ol|span|br|a\s)",
    re.IGNORECASE,
)
# First bytes and what they identify; none of these can hold a policy that we can read.
_BINARY = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "a media file",
    b"PK\x03\x04": "a ZIP file (Office documents are such)",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"Rar!": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}
_LARGEST_BYTES = 20_000_000
"""The largest policy of the corpus has 2.2 MB."""


def extract(
    body: bytes, media_type: str, recipe: Recipe, url: str = "", final_url: str = ""
) -> Document | Failure:
    """Return the policy that a body holds, or why it holds none.

    `url` is the one that was asked, `final_url` the one that answered, if that is known.

    Raises:
        ExtractError: if a rule of the recipe is no valid CSS selector.
    """
    with _paused_collector():
        pages = part_pages(body, media_type)
        if isinstance(pages, Failure):
            return pages
        if pages is not None:
            return _read_joined(pages, recipe)
        return _BodyReader(media_type, recipe, url).read_answer(body, final_url)


def _read_joined(pages: list[JoinedPage], recipe: Recipe) -> Document | Failure:
    """Return the policy that several pages make up."""

    def read_page(page: JoinedPage) -> Document | Failure:
        reader = _BodyReader(page.media_type, recipe, page.asked_url, is_part=True)
        return reader.read_answer(page.body, page.final_url)

    reading = read_pages(pages, read_page)
    return reading if isinstance(reading, Failure) else why_not(SeenPage("", reading)) or reading


@contextmanager
def _paused_collector() -> Generator[None]:
    """Pause Python's cycle collector: a tree under construction has no garbage, and is large."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _BodyReader:
    """Reads one body as its first bytes and its media type say."""

    media_type: str
    recipe: Recipe
    url: str
    is_part: bool = False
    """Whether the body is one of the pages that make up a policy."""

    def read_answer(self, body: bytes, final_url: str) -> Document | Failure:
        """Return the policy of a body, unless the address that answered is not the policy's."""
        reading = self._read(body)
        if isinstance(reading, Failure):
            return reading
        return why_moved(reading, self.url, final_url) or reading

    def _read(self, body: bytes) -> Document | Failure:
        if not body.strip(b" \t\r\n\x00"):
            return Failure(FailureReason.EMPTY, "the body is empty")
        if len(body) > _LARGEST_BYTES:
            return Failure(
                FailureReason.UNSUPPORTED, f"{len(body)} bytes are more than any policy has"
            )
        if body.startswith(b"\x1f\x8b"):
            return self._read_packed(body)
        binary = next((name for start, name in _BINARY.items() if body.startswith(start)), None)
        if binary is not None:
            return Failure(FailureReason.UNSUPPORTED, f"the body is {binary}")
        if b"%PDF-" in body[:1024]:
            return self._read_pdf(body)
        charset = self.recipe.charset
        return self._read_text(
            body.decode(charset, "replace") if charset else decode_text(body, self.media_type)
        )

    def _read_packed(self, body: bytes) -> Document | Failure:
        """Decompress a body that is still compressed: some servers and archives do not declare it."""
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(body)) as packed:
                content = packed.read(_LARGEST_BYTES + 1)
        except (OSError, EOFError, zlib.error):
            return Failure(FailureReason.TRUNCATED, "the body is a damaged gzip file")
        return self._read(content)

    def _read_pdf(self, body: bytes) -> Document | Failure:
        try:
            from policytrail.extract.pdf import read_pdf  # noqa: PLC0415 (an extra)
        except ImportError:
            detail = f"PDFs need pypdfium2: {install_advice('pdf')}"
            return Failure(FailureReason.UNSUPPORTED, detail)
        pdf = read_pdf(body[body.find(b"%PDF-") :])
        if isinstance(pdf, Failure):
            return pdf
        return self._judge("", annotate_document(pdf))

    def _read_text(self, text: str) -> Document | Failure:
        kind = self.media_type.partition(";")[0].strip().lower()
        has_markup = _MARKUP.search(text[:_SEEN]) is not None
        if kind in {"text/markdown", "text/x-markdown"}:
            document = read_markdown(repair_text(text))
        elif (kind == "text/plain" and not has_markup) or not (has_markup or _MARKUP.search(text)):
            document = read_plain(repair_text(text))
        else:
            return read_html(text, self.recipe, self.url, is_part=self.is_part)
        return self._judge(text, annotate_document(document))

    def _judge(self, markup: str, document: Document) -> Document | Failure:
        return why_not(SeenPage(markup, document, is_part=self.is_part)) or document
