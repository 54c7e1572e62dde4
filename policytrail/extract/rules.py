"""What the selection rules of a source pick from a page."""

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from policytrail.errors import ExtractError
from policytrail.extract.tree import Element, Tree
from policytrail.model import Range, Rule


class Selection:
    """Finds what rules select in one page; positions are those of the document's order."""

    def __init__(self, parser: LexborHTMLParser, tree: Tree) -> None:
        self._parser = parser
        self._tree = tree
        self._order: dict[int, int] | None = None

    def matches(self, rule: Rule) -> list[Element]:
        """Return the elements that a rule selects, none of them inside another.

        Raises:
            ExtractError: if the rule is no valid CSS selector.
        """
        if isinstance(rule, Range):
            return self._between(rule)
        return outermost(self._found(rule))

    def _found(self, css: str) -> list[Element]:
        nodes = _query(self._parser, css)
        known = (self._tree.by_node.get(node.mem_id) for node in nodes)
        return [element for element in known if element is not None and self._stands(element)]

    def _stands(self, element: Element) -> bool:
        """Return whether no rule took the element out already."""
        top = element
        while top.parent is not None:
            top = top.parent
        return top is self._tree.root

    def _between(self, rule: Range) -> list[Element]:
        """Return the outermost elements that lie wholly between the ends of a range."""
        start, end = rule.start_before or rule.start_after, rule.end_before or rule.end_after
        if start is None or end is None:
            raise ExtractError(f"a range needs a start and an end: {rule}")
        firsts, lasts = self._found(start), self._found(end)
        if not firsts or not lasts:
            return []
        order = self._positions()
        first, last = firsts[0], lasts[0]
        low = order[id(first)] if rule.start_before else _end_of(first, order)
        high = order[id(last)] if rule.end_before else _end_of(last, order)
        inside = (
            element
            for element in self._tree.root.elements()
            if low <= order[id(element)] < high and _end_of(element, order) <= high
        )
        return outermost(list(inside))

    def _positions(self) -> dict[int, int]:
        if self._order is None:
            elements = list(self._tree.root.elements())
            self._order = {id(element): at for at, element in enumerate(elements)}
        return self._order


def _query(parser: LexborHTMLParser, css: str) -> list[LexborNode]:
    try:
        return parser.css(css)
    except SelectolaxError as error:
        raise ExtractError(f"not a valid CSS selector: {css!r}") from error


def _end_of(element: Element, order: dict[int, int]) -> int:
    """Return the position after the last element below one."""
    last = element
    while True:
        below = [child for child in last.children if not isinstance(child, str)]
        if not below:
            return order[id(last)] + 1
        last = below[-1]


def outermost(elements: Sequence[Element]) -> list[Element]:
    """Return the elements that lie in no other of them, each once, in the given order."""
    chosen = {id(element) for element in elements}
    kept: dict[int, Element] = {}
    for element in elements:
        if not any(id(above) in chosen for above in element.ancestors()):
            kept.setdefault(id(element), element)
    return list(kept.values())
