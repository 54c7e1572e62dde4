"""Where in a page its policy stands, when no rule says so."""

from policytrail.extract.measure import Measures
from policytrail.extract.tree import Element

_SHARE = 0.6


def main_part(root: Element) -> Element:
    """Return the smallest element that holds the policy."""
    measures = Measures(root)
    total = max(1, measures.prose(root))
    best = root
    for element in root.elements():
        named = element.tag in {"main", "article"} or element.get("role") == "main"
        if named and measures.prose(element) >= _SHARE * total:
            best = element
    return _descended(best, measures)


def _descended(element: Element, measures: Measures) -> Element:
    while True:
        children = [child for child in element.children if not isinstance(child, str)]
        whole = measures.size(element)
        heir = next((c for c in children if measures.size(c) >= 0.98 * whole), None)
        if heir is None or heir.tag in {"p", "table", "ul", "ol", "pre"}:
            return element
        element = heir
