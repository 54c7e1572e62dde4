"""The address of a listing, as waybackpy builds it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from waybackpy.cdx_api import WaybackMachineCDXServerAPI
from waybackpy.cdx_utils import full_url

from policytrail.fetch.wayback.archive import Archive

COLUMNS: Final = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
"""The Wayback Machine's, in its order; `urlkey` first, without which resume keys break."""

# A filter matches a whole field. To ask for status 200 would drop revisits, which have none.
NO_ERRORS: Final = "!statuscode:[45].."
MEDIA: Final = ("image", "audio", "video", "font")
NO_MEDIA: Final = f"!mimetype:({'|'.join(MEDIA)})/.*"

PAGE_ROWS: Final = 10_000
"""About 1.5 MB of text; the Wayback Machine gives at most 150,000 rows at once."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which mementos to list."""

    url: str
    since: datetime | None = None
    until: datetime | None = None
    match_type: str | None = None
    """`prefix`, `host` or `domain`; None for exactly this URL."""
    collapse: tuple[str, ...] = ()
    """E.g. `digest` or `timestamp:8`: of adjacent rows that agree in it, the first is listed."""
    filters: tuple[str, ...] = (NO_ERRORS, NO_MEDIA)
    page_rows: int = PAGE_ROWS


def listing_url(archive: Archive, query: Query, resume_key: str | None = None) -> str:
    """Return the address of one part of a listing, from the resume key on."""
    payload: dict[str, str] = {}
    WaybackMachineCDXServerAPI(
        query.url,
        archive.user_agent,
        start_timestamp=format_timestamp(query.since),
        end_timestamp=format_timestamp(query.until),
        filters=list(query.filters),
        match_type=query.match_type,
        gzip="true",
        collapses=list(query.collapse),
    ).add_payload(payload)
    payload["limit"] = str(query.page_rows)
    if archive.names_columns:
        payload |= {"fl": ",".join(COLUMNS), "showResumeKey": "true"}
    if resume_key is not None:
        payload["resumeKey"] = resume_key
    return full_url(archive.listing_url, payload)


def format_timestamp(moment: datetime | None) -> str | None:
    """Return an instant as archives write it."""
    return None if moment is None else moment.strftime("%Y%m%d%H%M%S")
