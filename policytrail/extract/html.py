"""A page in HTML as a document."""

import re

from selectolax.lexbor import LexborHTMLParser

from policytrail.extract.annotate import annotate_document
from policytrail.extract.css_numbers import number_elements
from policytrail.extract.dates import MarkupDates
from policytrail.extract.document import build_document, stated_times
from policytrail.extract.edges import trim_edges
from policytrail.extract.furniture import remove_furniture
from policytrail.extract.guard import SeenPage, why_not
from policytrail.extract.heading_roles import HEADING_ROLE, name_headings
from policytrail.extract.headings import promote_headings
from policytrail.extract.main_part import main_parts
from policytrail.extract.markers import read_markers
from policytrail.extract.markup_dates import hidden_dates
from policytrail.extract.measure import measure_text
from policytrail.extract.mojibake import repair_text
from policytrail.extract.revealed import reveal_fields
from policytrail.extract.rules import NoMatch, Selection
from policytrail.extract.screen_copies import drop_screen_copies
from policytrail.extract.shadow import compose_shadow_roots, with_visible_roots
from policytrail.extract.struck import STRUCK_SELECTOR, set_struck_aside
from policytrail.extract.tree import Element, ElementTree, build_tree, parse_html
from policytrail.extract.walk import walk_blocks
from policytrail.model import Document, Failure, FailureReason, Recipe
from policytrail.text import normalise_text

_LEAST_PROSE = 1_000
"""An element that a URL's fragment names is a policy of its own if it is this long, else a place in one."""
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?=$|[-_])")


def read_html(text: str, recipe: Recipe, url: str, *, is_part: bool = False) -> Document | Failure:
    """Return the policy of a page, or why the page is not one; `is_part`: it goes on on others.

    Raises:
        ExtractError: if a rule of the recipe is no valid CSS selector.
    """
    text = repair_text(text)
    parser = parse_html(with_visible_roots(text))
    tree = build_tree(parser)
    reveal_fields(tree)
    if parser.css_first(HEADING_ROLE) is not None:
        name_headings(tree)
    if "counter" in text:
        number_elements(parser, tree)
    if "shadowroot" in text:
        compose_shadow_roots(tree.root)
    base = _base_url(parser, url)
    try:
        parts = Selection(parser, tree).select_parts(recipe.select, recipe.remove)
    except NoMatch as error:
        return Failure(FailureReason.EMPTY, str(error))
    if parser.css_first(STRUCK_SELECTOR) is not None:
        for part in parts:
            set_struck_aside(part)
    if not recipe.select:
        parts = _found_without_rules(tree, url.partition("#")[2])
    drafts = [draft for part in parts for draft in walk_blocks(part, base)]
    if not recipe.select:
        drafts = trim_edges(drafts)
    read_markers(drafts)
    promote_headings(drafts)
    document = annotate_document(
        build_document(drafts, _page_title(parser)),
        _declared_language(tree),
        MarkupDates(tuple(hidden_dates(text)), stated_times(drafts)),
    )
    tree.release()
    seen = SeenPage(text, document, tree.asks_password, bool(recipe.select), url, is_part)
    return why_not(seen) or document


def _found_without_rules(tree: ElementTree, fragment: str) -> list[Element]:
    """Return the parts that hold the policy; the one that the URL's fragment names comes first."""
    measure_text(tree.root)
    drop_screen_copies(tree.root)
    remove_furniture(tree.root)
    if fragment:
        for element in tree.root.descendants():
            if element.attribute("id") == fragment and element.prose >= _LEAST_PROSE:
                return [element]
    return main_parts(tree.root)


def _base_url(parser: LexborHTMLParser, url: str) -> str:
    node = parser.css_first("base[href]")
    href = node.attributes.get("href") if node is not None else None
    return href if href and href.startswith(("http:", "https:")) else url


def _page_title(parser: LexborHTMLParser) -> str:
    node = parser.css_first("head > title") or parser.css_first("title")
    return normalise_text(node.text()) if node is not None else ""


def _declared_language(tree: ElementTree) -> str:
    language = _LANGUAGE.match(tree.root.attribute("lang") or tree.root.attribute("xml:lang"))
    return language[0].lower() if language else ""
