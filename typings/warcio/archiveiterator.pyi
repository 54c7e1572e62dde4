from collections.abc import Iterator
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders

class DigestChecker:
    passed: bool | None

class ArcWarcRecord:
    rec_type: str
    rec_headers: StatusAndHeaders
    http_headers: StatusAndHeaders
    digest_checker: DigestChecker
    def content_stream(self) -> BinaryIO: ...

class ArchiveIterator:
    def __init__(self, fileobj: BinaryIO, check_digests: bool = ...) -> None: ...
    def __iter__(self) -> Iterator[ArcWarcRecord]: ...
