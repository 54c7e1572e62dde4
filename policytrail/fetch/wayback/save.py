"""Ask an archive to save its own copy, as independent evidence."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

from policytrail.errors import NotArchived
from policytrail.fetch.answer import Answer
from policytrail.fetch.faults import refusal_error
from policytrail.fetch.wayback.archive import SAVING
from policytrail.fetch.wayback.cdx import read_part
from policytrail.fetch.wayback.listing import Lister
from policytrail.fetch.wayback.memento import Memento, parse_timestamp
from policytrail.fetch.wayback.playback import INSIDE
from policytrail.fetch.wayback.query import Query, listing_url

SAME_COPY: Final = timedelta(minutes=45)
"""Asked again within that time, the Wayback Machine names the copy that it has already."""
_LOOKS: Final = 6
_LINK: Final = re.compile(r'<([^>]+)>\s*;\s*rel="[^"]*\bmemento\b[^"]*"')


def save_page(lister: Lister, url: str, now: datetime) -> Memento:
    """Return the memento that the archive made of a URL when asked to, or just before.

    The archive may answer with an error and have saved all the same, or have it in a while: so its
    listing is looked at, a few times, at the pace of saving.

    Raises:
        RateLimited: the archive asks for a pause.
        NotArchived: no copy is listed after all looks.
        FetchError: the archive could not be asked.
    """
    answer = lister.get(lister.archive.ask_save(url))
    named = _memento_in_headers(answer)
    if named is not None:
        return named
    if HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        raise refusal_error(answer.final_url, answer.status, answer.header("Retry-After"))
    for _ in range(_LOOKS):
        listed = _newest_listed(lister, url, now - SAME_COPY)
        if listed is not None:
            return listed
    message = f"{lister.archive.ask_save(url).url}: no copy is listed yet"
    raise NotArchived(message, url, transient=True)


def _memento_in_headers(answer: Answer) -> Memento | None:
    """Return the memento that an answer names in its headers."""
    links = (
        match for name, value in answer.headers if name == "Link" for match in _LINK.findall(value)
    )
    for text in (answer.header("Content-Location"), answer.header("Location"), *links):
        memento_match = None if text is None else INSIDE.search(text)
        if memento_match is not None:
            saved_at = parse_timestamp(memento_match["timestamp"])
            return Memento(
                memento_match["timestamp"], saved_at, memento_match["url"], "unk", None, "-", None
            )
    return None


def _newest_listed(lister: Lister, url: str, since: datetime) -> Memento | None:
    """Return the newest memento since a time; asked at the pace of saving, and kept nowhere."""
    asked = lister.archive.ask_listing(listing_url(lister.archive, Query(url, since)))
    answer = lister.get(replace(asked, rate_limit=SAVING, pace_s=lister.archive.saving_pace_s))
    if answer.status != HTTPStatus.OK:
        return None
    try:
        mementos = read_part(answer.body.decode("utf-8", "replace")).mementos
    except ValueError:
        return None
    return max(mementos, key=lambda memento: memento.captured_at, default=None)
