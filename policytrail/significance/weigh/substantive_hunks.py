"""The words from which a change's meaning is read: those of its substantive hunks."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from policytrail.language import differing_sentences
from policytrail.model import BlockKind, Document, Edit, Fact, Hunk, Kind
from policytrail.significance.classify import BlockZones, Context
from policytrail.significance.weigh.facts import facts_between
from policytrail.significance.weigh.facts_elsewhere import StatedFacts, without_stated_elsewhere
from policytrail.text import fold_for_comparison

_ROWS_UP = 400
_BREAK = " ¶ "
# Letters of unchanged text on either side of an edit that show what it is about, and most letters
# of an edit that are read: the longest real rewrite of the corpus had 170,000.
_NEAR = 1_500
_MOST = 500_000
# The largest real rewrite of the corpus has 222 hunks.
_MOST_HUNKS = 2_000


@dataclass(frozen=True, slots=True)
class SubstantiveHunk:
    """One substantive hunk with its words."""

    place: int
    """Index of the hunk in the diff."""
    hunk: Hunk
    gone: str
    """Words deleted, folded."""
    come: str
    """Words inserted, folded."""
    kept: str
    """Unchanged words around the edits, folded."""
    texts: tuple[str, str]
    """The text of both sides around and within the edits, folded: a phrase may be edited in part."""
    section: str
    """The heading that the hunk stands under; empty before the first."""
    table: str
    """The first row of its table; empty outside tables."""
    lead: str
    """What introduces its list, folded; empty outside lists."""
    facts: tuple[Fact, ...]
    sentences: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    """The sentences that only the hunk's old text has, and those that only its new text has."""

    @property
    def heading(self) -> str:
        """Return the heading above the hunk, with the first row of its table."""
        return f"{self.table} {self.section}" if self.table else self.section

    @property
    def size(self) -> int:
        """Return how many words were deleted or inserted."""
        return len(self.gone.split()) + len(self.come.split())


def find_substantive_hunks(context: Context, kinds: Sequence[Kind]) -> tuple[SubstantiveHunk, ...]:
    """Return the substantive hunks of a diff with their words and facts."""
    stated = StatedFacts(context.old), StatedFacts(context.new)
    substantive = (
        _build_hunk(place, hunk, context, stated)
        for place, (hunk, kind) in enumerate(zip(context.diff.hunks, kinds, strict=True))
        if kind is Kind.SUBSTANTIVE
    )
    return tuple(islice(substantive, _MOST_HUNKS))


def _build_hunk(
    place: int, hunk: Hunk, context: Context, stated: tuple[StatedFacts, StatedFacts]
) -> SubstantiveHunk:
    edits = [Edit(edit.op, _nearby_words(edit)) for edit in hunk.edits]
    words = {
        op: fold_for_comparison(_BREAK.join(edit.text for edit in edits if edit.op == op))
        for op in "-+="
    }
    old = "".join(edit.text for edit in edits if edit.op != "+")
    new = "".join(edit.text for edit in edits if edit.op != "-")
    position, document, places = (
        (hunk.new.first, context.new, context.places_new)
        if hunk.new is not None
        else (hunk.old.first if hunk.old else 0, context.old, context.places_old)
    )
    return SubstantiveHunk(
        place,
        hunk,
        words["-"],
        words["+"],
        words["="],
        (fold_for_comparison(old), fold_for_comparison(new)),
        *_heading_at(position, document, places),
        _lead_at(position, document),
        tuple(without_stated_elsewhere(facts_between(edits, place), *stated)),
        differing_sentences(old, new),
    )


def _nearby_words(edit: Edit) -> str:
    """Return an edit's words; if it has many unchanged words, only those near the edited ones."""
    text = edit.text
    if edit.op != "=":
        return text[:_MOST]
    return text if len(text) <= 2 * _NEAR else f"{text[:_NEAR]}{_BREAK}{text[-_NEAR:]}"


def _heading_at(position: int, document: Document, places: BlockZones) -> tuple[str, str]:
    row = position
    while row and document.blocks[row - 1].kind is BlockKind.ROW and position - row < _ROWS_UP:
        row -= 1
    return places.headings[position], document.blocks[row].text if row < position else ""


def _lead_at(position: int, document: Document) -> str:
    """Return what introduces the list of the item at a position, folded; empty if there is no list."""
    if document.blocks[position].kind is not BlockKind.ITEM:
        return ""
    above = (block for block in document.blocks[max(0, position - _ROWS_UP) : position][::-1])
    first = next((block for block in above if block.kind is not BlockKind.ITEM), None)
    is_lead = first is not None and first.text.rstrip().endswith(":")
    return fold_for_comparison(first.text) if first is not None and is_lead else ""
