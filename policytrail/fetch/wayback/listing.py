"""All mementos of a URL that an archive holds, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final, Protocol

from policytrail.errors import FetchError, NotArchived
from policytrail.fetch.answer import Answer, Get
from policytrail.fetch.faults import refusal_error
from policytrail.fetch.wayback.archive import Archive
from policytrail.fetch.wayback.cdx import ListingPart, NotAListing, read_part
from policytrail.fetch.wayback.memento import Memento, archive_key
from policytrail.fetch.wayback.query import MEDIA, Query, listing_url
from policytrail.model import Outcome, Source

_EXCLUDED: Final = "AccessControlException"
_ASKS_IN_DOUBT: Final = 3


class Parts(Protocol):
    """Keeps the parts of listings, so that a run that died need not ask for them again."""

    def kept_listing(self, url: str) -> str | None:
        """Return the text that the listing's address gave; None if it has to be asked for."""
        ...

    def keep(self, url: str, text: str) -> None:
        """Keep what the listing's address gave."""
        ...


def addresses_to_list(source: Source) -> tuple[str, ...]:
    """Return the URLs to list: the source's own and its former ones, each address once.

    Archives file `http`, `https` and `www` under one address, so one question covers them.
    """
    urls = {archive_key(url): url for url in reversed((source.url, *source.history))}
    return tuple(reversed([url for address, url in urls.items() if address is not None]))


@dataclass(frozen=True, slots=True)
class Lister:
    """Asks an archive for listings."""

    archive: Archive
    get: Get
    parts: Parts

    def list_mementos(self, query: Query) -> Iterator[Memento]:
        """Yield the mementos of a listing in its own order, part by part.

        Raises:
            NotArchived: the archive may not show the URL; holding no memento is no error.
            RateLimited: the archive asks for a pause.
            FetchError: the archive did not answer, or with something else than a listing.
        """
        asked: Query | None = query
        resume_key: str | None = None
        known: frozenset[Memento] = frozenset()
        while asked is not None:
            part = self._request_part(listing_url(self.archive, asked, resume_key))
            new = (memento for memento in part.mementos if memento not in known)
            yield from (memento for memento in new if _may_hold_policy(memento))
            if resume_key is not None and part.resume_key is None:
                return
            resume_key = part.resume_key
            if resume_key is None:
                asked, known = _next_query(asked, part)

    def _request_part(self, url: str) -> ListingPart:
        kept_text = self.parts.kept_listing(url)
        if kept_text is not None:
            return read_part(kept_text)
        text, part = self._request_once(url)
        self.parts.keep(url, text)
        return part

    def _request_once(self, url: str) -> tuple[str, ListingPart]:
        """Return one part; one with damaged rows counts only when it comes twice alike."""
        before: str | None = None
        for _ in range(_ASKS_IN_DOUBT):
            text = _listing_text(self.get(self.archive.ask_listing(url)))
            part = _read_part(url, text)
            if not part.damaged or text == before:
                return text, part
            before = text
        message = f"{url} listed damaged rows, and other ones each time"
        raise FetchError(message, url, transient=True, outcome=Outcome.BAD_CONTENT)


def _may_hold_policy(memento: Memento) -> bool:
    """Tell whether it is neither an error nor a picture: not every archive knows our filters."""
    is_error = memento.status is not None and memento.status >= HTTPStatus.BAD_REQUEST
    return not is_error and memento.mimetype.partition("/")[0] not in MEDIA


def _next_query(query: Query, part: ListingPart) -> tuple[Query | None, frozenset[Memento]]:
    """Return the question for what an archive without resume keys left out, and what is known.

    It gave as many rows as it was asked for, so there may be more from the last one's time on.
    """
    if part.rows < query.page_rows or not part.mementos or query.match_type is not None:
        return None, frozenset()
    last = part.mementos[-1].captured_at
    if last == query.since:
        return replace(query, page_rows=query.page_rows * 2), frozenset(part.mementos)
    known = (memento for memento in part.mementos if memento.captured_at == last)
    return replace(query, since=last), frozenset(known)


def _listing_text(answer: Answer) -> str:
    """Return the listing that an archive sent; an archive without mementos sends an empty one."""
    if answer.status == HTTPStatus.OK:
        return answer.body.decode("utf-8", "replace")
    url, status = answer.url, answer.status
    if status == HTTPStatus.FORBIDDEN and _EXCLUDED.encode() in answer.body:
        raise NotArchived(f"{url} is excluded from the archive", url, status=status)
    raise refusal_error(url, status, answer.header("Retry-After"))


def _read_part(url: str, text: str) -> ListingPart:
    try:
        return read_part(text)
    except NotAListing as error:
        message = f"{url}: {error}"
        raise FetchError(message, url, transient=True, outcome=Outcome.BAD_CONTENT) from error
