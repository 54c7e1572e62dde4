"""A body's mark-up as a plain tree, built from lexbor's, without what no reader sees."""

from collections.abc import Collection, Iterator
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

from policytrail.extract.defuse import MAX_DEPTH, defuse_markup
from policytrail.extract.mojibake import undo_double_escapes

# Elements whose content is never text of the page.
_NEVER_TEXT = frozenset([
    "script", "style", "template", "svg", "math", "iframe", "frame", "object", "embed", "applet",
    "canvas", "video", "audio", "map", "select", "option", "optgroup", "datalist", "input",
    "meter", "progress", "head", "link", "meta", "title", "base", "img", "picture", "source",
    "track", "param", "col", "colgroup", "area", "noframes", "rp", "rt", "rtc", "dialog-polyfill",
])  # fmt: skip
DOUBTFUL_TAGS = frozenset({"textarea", "noscript"})
"""Elements that rarely hold text of the page; `revealed.reveal_fields` decides."""
_KEPT_EMPTY = frozenset({"br", "hr"})


class Element:
    """One element: its tag, attributes and children; text children are plain strings."""

    __slots__ = (
        "_own_size", "asks", "attributes", "children", "linked", "number", "parent", "size", "tag"
    )  # fmt: skip

    def __init__(
        self, tag: str, attributes: dict[str, str | None], parent: "Element | None"
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []
        self.size = 0
        """Number of characters of text in it, once measured."""
        self.linked = 0
        """Number of those characters that are in links."""
        self.asks = ""
        """The type of a form field that is a direct child: what the reader is asked for."""
        self.number = ""
        """The number that a style sheet shows before it."""
        self._own_size: int | None = None

    def attribute(self, name: str) -> str:
        """Return an attribute's value; missing and empty are the same."""
        return self.attributes.get(name) or ""

    @property
    def prose(self) -> int:
        """Return the number of characters outside links, once measured."""
        return self.size - self.linked

    @property
    def own_size(self) -> int:
        """Return the number of characters that stand directly in it, counted once.

        Each of a thousand siblings asks for that of their parent.
        """
        if self._own_size is None:
            texts = (child for child in self.children if isinstance(child, str))
            self._own_size = sum(len(text.strip()) for text in texts)
        return self._own_size

    def descendants(self) -> Iterator["Element"]:
        """Yield the element and all below it, in document order."""
        stack: list[Element] = [self]
        while stack:
            element = stack.pop()
            yield element
            if element.children:
                stack += [child for child in element.children[::-1] if not isinstance(child, str)]

    def text_nodes(self) -> Iterator[str]:
        """Yield the text nodes below the element, in document order."""
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                yield node
            else:
                stack.extend(reversed(node.children))

    def inner_text(self) -> str:
        """Return all text below the element, white space collapsed."""
        return " ".join(" ".join(self.text_nodes()).split())

    def ancestors(self) -> Iterator["Element"]:
        """Yield the parent, its parent, and so on."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent


Child: TypeAlias = Element | str


def drop_elements(elements: Collection[Element]) -> None:
    """Remove elements from their tree."""
    gone = {id(element) for element in elements}
    parents = {id(e.parent): e.parent for e in elements if e.parent is not None}
    for parent in parents.values():
        parent.children = [child for child in parent.children if id(child) not in gone]
    for element in elements:
        element.parent = None


class ElementTree:
    """The root element, and which element came from which node of lexbor."""

    __slots__ = ("asks_password", "by_node", "root")

    def __init__(self, root: Element, by_node: dict[int, Element], *, asks_password: bool) -> None:
        self.root = root
        self.by_node = by_node
        self.asks_password = asks_password

    def release(self) -> None:
        """Part the elements from their parents, so that the tree goes without a search for cycles."""
        for element in self.by_node.values():
            element.parent = None


def parse_html(text: str) -> LexborHTMLParser:
    """Return lexbor's tree of a page; hostile mark-up is flattened first."""
    return LexborHTMLParser(defuse_markup(text), scripting=False)


def build_tree(parser: LexborHTMLParser) -> ElementTree:
    """Return our own tree of what lexbor parsed."""
    root = Element("html", {}, None)
    by_node: dict[int, Element] = {}
    node = parser.root
    if node is not None:
        root.attributes = node.attributes
        by_node[node.mem_id] = root
        _fill_tree(root, node, by_node)
    asks_password = parser.css_first("input[type=password]") is not None
    return ElementTree(root, by_node, asks_password=asks_password)


def _fill_tree(root: Element, top: LexborNode, by_node: dict[int, Element]) -> None:
    """Copy what is below `top` without recursion; beyond `MAX_DEPTH` the tree is flattened."""
    path = [root]
    depth = 1
    node = top.first_child
    while node is not None:
        entered = _copy_node(node, path[-1], by_node)
        below = node.first_child if entered is not None else None
        if entered is not None and below is not None:
            depth += 1
            if depth <= MAX_DEPTH:
                path.append(entered)
            node = below
            continue
        following = node.next
        while following is None and depth > 1:
            depth -= 1
            del path[depth:]
            above = node.parent
            if above is None:
                return
            node, following = above, above.next
        node = following


def _copy_node(node: LexborNode, parent: Element, by_node: dict[int, Element]) -> Element | None:
    """Append a copy of one node; return it if its children are to be copied too."""
    tag = node.tag or ""
    if tag == "-text":
        content = node.text_content
        if content:
            parent.children.append(undo_double_escapes(content) if "&" in content else content)
        return None
    if tag in _NEVER_TEXT or tag.startswith(("-", "!")):
        if tag == "input":
            parent.asks = parent.asks or (node.attributes.get("type") or "text").lower()
        return None
    element = Element(tag, node.attributes, parent)
    if tag == "textarea":
        parent.asks = tag
    parent.children.append(element)
    by_node[node.mem_id] = element
    return None if tag in _KEPT_EMPTY else element
