"""Where a page without text leads: by its refresh, its script's redirect, or its frame."""

import html
import re
from typing import Final
from urllib.parse import urljoin, urlsplit

_META: Final = re.compile(
    r"<meta\s[^>]{0,300}http-equiv\s*=\s*[\"']?refresh\b[^>]{0,600}>", re.IGNORECASE
)
_CONTENT: Final = re.compile(r"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_REFRESH: Final = re.compile(
    r"\s*(?P<delay>\d{1,5})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?(?P<url>[^\"'>\s]+)",
    re.IGNORECASE,
)
_SCRIPT: Final = re.compile(
    r"(?:window\.|document\.|top\.|self\.|parent\.)?location(?:\.href)?\s*(?:=\s*|\.(?:replace|assign)\(\s*)[\"']([^\"'\s]{1,500})[\"']"
)
_FRAME: Final = re.compile(
    r"<i?frame\b[^>]{0,600}?\bsrc\s*=\s*(?:\"([^\"]+)\"|'([^']+)'|([^\s>]+))", re.IGNORECASE
)
_NOT_CONTENT: Final = re.compile(
    r"googletagmanager|recaptcha|doubleclick|google\.com/maps|facebook\.com|youtube|about:|javascript:|captcha|challenge|hcaptcha|consent"
    r"|list-manage|newsletter|subscribe|sign-?up|player\.vimeo|twitter\.com|platform\.x\.com",
    re.IGNORECASE,
)
_LONGEST_DELAY_S: Final = 15
"""A page that refreshes itself later than this is meant to be read."""
_LOOKED_AT: Final = 200_000


def refresh_target(markup: str, base: str) -> str:
    """Return the target of a page's `<meta http-equiv=refresh>`; empty without one.

    >>> refresh_target("<meta http-equiv=refresh content='0; url=/ok'>", "https://a.example/x")
    'https://a.example/ok'
    """
    for tag in _META.findall(markup[:_LOOKED_AT]):
        content = _CONTENT.search(tag)
        value = html.unescape(next(filter(None, content.groups()), "")) if content else ""
        refresh = _REFRESH.match(value)
        if refresh and int(refresh["delay"]) <= _LONGEST_DELAY_S:
            return _other(refresh["url"], base)
    return ""


def script_target(markup: str, base: str) -> str:
    """Return the address that a page's script navigates to at once; empty without one."""
    redirect = _SCRIPT.search(markup[:_LOOKED_AT])
    return _other(redirect[1], base) if redirect else ""


def frame_target(markup: str, base: str) -> str:
    """Return the address of the last frame that may hold the page's text; empty without one.

    The frame with the text comes after those of menus.
    """
    addresses = (
        html.unescape(frame[1] or frame[2] or frame[3] or "")
        for frame in _FRAME.finditer(markup[:_LOOKED_AT])
    )
    kept = [address for address in addresses if not _NOT_CONTENT.search(address)]
    return _other(kept[-1], base) if kept else ""


def onward_target(markup: str, base: str) -> str:
    """Return where a page redirects its reader; empty if it does not."""
    return refresh_target(markup, base) or script_target(markup, base)


def is_same_site(url: str, other: str) -> bool:
    """Return whether two addresses belong to one site: the same host, or one a subdomain of the other."""
    first, second = ((urlsplit(each).hostname or "").removeprefix("www.") for each in (url, other))
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _other(target: str, base: str) -> str:
    try:
        url = urljoin(base, target)
    except ValueError:
        return ""
    is_web = url.startswith(("http://", "https://")) or not base
    return url if is_web and url.partition("#")[0] != base.partition("#")[0] else ""
