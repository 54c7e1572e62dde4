"""The links of a whole page, furniture included, where a site names its policies."""

from dataclasses import dataclass

from policytrail.extract.charset import decode_text
from policytrail.extract.links import link_target
from policytrail.extract.tree import parse_html
from policytrail.text import normalise_text


@dataclass(frozen=True, slots=True)
class PageLink:
    """One link of a page."""

    text: str
    target: str
    """Absolute, without tracking parameters."""


def find_page_links(body: bytes, media_type: str, url: str) -> tuple[PageLink, ...]:
    """Return the links of a page in its order, each target once."""
    links: dict[str, PageLink] = {}
    for anchor in parse_html(decode_text(body, media_type)).css("a[href]"):
        target = link_target(anchor.attributes.get("href") or "", url)
        if target.startswith(("http://", "https://")):
            links.setdefault(target, PageLink(normalise_text(anchor.text()), target))
    return tuple(links.values())
