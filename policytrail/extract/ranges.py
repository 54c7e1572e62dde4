"""What lies between two places of a page, as in a reader's selection."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from policytrail.extract.tree import Element

Span: TypeAlias = tuple[int, int]
"""Where something starts, and where what follows it starts."""


class Positions:
    """Where each element of a tree starts and ends; every element and every text counts one."""

    def __init__(self, root: Element) -> None:
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self._count_positions(root, 0)

    def _count_positions(self, element: Element, position: int) -> int:
        self._starts[id(element)] = position
        position += 1
        for child in element.children:
            position = (
                position + 1 if isinstance(child, str) else self._count_positions(child, position)
            )
        self._ends[id(element)] = position
        return position

    def start_of(self, element: Element) -> int:
        """Return the position of the element itself."""
        return self._starts[id(element)]

    def end_of(self, element: Element) -> int:
        """Return the position after all content of the element."""
        return self._ends[id(element)]

    def clip_to_span(
        self, element: Element, span: Span, gone: AbstractSet[int], cuts: Sequence[Span]
    ) -> Element | None:
        """Return a copy of what lies in a span, with the enclosing elements; None if there is nothing.

        Elements whose `id()` is in `gone`, and what lies in `cuts`, are left out.
        """
        low, high = span
        if self.end_of(element) <= low or self.start_of(element) >= high or id(element) in gone:
            return None
        copy = Element(element.tag, element.attributes, None)
        position = self.start_of(element) + 1
        for child in element.children:
            if isinstance(child, str):
                if low <= position < high and not _is_in(position, cuts):
                    copy.children.append(child)
                position += 1
                continue
            part = self.clip_to_span(child, span, gone, cuts)
            if part is not None:
                part.parent = copy
                copy.children.append(part)
            position = self.end_of(child)
        return copy if copy.children or not element.children else None

    def cut_span(self, element: Element, span: Span) -> None:
        """Remove from the element what lies in a span; what is left keeps its positions."""
        low, high = span
        position = self.start_of(element) + 1
        for index, child in enumerate(element.children):
            if isinstance(child, str):
                if low <= position < high:
                    element.children[index] = ""
                position += 1
                continue
            if low <= self.start_of(child) and self.end_of(child) <= high:
                for below in child.children:
                    if not isinstance(below, str):
                        below.parent = None
                child.children = []
            else:
                self.cut_span(child, span)
            position = self.end_of(child)


def _is_in(position: int, spans: Sequence[Span]) -> bool:
    return any(low <= position < high for low, high in spans)
