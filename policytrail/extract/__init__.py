"""Turns a body into a document, or says why it is not the policy."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.extract.body import extract
    from policytrail.extract.charset import decode_text
    from policytrail.extract.dates import find_claimed_dates
    from policytrail.extract.html import read_html
    from policytrail.extract.links import link_target
    from policytrail.extract.markdown import read_markdown
    from policytrail.extract.onward import is_same_site, onward_target
    from policytrail.extract.page_links import PageLink, find_page_links
    from policytrail.extract.pages import JoinedPage, join_pages
    from policytrail.extract.plain import read_plain
    from policytrail.extract.sections import section_label, section_paths
    from policytrail.extract.tree import parse_html

__all__ = [
    "JoinedPage",
    "PageLink",
    "decode_text",
    "extract",
    "find_claimed_dates",
    "find_page_links",
    "is_same_site",
    "join_pages",
    "link_target",
    "onward_target",
    "parse_html",
    "read_html",
    "read_markdown",
    "read_plain",
    "section_label",
    "section_paths",
]
__getattr__ = import_on_demand(__name__, __file__)
