"""A WACZ file around one WARC file: what viewers such as replayweb.page need to open it.

Source: WACZ 1.1.1 and CDXJ (specs.webrecorder.net). The same captures give the same bytes.
"""

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from policytrail.evidence.capture_metadata import filed_address
from policytrail.evidence.export import WarcMember
from policytrail.model import Capture

ARCHIVE: Final = "archive/data.warc.gz"
"""Where the WARC file stands in a WACZ."""
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


class WaczIndex:
    """Notes where each capture stands in the WARC file, while that is written."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._pages: dict[str, Capture] = {}
        self._size_bytes = 0
        self._hash = hashlib.sha256()

    def add_member(self, member: WarcMember) -> bytes:
        """Note the next member of the WARC file; return its bytes, to be written."""
        if member.capture is not None:
            self._lines.append(_index_line(member, member.capture, self._size_bytes))
            self._pages[filed_address(member.capture)] = member.capture
        return self.add_bytes(member.record)

    def add_bytes(self, record: bytes) -> bytes:
        """Note a member that no index names; return it, to be written."""
        self._size_bytes += len(record)
        self._hash.update(record)
        return record

    def finished_files(self, software: str, made_at: datetime) -> dict[str, bytes]:
        """Return the other files of the WACZ by path, once the WARC file is complete."""
        files = {
            "indexes/index.cdx": "".join(sorted(self._lines)).encode(),
            "pages/pages.jsonl": "".join(self._page_lines()).encode(),
        }
        resources = [_resource(ARCHIVE, self._hash.hexdigest(), self._size_bytes)] + [
            _resource(path, hashlib.sha256(content).hexdigest(), len(content))
            for path, content in files.items()
        ]
        package = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": "Captures of policies",
            "software": software,
            "created": _iso_time(made_at),
            "resources": resources,
        }
        content = json.dumps(package, indent=2).encode()
        digest = {
            "path": "datapackage.json",
            "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        }
        return files | {
            "datapackage.json": content,
            "datapackage-digest.json": json.dumps(digest, indent=2).encode(),
        }

    def _page_lines(self) -> list[str]:
        """Return one line for each address, that of its last capture."""
        head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
        pages = [
            {
                "id": capture.capture_id,
                "url": url,
                "ts": _iso_time(capture.captured_at),
                "title": capture.source_id,
            }
            for url, capture in self._pages.items()
        ]
        return [f"{json.dumps(line)}\n" for line in (head, *pages)]


def sort_key(url: str) -> str:
    """Return what an index sorts a URL by: the host from its end, then the rest in lower case.

    >>> sort_key("https://www.Example.com/Terms?b=2&a=1#top")
    'com,example)/terms?a=1&b=2'
    >>> sort_key("https://a.example:port/Terms")
    'https://a.example:port/terms'
    """
    try:
        parts = urlsplit(url)
        number = parts.port
    except ValueError:  # an imported archive may hold a port that is none
        return url.lower()
    host = re.sub(r"^www\d*\.", "", (parts.hostname or "").lower())
    port = "" if number in (None, _DEFAULT_PORTS.get(parts.scheme)) else f":{number}"
    query = "&".join(sorted(parts.query.lower().split("&")))
    path = parts.path.lower().rstrip("/") or "/"
    name = host if re.fullmatch(r"[\d.]+", host) else ",".join(reversed(host.split(".")))
    return f"{name}{port}){path}{'?' if query else ''}{query}"


def _index_line(member: WarcMember, capture: Capture, offset: int) -> str:
    url = filed_address(capture)
    is_revisit = member.kind == "revisit"
    fields = {
        "url": url,
        "mime": "warc/revisit" if is_revisit else capture.media_type or "text/html",
        "status": str(capture.status),
        "digest": member.digest,
        "length": str(len(member.record)),
        "offset": str(offset),
        "filename": ARCHIVE.rpartition("/")[2],
    }
    moment = capture.captured_at.astimezone(UTC)
    return f"{sort_key(url)} {moment:%Y%m%d%H%M%S} {json.dumps(fields)}\n"


def _resource(path: str, sha256: str, size_bytes: int) -> dict[str, object]:
    name = path.rpartition("/")[2]
    return {"name": name, "path": path, "hash": f"sha256:{sha256}", "bytes": size_bytes}


def _iso_time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
