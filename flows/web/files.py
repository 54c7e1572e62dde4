"""The files that the report server sends: reports, and nothing else."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from policytrail.report import COMPARE_PATH

MEDIA_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".atom": "application/atom+xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
}
"""What reports are made of. Anything else that lies in the folder is not served."""
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class ReportFile:
    """One file as it is sent."""

    file: Path
    """Where it lies; every link in its path is followed."""
    content: bytes
    media_type: str
    modified_s: float

    @property
    def etag(self) -> str:
        """Return the validator: equal bytes, equal tag. It is weak, since bodies are sent compressed too."""
        return f'W/"{sha256(self.content).hexdigest()[:32]}"'


def report_file_at(root: Path, target: str) -> ReportFile | None:
    """Return the file that a request's target names in the folder; None if it is not a report.

    A target cannot leave the folder, not by `..` in any spelling and not by a symbolic link; what
    begins with a dot, folders and unknown types are not there.
    """
    path = unquote(re.split("[?#]", target)[0], errors="replace")
    names = (path.removeprefix("/") or "index.html").split("/")
    if any(not name or name.startswith(".") or set(name) & set("\\\0") for name in names):
        return None
    try:
        file, top = root.joinpath(*names).resolve(), root.resolve()
        media_type = MEDIA_TYPES.get(file.suffix)
        if media_type is None or not file.is_relative_to(top) or not file.is_file():
            return None
        return ReportFile(file, file.read_bytes(), media_type, file.stat().st_mtime)
    except OSError:
        # Also a name that is too long, and a page that is replaced this very moment.
        return None


def asked_in(target: str) -> tuple[str, str, str] | None:
    """Return the source and the versions that a request asks to compare; None if incomplete.

    >>> asked_in("/compare.html?source=a&before=1&after=3")
    ('a', '1', '3')
    """
    parts = urlsplit(target)
    if parts.path != f"/{COMPARE_PATH}":
        return None
    try:
        asked = parse_qs(parts.query, max_num_fields=8)
    except ValueError:
        return None
    names = [asked.get(name, [""])[0] for name in ("source", "before", "after")]
    if not all(0 < len(name) <= _LONGEST_NAME for name in names):
        return None
    return names[0], names[1], names[2]
