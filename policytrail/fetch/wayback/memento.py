"""One row of an archive's listing, parsed from every format in which archives send it."""

import re
import sys
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from waybackpy.cdx_snapshot import CDXSnapshot

from policytrail.model import CAPTURE_YEARS

EMPTY_DIGEST: Final = "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
"""The SHA-1 of no bytes at all: what redirects have, wherever they lead to."""

_TIMESTAMP: Final = re.compile(r"[1-9][0-9]{3,13}")
"""From the year alone to the second."""


@dataclass(frozen=True, slots=True)
class Memento:
    """An archive's listing entry for one memento."""

    timestamp: str
    """As listed: 14 digits, which need not be a date."""
    captured_at: datetime
    """The timestamp as a date, with impossible fields brought into their range; aware UTC."""
    url: str
    """The URL captured; its scheme, `www.` and port may differ from the URL that was asked for."""
    mimetype: str
    status: int | None
    """None for a revisit, whose row does not repeat it."""
    digest: str
    """Base32 SHA-1 of the payload as the archive stores it."""
    length: int | None
    """Compressed, in bytes; None where the archive lost it."""

    @property
    def is_redirect(self) -> bool:
        """Return whether the site answered with a redirect."""
        return self.status is not None and self.status // 100 == 3  # noqa: PLR2004 (the class 3xx)


def memento_from_row(fields: dict[str, str]) -> Memento:
    """Return the memento that a row with the Wayback Machine's seven fields names.

    Raises:
        ValueError: the row is damaged; says how.
    """
    timestamp = fields["timestamp"]
    record = CDXSnapshot({**fields, "timestamp": _clamp_timestamp(timestamp)})
    return Memento(
        timestamp=timestamp,
        captured_at=record.datetime_timestamp.replace(tzinfo=UTC),
        url=sys.intern(record.original),
        mimetype=sys.intern(record.mimetype),
        status=_parse_number(record.statuscode, "status"),
        digest=record.digest,
        length=_parse_number(record.length, "length"),
    )


def parse_timestamp(timestamp: str) -> datetime:
    """Return the date that a listed timestamp stands for; aware UTC.

    Raises:
        ValueError: it stands for none.
    """
    fields = _clamp_timestamp(timestamp)
    return datetime(
        int(fields[:4]),
        int(fields[4:6]),
        int(fields[6:8]),
        int(fields[8:10]),
        int(fields[10:12]),
        int(fields[12:]),
        tzinfo=UTC,
    )


def _clamp_timestamp(timestamp: str) -> str:
    """Return a timestamp that is a date: archives list months and days 00 and hours 24.

    >>> _clamp_timestamp("20000012170449"), _clamp_timestamp("20000800241623"), _clamp_timestamp("20230231")
    ('20000112170449', '20000801231623', '20230228000000')
    """
    if not _TIMESTAMP.fullmatch(timestamp):
        raise ValueError(f"{timestamp!r} is not a time")
    full = timestamp.ljust(14, "0")
    year, month = int(full[:4]), min(max(int(full[4:6]), 1), 12)
    if year not in CAPTURE_YEARS:
        raise ValueError(f"{timestamp!r} is not in the years of the web")
    day = min(max(int(full[6:8]), 1), monthrange(year, month)[1])
    hour, minute, second = (int(full[start : start + 2]) for start in (8, 10, 12))
    return f"{year}{month:02}{day:02}{min(hour, 23):02}{min(minute, 59):02}{min(second, 59):02}"


def _parse_number(text: str, name: str) -> int | None:
    if text == "-":
        return None
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{name} {text!r} is not a number")
    return int(text)


@lru_cache(maxsize=1024)
def archive_key(url: str) -> str | None:
    """Return what archives file a URL under: no scheme, `www.`, default port, case or end slash.

    None for what is no address of a page, such as a mail address that a crawler took for one.

    >>> archive_key("http://WWW.lumen.example:80/Terms/") == archive_key("https://lumen.example/terms")
    True
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        return None
    host = parts.hostname.removeprefix("www.")
    where = host if port in (None, 80, 443) else f"{host}:{port}"
    query = f"?{parts.query}" if parts.query else ""
    return (where + parts.path.rstrip("/") + query).lower()
