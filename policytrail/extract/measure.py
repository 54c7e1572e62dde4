"""How much text each element of a tree holds, and how much of it is links."""

from policytrail.extract.tree import Element


class Measures:
    """Lengths in characters, of text without white space at its ends, by element."""

    __slots__ = ("_linked", "_size")

    def __init__(self, root: Element) -> None:
        self._size: dict[int, int] = {}
        self._linked: dict[int, int] = {}
        size, linked = self._size, self._linked
        for element in reversed(list(root.elements())):
            length = links = 0
            for child in element.children:
                if isinstance(child, str):
                    length += len(child.strip())
                else:
                    length += size[id(child)]
                    links += linked[id(child)]
            size[id(element)] = length
            linked[id(element)] = length if element.tag == "a" else links

    def size(self, element: Element) -> int:
        """Return how long the element's text is."""
        return self._size[id(element)]

    def linked(self, element: Element) -> int:
        """Return how much of it stands in links."""
        return self._linked[id(element)]

    def prose(self, element: Element) -> int:
        """Return how much of it stands outside of links."""
        return self._size[id(element)] - self._linked[id(element)]
