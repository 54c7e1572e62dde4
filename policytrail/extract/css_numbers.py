"""Numbers that a style sheet in the page puts before headings and paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, TypeAlias

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from policytrail.extract.numbering import format_number, style_named
from policytrail.extract.tree import Element, ElementTree

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_DECLARATIONS: Final = re.compile(r"\{([^{}]{0,2000})\}")
_SELECTORS: Final = re.compile(r"[^{}@;]+\Z")
_LONGEST_SELECTORS: Final = 300
_BEFORE: Final = re.compile(r"::?before\s*$", re.IGNORECASE)
_RESET: Final = re.compile(r"counter-(?P<how>reset|increment|set)\s*:\s*(?P<what>[^;]+)")
_CONTENT: Final = re.compile(r"(?<![\w-])content\s*:\s*(?P<content>[^;]+)")
_PIECE: Final = re.compile(
    r"""counters?\(\s*(?P<name>[\w-]+)\s*(?:,\s*["'](?P<by>[^"']{0,5})["']\s*)?(?:,\s*(?P<style>[\w-]+)\s*)?\)"""
    r"""|"(?P<double>[^"]{0,40})"|'(?P<single>[^']{0,40})'"""
)
_COUNTED: Final = re.compile(r"(?P<name>[a-zA-Z_][\w-]*)(?:\s+(?P<value>-?\d{1,4}))?")
_LONGEST_SHEET: Final = 500_000
_MOST_RULES: Final = 200
_LONGEST_NUMBER: Final = 20


@dataclass(slots=True)
class _CounterRule:
    """The counter rules that the style sheets have for one element."""

    resets: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    increments: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    content: str = ""


def number_elements(parser: LexborHTMLParser, tree: ElementTree) -> None:
    """Set `number` of the elements before which a style sheet of the page shows a counter."""
    sheet = "\n".join(node.text() for node in parser.css("style"))[:_LONGEST_SHEET]
    if "counter(" not in sheet and "counters(" not in sheet:
        return
    marked: dict[int, _CounterRule] = {}
    for selector, declarations in _counting_rules(_COMMENT.sub(" ", sheet)):
        for element in _matching_elements(parser, tree, selector):
            _note_counting(marked.setdefault(id(element), _CounterRule()), declarations)
    _walk_counters(tree.root, marked)


def _counting_rules(sheet: str) -> Iterator[tuple[str, str]]:
    # What stands before the braces is looked at only where it counts: few rules of a page do.
    rules = (
        (selectors[0], declared[1])
        for declared in _DECLARATIONS.finditer(sheet)
        if "counter" in declared[1]
        for end in [declared.start()]
        if (selectors := _SELECTORS.search(sheet[max(0, end - _LONGEST_SELECTORS) : end]))
    )
    for selectors, declarations in islice(rules, _MOST_RULES):
        for selector in selectors.split(","):
            yield _BEFORE.sub("", selector.strip()), declarations


def _matching_elements(parser: LexborHTMLParser, tree: ElementTree, selector: str) -> list[Element]:
    if not selector or ":" in selector.replace(":not(", "").replace(":nth-", "").replace(
        ":first", ""
    ):
        return []
    try:
        nodes = parser.css(selector)
    except SelectolaxError:
        return []
    known = (tree.by_node.get(node.mem_id) for node in nodes)
    return [element for element in known if element is not None]


def _note_counting(counting: _CounterRule, declarations: str) -> None:
    for match in _RESET.finditer(declarations):
        default = 1 if match["how"] == "increment" else 0
        named = [
            (counted["name"], int(counted["value"] or default))
            for counted in _COUNTED.finditer(match["what"])
            if counted["name"] != "none"
        ]
        target = counting.increments if match["how"] == "increment" else counting.resets
        target += named
    content = _CONTENT.search(declarations)
    if content is not None and _is_ours(content["content"]):
        counting.content = content["content"]


def _is_ours(content: str) -> bool:
    """Return whether a `content` shows the page's own counters, and not those that lists have anyway."""
    names = [piece["name"] for piece in _PIECE.finditer(content) if piece["name"]]
    return bool(names) and "list-item" not in names


def _walk_counters(root: Element, marked: dict[int, _CounterRule]) -> None:
    """Walk the page in document order and record what each counter shows."""
    counters: dict[str, list[_Scoped]] = {}
    stack: list[tuple[Element, int]] = [(root, 0)]
    while stack:
        element, depth = stack.pop()
        for scoped in counters.values():
            while scoped and scoped[-1][0] > depth:
                scoped.pop()
        counting = marked.get(id(element))
        if counting is not None:
            _apply_counting(counting, counters, depth)
            number = _counter_text(counting.content, counters)
            element.number = number if len(number) <= _LONGEST_NUMBER else ""
        stack += [(c, depth + 1) for c in reversed(element.children) if not isinstance(c, str)]


def _apply_counting(
    counting: _CounterRule, counters: dict[str, "list[_Scoped]"], depth: int
) -> None:
    for name, value in counting.resets:
        scoped = counters.setdefault(name, [])
        if scoped and scoped[-1][0] == depth:
            scoped.pop()
        scoped.append((depth, value))
    for name, by in counting.increments:
        scoped = counters.setdefault(name, [])
        scope_depth, value = scoped.pop() if scoped else (depth, 0)
        scoped.append((scope_depth, value + by))


_Scoped: TypeAlias = tuple[int, int]
"""The depth of the element that created a counter, whose scope it is, and the counter's value."""


def _counter_text(content: str, counters: dict[str, list[_Scoped]]) -> str:
    parts: list[str] = []
    for piece in _PIECE.finditer(content):
        if not piece["name"]:
            parts.append(piece["double"] or piece["single"] or "")
            continue
        style = style_named(piece["style"] or "decimal")
        values = [value for _, value in counters.get(piece["name"], ())] or [0]
        values = values if piece["by"] is not None else values[-1:]
        numbers = [format_number(value, style).removesuffix(".") for value in values]
        parts.append((piece["by"] or "").join(numbers))
    return "".join(parts).strip()
