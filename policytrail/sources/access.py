"""How sources.yaml says that a source is asked for, as the model has it."""

from collections.abc import Iterator, Sequence

from policytrail.model import Access, Fetcher
from policytrail.sources.schema import AccessedEntry


def build_access(entries: Sequence[AccessedEntry]) -> Access:
    """Return the access of a source; each key of an earlier entry replaces that of a later one."""
    request = next((each.request for each in entries if each.request is not None), None)
    basic = request.basic if request else None
    return Access(
        headers=tuple(request.headers.items()) if request else (),
        cookies=tuple(request.cookies.items()) if request else (),
        basic=(basic.user, basic.password) if basic else None,
        proxy=next((each.proxy for each in entries if each.proxy), ""),
        link=next((each.link for each in entries if each.link), ""),
        click=tuple(next((each.click for each in entries if each.click is not None), ())),
        wait_for=next((each.wait_for for each in entries if each.wait_for), ""),
        pages=tuple(next((each.pages for each in entries if each.pages is not None), ())),
    )


def misfit_pages(access: Access, url: str, others: dict[str, bool]) -> Iterator[str]:
    """Yield what is wrong with the pages of a source; `others` are keys that need a single page."""
    if not access.pages:
        return
    if len({url, *access.pages}) <= len(access.pages):
        yield "pages holds an address twice, or that of url, expected each further page once"
    for key, is_set in others.items():
        if is_set:
            yield f"{key} beside pages: it works with a single page only"


def misplaced_keys(access: Access, fetch: Fetcher) -> Iterator[str]:
    """Yield what is wrong with an access for the way in which its source is fetched."""
    if fetch is Fetcher.HTTP:
        keys = {"click": access.click, "wait_for": access.wait_for}
        wanted = "`fetch: browser`"
    else:
        keys = {"headers": access.headers, "proxy": access.proxy, "link": access.link}
        wanted = "`fetch: http`"
    for key, value in keys.items():
        if value:
            yield f"{key} works with {wanted} only, expected that beside it"
