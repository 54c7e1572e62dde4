"""Where a block stands in its document: the headings above it."""

from policytrail.model import BlockKind, Document

_TITLE = 1
_BELOW_ALL = 7


def section_at(document: Document | None, position: int) -> str:
    """Return the headings above a block, outermost first; empty if there are none.

    The document's own title, a first heading of level 1, is no section.
    """
    if document is None:
        return ""
    title = next((block for block in document.blocks if block.kind is BlockKind.HEADING), None)
    labels: list[str] = []
    level = _BELOW_ALL
    for block in reversed(document.blocks[: position + 1]):
        is_title = block is title and block.level == _TITLE
        if block.kind is BlockKind.HEADING and block.level < level and not is_title:
            labels.append(f"{block.number} {block.text}".strip())
            level = block.level
    return " › ".join(reversed(labels))
