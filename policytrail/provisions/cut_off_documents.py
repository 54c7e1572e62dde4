"""Documents that end abruptly, and the note on the provisions at their end."""

from collections.abc import Sequence
from dataclasses import replace

from policytrail.model import Block, BlockKind, Document, Provision

_NOTE = "The text of this version ends abruptly here; the clause may go on."


def note_cut_off(provisions: Sequence[Provision], document: Document) -> tuple[Provision, ...]:
    """Return the provisions; those at an abrupt end of the text have a note that says so."""
    last = len(document.blocks) - 1
    if last < 0 or not _is_cut(document.blocks[last]):
        return tuple(provisions)
    return tuple(
        replace(provision, note=_NOTE) if provision.quote.position == last else provision
        for provision in provisions
    )


def _is_cut(block: Block) -> bool:
    """Return whether a paragraph breaks off: it is long and ends in a letter or a comma."""
    text = block.text.rstrip()
    is_prose = block.kind is BlockKind.PARAGRAPH and len(text) > 200  # noqa: PLR2004 (a paragraph)
    return is_prose and (text[-1].isalnum() or text[-1] in ",-")
