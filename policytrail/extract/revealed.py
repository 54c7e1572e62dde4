"""Policies in places that rarely hold text: a form field, or content shown without scripts."""

from typing import Final

from policytrail.extract.plain import read_plain
from policytrail.extract.tree import DOUBTFUL_TAGS, Element, ElementTree, drop_elements
from policytrail.model import BlockKind

_LEAST_TEXT: Final = 400
"""Fewest characters of a text field that is a policy and not a suggestion of what to write."""
_TAGS: Final = {BlockKind.HEADING: "h3", BlockKind.ITEM: "li"}


def reveal_fields(tree: ElementTree) -> None:
    """Keep the text fields and `<noscript>` parts that hold a policy; drop all others."""
    doubtful = [element for element in tree.by_node.values() if element.tag in DOUBTFUL_TAGS]
    if not doubtful:
        return
    scriptless = [element for element in doubtful if element.tag == "noscript"]
    lengths = {id(element): len(element.inner_text()) for element in scriptless}
    rest = len(tree.root.inner_text()) - sum(lengths.values())
    dropped = [e for e in scriptless if lengths[id(e)] < max(_LEAST_TEXT, rest)]
    for field in (element for element in doubtful if element.tag == "textarea"):
        text = "".join(field.text_nodes())
        if len(text) < _LEAST_TEXT:
            dropped.append(field)
        else:
            _lay_out(field, text)
    drop_elements(dropped)


def _lay_out(field: Element, text: str) -> None:
    """Make paragraphs of the lines of a text field."""
    field.tag = "div"
    field.children = []
    for block in read_plain(text).blocks:
        child = Element(_TAGS.get(block.kind, "p"), {}, field)
        child.children.append(block.text)
        field.children.append(child)
