"""Finds the policy in a page without selection rules."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from policytrail.extract.measure import measure_text
from policytrail.extract.tree import Element

_NAMED_SHARE = 0.6
"""Share of the page's prose from which `<main>` or `<article>` is believed."""
_HEIR_SHARE = 0.9
"""Share of an element's prose from which its largest child is the core of it."""
_LEAST_SHARE = 0.5
_LARGEST_FORM = 800
_ASKED = frozenset({"email", "tel", "search", "password"})
_LEAVES = frozenset(["p", "table", "ul", "ol", "dl", "pre", "blockquote"])
# Next to the core, these tags belong to it; a `div` may be anything.
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {"p", "li", "tr", "div", "section", "dd"}
_LEAST_BLOCKS = 4
_TEXT = _LEAVES | _HEADINGS
_TITLES = frozenset({"h1", "h2"})
_LABEL = 60
_INTRODUCTION = 150
_AFTERWORD = 250
# What a notice asks, in the languages of the corpus; a policy only states.
_CONSENT = re.compile(
    r"(?:accept|reject|allow|decline|manage|only)[^.]{0,30}(?:cookies|all|necessary|preferences)"
    r"|tout (?:accepter|refuser)|(?:accepter|refuser|param[ée]trer)[^.]{0,20}cookies"
    r"|(?:alle )?cookies? (?:akzeptieren|ablehnen|zulassen)|(?:alle|nur) (?:akzeptieren|notwendige)"
    r"|(?:aceptar|rechazar|aceitar|accetta|rifiuta|accepteren|weigeren)[^.]{0,20}(?:cookies?|tod[oa]s|tutti|alle)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_LINKED = 0.5


def main_parts(root: Element) -> list[Element]:
    """Return the elements that hold the policy, in order: its core, and what belongs to it."""
    measure_text(root)
    core = _find_core(_named_content(root))
    path = [core, *core.ancestors()]
    before: list[Element] = []
    after: list[Element] = []
    for child, parent in pairwise(path):
        place = parent.children.index(child)
        before[:0] = _leading_elements(list(_child_elements(parent.children[:place])), child)
        after += _following_elements(list(_child_elements(parent.children[place + 1 :])), child)
    return [*before, core, *after]


def _leading_elements(elements: list[Element], core: Element) -> list[Element]:
    """Return what introduces the core, and what stands between the introduction and the core."""
    introducing = (
        position
        for position, each in enumerate(elements)
        if _is_introduction(each) or _is_alike(each, core)
    )
    between = elements[next(introducing, len(elements)) :]
    kept = [each for each in between if _is_introduction(each) or not _can_go(each)]
    return _with_their_like(kept, between)


def _following_elements(elements: list[Element], core: Element) -> list[Element]:
    """Return what goes on with the policy behind the core."""
    kept = [each for each in elements if _is_continuation(each) or _is_alike(each, core)]
    return _with_their_like(kept, elements)


def _with_their_like(kept: list[Element], elements: list[Element]) -> list[Element]:
    """Return the kept elements and those marked up as they are: the titles above their text."""
    kinds = {(each.tag, each.attribute("class")) for each in kept if each.attribute("class")}
    chosen = {id(each) for each in kept}
    return [
        each
        for each in elements
        if id(each) in chosen
        or ((each.tag, each.attribute("class")) in kinds and each.size and not _is_aside(each))
    ]


def _is_alike(element: Element, core: Element) -> bool:
    """Return whether an element has content and the same class as the element that holds the policy."""
    name = core.attribute("class")
    return (
        bool(name)
        and (element.tag, element.attribute("class")) == (core.tag, name)
        and element.prose >= _LABEL
        and not _is_aside(element)
    )


def _named_content(root: Element) -> Element:
    """Return the smallest element marked up as content that holds most of the prose."""
    least = _NAMED_SHARE * max(1, root.prose)
    best = root
    for element in root.descendants():
        if element.size >= least and element.prose >= least:
            named = element.tag in {"main", "article"} or element.attribute("role") == "main"
            best = element if named else best
    return best


def _find_core(element: Element) -> Element:
    while True:
        children = list(_child_elements(element.children))
        heir = max(children, key=lambda child: child.prose, default=None)
        if heir is None or heir.tag in _LEAVES or not _child_is_core(heir, children, element):
            return element
        element = heir


def _child_is_core(heir: Element, children: list[Element], above: Element) -> bool:
    """Return whether an element's largest child is the core of it."""
    share = heir.prose / max(1, above.prose)
    if share >= _HEIR_SHARE:
        return True
    if share < _LEAST_SHARE or _is_single(heir):
        return False
    place = children.index(heir)
    return all(_can_go(c) or _is_introduction(c) for c in children[:place]) and all(
        _can_go(c) or _is_continuation(c) for c in children[place + 1 :]
    )


def _is_single(element: Element) -> bool:
    """Return whether an element is no more than a block or two."""
    blocks = (below for below in element.descendants() if below.tag in _BLOCKS)
    return len(list(islice(blocks, _LEAST_BLOCKS))) < _LEAST_BLOCKS


def _can_go(element: Element) -> bool:
    if _is_aside(element):
        return True
    titled = any(below.tag in _HEADINGS for below in element.descendants())
    return element.prose < _LABEL and not titled and not element.inner_text().endswith(":")


def _is_aside(element: Element) -> bool:
    """Return whether an element next to the core is not part of it: a list of links, a form."""
    if element.linked > _MOST_LINKED * element.size:
        return True
    if element.prose >= _LARGEST_FORM:
        return False
    if any(below.asks in _ASKED for below in element.descendants()):
        return True
    text = element.inner_text()
    return "cookie" in text.lower() and _CONSENT.search(text) is not None


def _child_elements(children: list[Element | str]) -> Iterator[Element]:
    return (child for child in children if not isinstance(child, str))


def _is_introduction(element: Element) -> bool:
    """Return whether what precedes the core is its title, its date or its preamble."""
    if element.tag in _TEXT:
        return not _is_aside(element)
    if any(below.tag == "h1" for below in element.descendants()):
        return True
    if _is_aside(element):
        return False
    titled = any(below.tag in _TITLES for below in element.descendants())
    return (
        titled or element.prose >= _INTRODUCTION or (_YEAR.search(element.inner_text()) is not None)
    )


def _is_continuation(element: Element) -> bool:
    """Return whether what follows the core is more of it."""
    if _is_aside(element):
        return False
    return element.tag in _TEXT or element.prose >= _AFTERWORD
