"""Several pages as one policy: their bodies joined into one, and the document of that.

The joined body is a multipart message (RFC 2046): each part is one page as its server sent it, under
its address. Of the headers of a page those stay that describe it; others differ at every request.
Python's `email` would write the line ends of a page anew, and read some pages as messages themselves.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from policytrail.model import Document, Failure, FailureReason, Header
from policytrail.text import normalise_text

_BOUNDARY: Final = re.compile(r'multipart/mixed; boundary="(policytrail-[0-9a-f]{32})"')
_ASKED: Final = "X-Asked-URL"
_ANSWERED: Final = "Content-Location"
_DESCRIBING: Final = frozenset({"content-type", "content-language", "last-modified"})
_HEAD_END: Final = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class JoinedPage:
    """One of the pages of a policy, as its server sent it."""

    asked_url: str
    final_url: str
    headers: tuple[Header, ...]
    body: bytes
    """With its content-encoding undone."""

    @property
    def media_type(self) -> str:
        """Return the Content-Type header as sent, or an empty text."""
        return next((value for name, value in self.headers if name.lower() == "content-type"), "")


ReadPage: TypeAlias = Callable[[JoinedPage], Document | Failure]
"""Reads one of the pages as if it stood alone."""


def join_pages(pages: Sequence[JoinedPage]) -> tuple[bytes, str]:
    """Return one body that holds the pages in order, and its media type.

    The same pages give the same bytes.
    """
    parts = [_write_part(page) for page in pages]
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    boundary = f"policytrail-{digest.hexdigest()[:32]}"
    border = f"--{boundary}".encode()
    body = b"".join(border + b"\r\n" + part + b"\r\n" for part in parts) + border + b"--\r\n"
    return body, f'multipart/mixed; boundary="{boundary}"'


def part_pages(body: bytes, media_type: str) -> list[JoinedPage] | Failure | None:
    """Return the pages of a body that `join_pages` made, or a failure if any of it is damaged.

    None if the media type is not that of such a body.
    """
    declared = _BOUNDARY.fullmatch(media_type.strip())
    if declared is None:
        return None
    border = f"--{declared[1]}".encode()
    start, end = border + b"\r\n", b"\r\n" + border + b"--\r\n"
    if not body.startswith(start) or not body.endswith(end):
        return Failure(FailureReason.TRUNCATED, "the joined pages do not begin or end as declared")
    pages: list[JoinedPage] = []
    for number, part in enumerate(body[len(start) : -len(end)].split(b"\r\n" + start), 1):
        page = _read_part(part)
        if page is None:
            return Failure(
                FailureReason.TRUNCATED, f"page {number} of the joined pages has no address"
            )
        pages.append(page)
    return pages


def read_pages(pages: Iterable[JoinedPage], read_page: ReadPage) -> Document | Failure:
    """Return the document of all pages in order; if one of them fails, that failure with its page."""
    documents: list[Document] = []
    for page in pages:
        reading = read_page(page)
        if isinstance(reading, Failure):
            return Failure(reading.reason, f"page {page.asked_url}: {reading.detail}")
        documents.append(reading)
    if not documents:
        return Failure(FailureReason.EMPTY, "the body holds no page")
    return _join_documents(documents)


def _join_documents(documents: Sequence[Document]) -> Document:
    first, *others = documents
    joined = first
    for document in others:
        before = len(joined.blocks)
        joined = replace(
            joined,
            blocks=joined.blocks + document.blocks,
            links=joined.links
            + tuple(replace(link, block=link.block + before) for link in document.links),
            struck=joined.struck
            + tuple(replace(words, block=words.block + before) for words in document.struck),
            claimed_dates=joined.claimed_dates
            + tuple(
                claim if claim.block is None else replace(claim, block=claim.block + before)
                for claim in document.claimed_dates
            ),
            language=joined.language or document.language,
        )
    return joined


def _write_part(page: JoinedPage) -> bytes:
    described = [header for header in page.headers if header[0].lower() in _DESCRIBING]
    lines = [(_ASKED, page.asked_url), (_ANSWERED, page.final_url), *described]
    head = "".join(f"{name}: {normalise_text(value)}\r\n" for name, value in lines)
    return head.encode("utf-8", "replace") + b"\r\n" + page.body


def _read_part(part: bytes) -> JoinedPage | None:
    head, border, body = part.partition(_HEAD_END)
    lines = [line.partition(": ") for line in head.decode("utf-8", "replace").split("\r\n")]
    headers = tuple((name, value) for name, _, value in lines)
    addresses = dict(headers)
    if not border or _ASKED not in addresses or _ANSWERED not in addresses:
        return None
    described = tuple(header for header in headers if header[0] not in (_ASKED, _ANSWERED))
    return JoinedPage(addresses[_ASKED], addresses[_ANSWERED], described, body)
