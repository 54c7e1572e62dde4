"""A document -> Markdown from which the same document can be read."""

from policytrail.model import Block, BlockKind, Document
from policytrail.report.markdown.escape import escape_text

_CELLS = " | "


def document_markdown(document: Document) -> str:
    """Return the blocks of a document as Markdown; links and the title are left out."""
    return "\n\n".join(map(_block_markdown, document.blocks)) + "\n"


def _block_markdown(block: Block) -> str:
    if block.kind is BlockKind.ROW:
        return f"| {_CELLS.join(map(escape_text, block.text.split(_CELLS)))} |"
    text = escape_text(block.text)
    if block.kind is BlockKind.HEADING:
        return f"{'#' * max(1, block.level)} {text}"
    if block.kind is BlockKind.ITEM:
        return f"{'  ' * (block.level - 1)}- {text}"
    return text
