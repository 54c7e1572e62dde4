"""A page in HTML as a document."""

import re

from selectolax.lexbor import LexborHTMLParser

from policytrail.extract.annotate import annotated
from policytrail.extract.css_numbers import number_elements
from policytrail.extract.dates import Stated
from policytrail.extract.document import document_of, times_of
from policytrail.extract.edges import trimmed
from policytrail.extract.furniture import clear
from policytrail.extract.guard import why_not
from policytrail.extract.guard.seen import Seen
from policytrail.extract.headings import promote
from policytrail.extract.main_part import main_parts
from policytrail.extract.markup_dates import hidden_dates
from policytrail.extract.measure import measure
from policytrail.extract.mojibake import repaired
from policytrail.extract.revealed import reveal
from policytrail.extract.rules import NoMatch, Selection
from policytrail.extract.shadow import compose, with_visible_roots
from policytrail.extract.struck import drop_struck
from policytrail.extract.tree import Element, Tree, build, parse
from policytrail.extract.walk import walk
from policytrail.model import Document, Failure, FailureReason, Recipe
from policytrail.text import normalise

_LEAST_PROSE = 1_000
"""What a fragment names is a policy among others if it is so long, else a place in one."""
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?=$|[-_])")


def read_html(text: str, recipe: Recipe, url: str) -> Document | Failure:
    """Return the policy of a page, or why the page is not one.

    Raises:
        ExtractError: if a rule of the recipe is no valid CSS selector.
    """
    text = repaired(text)
    parser = parse(with_visible_roots(text))
    tree = build(parser)
    reveal(tree)
    if "counter" in text:
        number_elements(parser, tree)
    if "shadowroot" in text:
        compose(tree.root)
    base = _base_url(parser, url)
    try:
        parts = Selection(parser, tree).apply(recipe.select, recipe.remove)
    except NoMatch as error:
        return Failure(FailureReason.EMPTY, str(error))
    for part in parts:
        drop_struck(part)
    if not recipe.select:
        parts = _found_without_rules(tree, url.partition("#")[2])
    drafts = [draft for part in parts for draft in walk(part, base)]
    if not recipe.select:
        drafts = trimmed(drafts)
    promote(drafts)
    document = annotated(
        document_of(drafts, _page_title(parser)),
        _declared_language(tree),
        Stated(tuple(hidden_dates(text)), times_of(drafts)),
    )
    seen = Seen(text, document, tree.asks_password, is_selected=bool(recipe.select))
    return why_not(seen) or document


def _found_without_rules(tree: Tree, fragment: str) -> list[Element]:
    """Return the parts that hold the policy; one that the URL's fragment names goes first."""
    measure(tree.root)
    clear(tree.root)
    if fragment:
        for element in tree.root.elements():
            if element.get("id") == fragment and element.prose >= _LEAST_PROSE:
                return [element]
    return main_parts(tree.root)


def _base_url(parser: LexborHTMLParser, url: str) -> str:
    node = parser.css_first("base[href]")
    href = node.attributes.get("href") if node is not None else None
    return href if href and href.startswith(("http:", "https:")) else url


def _page_title(parser: LexborHTMLParser) -> str:
    node = parser.css_first("head > title") or parser.css_first("title")
    return normalise(node.text()) if node is not None else ""


def _declared_language(tree: Tree) -> str:
    found = _LANGUAGE.match(tree.root.get("lang") or tree.root.get("xml:lang"))
    return found[0].lower() if found else ""
