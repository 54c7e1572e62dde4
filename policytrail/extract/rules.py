"""Applies the selection rules of a source to a page."""

from collections.abc import Sequence
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from policytrail.errors import ExtractError
from policytrail.extract.ranges import Positions
from policytrail.extract.tree import Element, ElementTree, drop_elements
from policytrail.model import Range, Rule


class NoMatch(Exception):
    """A rule matches nothing on the page."""

    def __init__(self, rule: Rule) -> None:
        super().__init__(f"nothing matches the selector {rule}")


_Span = tuple[int, int]
"""Where a range starts and ends."""


class Selection:
    """Applies rules to one page; all of them are evaluated on the page as it was served."""

    def __init__(self, parser: LexborHTMLParser, tree: ElementTree) -> None:
        self._parser = parser
        self._tree = tree

    @cached_property
    def _positions(self) -> Positions:
        return Positions(self._tree.root)

    def select_parts(self, select: Sequence[Rule], remove: Sequence[Rule]) -> list[Element]:
        """Return the parts that rules select, without what others remove; the whole page if none selects.

        Raises:
            ExtractError: if a rule is no valid CSS selector.
            NoMatch: if a rule selects nothing. One that removes nothing is none of its kind.
        """
        picked = [self._picked_by_rule(rule) for rule in select]
        gone = [
            element
            for rule in remove
            if isinstance(rule, str)
            for element in self._matching_elements(rule)
        ]
        cuts = [
            span for rule in remove if isinstance(rule, Range) if (span := self._range_span(rule))
        ]
        ranges = {
            place: self._positions.clip_to_span(self._tree.root, pick, {id(e) for e in gone}, cuts)
            for place, pick in enumerate(picked)
            if isinstance(pick, tuple)
        }
        for span in cuts:
            self._positions.cut_span(self._tree.root, span)
        drop_elements(gone)
        parts = [
            part
            for place, pick in enumerate(picked)
            for part in ([ranges[place]] if isinstance(pick, tuple) else pick)
            if part is not None and (place in ranges or self._is_kept(part))
        ]
        return outermost_elements(parts) if select else [self._tree.root]

    def _picked_by_rule(self, rule: Rule) -> list[Element] | _Span:
        picked = (
            self._range_span(rule) if isinstance(rule, Range) else self._matching_elements(rule)
        )
        if not picked:
            raise NoMatch(rule)
        return picked

    def _range_span(self, rule: Range) -> _Span | None:
        """Return where a range starts and ends; None if that is not on the page, or is empty."""
        start, end = rule.start_before or rule.start_after, rule.end_before or rule.end_after
        if start is None or end is None:
            raise ExtractError(f"a range needs a start and an end: {rule}")
        firsts, lasts = self._matching_elements(start), self._matching_elements(end)
        if not firsts or not lasts:
            return None
        positions = self._positions
        low = positions.start_of(firsts[0]) if rule.start_before else positions.end_of(firsts[0])
        high = positions.start_of(lasts[0]) if rule.end_before else positions.end_of(lasts[0])
        return (low, high) if low < high else None

    def _matching_elements(self, css: str) -> list[Element]:
        nodes = _query_css(self._parser, css)
        known = (self._tree.by_node.get(node.mem_id) for node in nodes)
        return [element for element in known if element is not None]

    def _is_kept(self, element: Element) -> bool:
        """Return whether no rule removed the element."""
        top = element
        while top.parent is not None:
            top = top.parent
        return top is self._tree.root


def _query_css(parser: LexborHTMLParser, css: str) -> list[LexborNode]:
    try:
        return parser.css(css)
    except SelectolaxError as error:
        raise ExtractError(f"not a valid CSS selector: {css!r}") from error


def outermost_elements(elements: Sequence[Element]) -> list[Element]:
    """Return the elements that none of the others contains, each once, in the given order."""
    chosen = {id(element) for element in elements}
    kept: dict[int, Element] = {}
    for element in elements:
        if not any(id(above) in chosen for above in element.ancestors()):
            kept.setdefault(id(element), element)
    return list(kept.values())
