"""Where the policy of an address that is dead stands now, by the links of the service's other texts."""

from collections.abc import Iterable
from urllib.parse import urldefrag, urlsplit

from policytrail.sources.urls import normal_url


def find_moved(url: str, linked: Iterable[str], tracked: Iterable[str]) -> str | None:
    """Return the one address of the same site that is named as the dead one was; None if in doubt.

    `linked` are the addresses that other texts of the service link to; those in `tracked` are those
    of other policies.

    >>> find_moved("https://lumen.example/terms/", ["https://legal.lumen.example/terms#top"], ())
    'https://legal.lumen.example/terms'
    """
    from policytrail.extract import is_same_site  # noqa: PLC0415 (only where an address is dead)

    name = _page_name(url)
    taken = {normal_url(address) for address in (url, *tracked)}
    moved = {
        normal_url(target): urldefrag(target).url
        for target in linked
        if name and _page_name(target) == name and is_same_site(url, target)
    }
    left = [target for normal, target in sorted(moved.items()) if normal not in taken]
    return left[0] if len(left) == 1 else None


def _page_name(url: str) -> str:
    """Return the last part of an address's path, without its ending; empty if it has none."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return path.rstrip("/").rpartition("/")[2].partition(".")[0].lower()
