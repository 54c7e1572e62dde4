"""The tags of elements that begin and end a block."""

from typing import Final

BLOCK_TAGS: Final = frozenset([
    "html", "body", "div", "p", "section", "article", "main", "header", "footer", "aside", "nav",
    "figure", "figcaption", "blockquote", "address", "center", "fieldset", "legend", "form",
    "dir", "dl", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "hr", "hgroup",
    "details", "dialog", "search", "label",
])  # fmt: skip
HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
NUMBERED_TAGS: Final = BLOCK_TAGS | {*HEADINGS, "li", "dt", "dd"}
"""Those in front of which a style sheet may show a number."""
