"""One substantive hunk, turn or fact as a sentence that a lay person understands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from policytrail.language.clauses import counterpart, sentences_of
from policytrail.model import Block, BlockKind, Fact, HunkOp, Side
from policytrail.significance.classify.clusters import clusters_of
from policytrail.significance.classify.quoting import MOST, excerpt, quote
from policytrail.significance.lexicon import pattern_of
from policytrail.significance.weigh.adverse_edit import Turn
from policytrail.significance.weigh.magnitudes import ratio_of
from policytrail.significance.weigh.substantive_hunks import Told
from policytrail.text import fold

Weigh = Callable[[str], float]
"""How much a folded or plain text weighs: of several sentences the heaviest is told."""

_HEADING = 80
_HALF = 170
_SAME = 0.4
_CELLS = 120
_FIGURES: Final = {
    "retention_period": "the time that data is kept",
    "notice_days": "the notice period",
    "withdrawal_period": "the period for cancelling or a refund",
    "payment_period": "the payment period",
    "dispute_period": "the period for disputes",
    "time_limit": "a time limit",
    "liability_cap": "the limit of liability",
    "price": "an amount",
    "price_raised": "the price",
    "percentage": "a percentage",
    "age_limit": "the age limit",
}
_NOTHING: Final = Side(0, 0, ())
_NAMES: Final = {
    "party": "the named company",
    "governing_law": "the law or courts named",
    "email": "a contact address",
    "address": "a postal address",
    "phone": "a phone number",
}
_TURNS: Final[Mapping[str, tuple[str, str, str]]] = {
    # Old and new, only old, only new.
    "promise_withdrawn": (
        "it promised {old}; now it says {new}",
        "it no longer promises {old}",
        "it now says {new}",
    ),
    "new_use": ("it now says {new}", "", "it now says {new}"),
    "new_subject": ("it now says {new}", "", "it now says {new}"),
    "silence_as_consent": (
        "silence now counts as agreement: {new}, where it said {old}",
        "",
        "silence now counts as agreement: {new}",
    ),
    "safeguard_dropped": ("it said {old}; now it says {new}", "", "it now says {new}"),
    "right_withdrawn": (
        "it granted a right with {old}; now it says {new}",
        "it no longer says {old}",
        "",
    ),
}


def of_turn(turn: Turn, told: Told) -> str:
    """Return a turn as a sentence."""
    if told.hunk.op is HunkOp.INSERT and turn.new is not None:
        heading = _heading(told, turn.new)
        if heading != told.section:
            return _section([heading], turn.new, come=True)
    both, lost, new = _TURNS[turn.code]
    form = both if turn.old and turn.new else lost if turn.old else new
    most = _HALF if turn.old and turn.new else MOST
    words = form.format(
        old=quote(turn.old or "", most), new=_focused(turn.new, told, most) if turn.new else ""
    )
    return under(told, words, turn.new or turn.old or "")


def of_fact(fact: Fact, told: Told, code: str = "") -> str | None:
    """Return a fact that has an old and a new side as a sentence; None if it is none to tell."""
    if fact.old is None or fact.new is None:
        return None
    old, new = (words.strip(" .,") for words in (fact.old, fact.new))
    if fact.what in _NAMES:
        return under(told, f"{_NAMES[fact.what]} changes from {quote(old)} to {quote(new)}")
    if fact.what not in _FIGURES:
        return None
    ratio = ratio_of(fact)
    verb = "changes" if ratio is None or ratio == 1 else "rises" if ratio > 1 else "falls"
    what = _FIGURES[code if code in _FIGURES else fact.what]
    row = _row_name(told, fact)
    subject = f"{what} for {quote(row, _HEADING)}" if row else what
    return under(told, f"{subject} {verb} from {old} to {new}")


def _row_name(told: Told, fact: Fact) -> str | None:
    """Return the first cell of the table row that a fact stands in."""
    side = told.hunk.new
    if side is None or side.blocks[0].kind is not BlockKind.ROW:
        return None
    rows = [block.text for block in side.blocks if fact.new is not None and fact.new in block.text]
    name = rows[0].split(" | ")[0] if rows else ""
    return name if name and name != fact.new else None


def under(told: Told, words: str, near: str = "") -> str:
    """Return words as a sentence, behind the heading that they stand under."""
    heading = _heading(told, near).strip()
    sentence = f"Under {quote(heading, _HEADING)}, {words}" if heading else _capital(words)
    return f"{sentence}." if not sentence.endswith("...") else sentence


def _heading(told: Told, near: str) -> str:
    """Return the heading over the block of a hunk that has some words; it may be in the hunk."""
    heading = told.section
    for block in (told.hunk.new or told.hunk.old or _NOTHING).blocks if near else ():
        if near in block.text:
            break
        heading = block.text if block.kind is BlockKind.HEADING else heading
    return heading


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def of_hunk(told: Told, weigh: Weigh) -> str:
    """Return what a hunk does as a sentence."""
    if told.hunk.op in (HunkOp.INSERT, HunkOp.DELETE):
        return _one_sided(told, weigh)
    rows = _cells(told)
    if rows is not None:
        return rows
    return _reworded(told, weigh)


def _reworded(told: Told, weigh: Weigh) -> str:
    gone, come = told.sentences
    if come:
        whole = _run(come, told.hunk.new.text if told.hunk.new else "")
        if whole:
            return under(told, f"it now says {quote(whole)}", come[0])
        best = max(come, key=weigh)
        before = counterpart(best, gone, _SAME)
        # The old words are told where they are what the new ones stand for.
        if before is not None and len(before) <= _HALF and len(best) <= _HALF:
            return under(told, f"it now says {quote(best)}, where it said {quote(before)}")
        return under(told, f"it now says {_focused(best, told, MOST)}")
    if gone:
        return under(told, f"it no longer says {quote(max(gone, key=weigh))}")
    return under(told, "the wording changes")


def _run(sentences: Sequence[str], text: str) -> str:
    """Return the words from the first to the last of some sentences, if they make one quote."""
    if len(sentences) == 1 or sentences[0] not in text:
        return ""
    first = text.index(sentences[0])
    last = text.find(sentences[-1], first)
    run = text[first : last + len(sentences[-1])]
    joined = sum(map(len, sentences)) + len(sentences) - 1
    return run if last >= 0 and len(run) == joined <= MOST and "\n" not in run else ""


def _focused(sentence: str, told: Told, most: int) -> str:
    """Return a quote of a sentence around its gravest words, or what is new in it."""
    grave = pattern_of("severity", "high").search(fold(sentence))
    if grave is not None and len(fold(sentence)) == len(sentence):
        return excerpt(sentence, grave.span(), most)
    for cluster in sorted(clusters_of(told.hunk), key=lambda cluster: -len(cluster.come)):
        words = cluster.come.strip()
        at = sentence.find(words) if words else -1
        if at >= 0:
            return excerpt(sentence, (at, at + len(words)), most)
    return quote(sentence, most)


def _cells(told: Told) -> str | None:
    """Return which cell of one table row changed; None if it is another kind of hunk."""
    old, new = told.hunk.old, told.hunk.new
    if old is None or new is None or len(old.blocks) != 1 or len(new.blocks) != 1:
        return None
    if new.blocks[0].kind is not BlockKind.ROW or old.blocks[0].kind is not BlockKind.ROW:
        return None
    cells = [side.text.split(" | ") for side in (old, new)]
    if len(cells[0]) != len(cells[1]):
        return under(told, f"a row of the table now says {quote(new.text)}")
    changed = [n for n, (a, b) in enumerate(zip(*cells, strict=True)) if a != b]
    at = changed[0] if changed else 0
    name = f"for {quote(cells[1][0], _HEADING)}, " if at else ""
    columns = told.table.split(" | ")
    column = f"{quote(columns[at], _HEADING)} " if at and len(columns) == len(cells[1]) else ""
    was, now = quote(cells[0][at], _HALF), quote(cells[1][at], _HALF)
    return under(
        told,
        f"{name}{column}changes from {was} to {now}" if column or name else f"{was} becomes {now}",
    )


def _one_sided(told: Told, weigh: Weigh) -> str:
    side = told.hunk.new or told.hunk.old
    blocks = side.blocks if side is not None else ()
    come = told.hunk.op is HunkOp.INSERT
    headings = [block.text for block in blocks if block.kind is BlockKind.HEADING]
    if headings and len(headings) < len(blocks):
        return _section(headings, _best(blocks, weigh), come=come)
    if blocks and all(block.kind is BlockKind.ROW for block in blocks):
        return under(told, f"the table {'now lists' if come else 'no longer lists'} {_row(blocks)}")
    if blocks and all(block.kind is BlockKind.ITEM for block in blocks):
        best = quote(_best(blocks, weigh))
        return under(told, f"the list {'now has' if come else 'no longer has'} {best}")
    return under(told, f"it {'now' if come else 'no longer'} says {quote(_best(blocks, weigh))}")


def _section(headings: list[str], best: str, *, come: bool) -> str:
    more = len(headings) - 1
    named = quote(headings[0], _HEADING) + (f" and {more} more" if more else "")
    noun, says = ("sections", "say") if more else ("section", "says")
    if come:
        return _ended(
            f"New {noun} {named} {says} {quote(best)}"
            if more
            else f"A new section, {named}, says {quote(best)}"
        )
    return _ended(f"The {noun} {named} {'are' if more else 'is'} gone, which said {quote(best)}")


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith("...") else f"{sentence}."


def _row(blocks: tuple[Block, ...]) -> str:
    """Return the first of some table rows: its name, what else it says, and how many there are."""
    first, *rest = blocks[0].text.split(" | ")
    cells = "; ".join(cell for cell in rest if cell.strip())
    told = f" ({cells})" if cells and len(cells) <= _CELLS else ""
    more = f" and {len(blocks) - 1} more" if len(blocks) > 1 else ""
    return f"{quote(first, _HEADING)}{told}{more}"


def _best(blocks: tuple[Block, ...], weigh: Weigh) -> str:
    """Return the sentence of some blocks that says most."""
    return max(_sentences(blocks), key=weigh, default="")


def _sentences(blocks: tuple[Block, ...]) -> Iterator[str]:
    texts = [block for block in blocks if block.kind is not BlockKind.HEADING] or blocks
    for block in texts:
        yield from (one for one in sentences_of(block.text) if one.strip(" .;,:"))
