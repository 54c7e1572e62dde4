"""Measures how much text the elements of a tree hold, and how much of it is links."""

from policytrail.extract.tree import Element


def measure_text(root: Element) -> None:
    """Set `size` and `linked` of the element and of all elements below it."""
    elements = [root]
    for element in elements:  # which grows: parents stand before their children
        elements += [child for child in element.children if not isinstance(child, str)]
    for element in reversed(elements):
        size = linked = 0
        for child in element.children:
            if isinstance(child, str):
                size += len(child.strip())
            else:
                size += child.size
                linked += child.linked
        element.size = size
        element.linked = size if element.tag == "a" else linked
