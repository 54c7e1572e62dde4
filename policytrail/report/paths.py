"""Paths of all pages, relative to the root of the site."""

import re
from collections.abc import Iterable

from policytrail.text import hash_parts

_SAFE = re.compile(r"[a-z0-9][a-z0-9._-]*")
_UNSAFE = re.compile(r"[^a-z0-9]+")
# Windows takes these for devices, whatever follows their first dot.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
_LONGEST = 80
COMPARE_PATH = "compare.html"
"""Where two versions are compared: by the server, and without it, said how."""
SERVICES_PATH = "compare-services.html"
QUERY_PATH = "query.html"
CAPTURED_PATH = "captured.html"
PAPER_PATH = "paper.html"
"""The same of services, of questions in SQL, of captured pages and of pages as PDF."""
METHODOLOGY_PATH = "methodology.html"


def safe_file_name(name: str) -> str:
    """Return a file name for an id: itself where it is safe on every file system.

    Anything else is folded and gets a short hash, so that two ids never share a file.

    >>> safe_file_name("kling.terms_of_service")
    'kling.terms_of_service'
    >>> safe_file_name("kling/terms")
    'kling-terms-f9beea'
    >>> safe_file_name("con").startswith("con-")
    True
    """
    is_safe = _SAFE.fullmatch(name) and len(name) <= _LONGEST and not name.endswith(".")
    if is_safe and not _DEVICE.match(name):
        return name
    folded = _UNSAFE.sub("-", name.casefold()).strip("-")[:_LONGEST]
    return f"{folded}-{hash_parts(name)[:6]}".strip("-")


def change_path(change_id: str, suffix: str = "html") -> str:
    """Return the path of the page of a change."""
    return f"changes/{change_id}.{suffix}"


def source_path(source_id: str, suffix: str = "html") -> str:
    """Return the path of the page of a source."""
    return f"sources/{safe_file_name(source_id)}.{suffix}"


def text_path(source_id: str, suffix: str = "html") -> str:
    """Return the path of the page with a source's current text."""
    return f"texts/{safe_file_name(source_id)}.{suffix}"


def service_path(service_id: str, suffix: str = "html") -> str:
    """Return the path of the page of a service."""
    return f"services/{safe_file_name(service_id)}.{suffix}"


def provision_link(source_id: str, provision_id: str, suffix: str = "html") -> str:
    """Return the link to a provision, in the current text of its source."""
    return f"{text_path(source_id, suffix)}#{provision_id}"


def former_provision_path(provision_id: str, suffix: str = "html") -> str:
    """Return the path of the page that a provision had in earlier versions of the site."""
    return f"provisions/{provision_id}.{suffix}"


def type_path(type_id: str, suffix: str = "html") -> str:
    """Return the path of the page of a type of provision."""
    return f"types/{safe_file_name(type_id)}.{suffix}"


def comparison_path(service_ids: Iterable[str], suffix: str = "html") -> str:
    """Return the path of a comparison of services, whatever their order."""
    return f"comparisons/{'-vs-'.join(safe_file_name(service_id) for service_id in sorted(service_ids))}.{suffix}"


def compared_path(source_id: str, before_sha256: str, after_sha256: str) -> str:
    """Return the path of a comparison of two chosen versions."""
    return f"compared/{safe_file_name(source_id)}-{before_sha256[:8]}-{after_sha256[:8]}.html"


def policy_feed(source_id: str) -> str:
    """Return the name of the feed of one source, without its ending."""
    return f"policy--{safe_file_name(source_id)}"


def captured_link(body_sha256: str) -> str:
    """Return the link to a captured page, as the server of the reports shows it."""
    return f"{CAPTURED_PATH}?body={body_sha256}"


def paper_link(path: str) -> str:
    """Return the link to a page as PDF, as the server of the reports sets it."""
    return f"{PAPER_PATH}?page={path}"


def path_to_root(path: str) -> str:
    """Return the way from a page back to the root of the site.

    >>> path_to_root("changes/PT-C-1.html"), path_to_root("index.html")
    ('../', '')
    """
    return "../" * path.count("/")


def address_in(site: str, path: str) -> str:
    """Return where a page is: below the address of the reports, or its path within them.

    >>> address_in("https://policies.example/reports", "changes/PT-C-1.html")
    'https://policies.example/reports/changes/PT-C-1.html'
    """
    return f"{site.rstrip('/')}/{path}" if site else path
