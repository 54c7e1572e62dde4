"""What each hunk is: the policy's meaning, its wording, or the page around it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from policytrail.diff.renumber import split_number
from policytrail.language.detect import language_of
from policytrail.model import Block, BlockKind, Diff, Document, Hunk, HunkOp, Kind, Side
from policytrail.significance.classify.clusters import Cluster, clusters_of
from policytrail.significance.classify.date_stamps import is_stamp
from policytrail.significance.classify.document import is_error
from policytrail.significance.classify.equivalent import same_but
from policytrail.significance.classify.furniture import is_furniture, is_ticker, is_tile
from policytrail.significance.classify.judgement import Judgement
from policytrail.significance.classify.volatile import Earlier, slot_of
from policytrail.significance.classify.wording import bare, weigh
from policytrail.significance.classify.zones import Places, Zone, places_of
from policytrail.text import fold

# Of several things that one hunk is, the one told: the higher counts.
_ORDER = (
    Kind.NONE,
    Kind.TECHNICAL,
    Kind.LINK,
    Kind.CHROME,
    Kind.EDITORIAL,
    Kind.VARIANT,
    Kind.FAILURE,
    Kind.SUBSTANTIVE,
)


_LIST_REPEATS = 3
# A heading that keeps this share of its words still names the same clauses.
_KEPT_OF_HEADING = 0.25


@dataclass(frozen=True, slots=True)
class Context:
    """What a hunk is judged by, besides its own words."""

    diff: Diff
    old: Document
    new: Document
    places_old: Places
    places_new: Places
    letters_old: frozenset[str]
    """What each block of the old document says, letters and digits alone."""
    letters_new: frozenset[str]
    earlier: Earlier
    language: str | None


def context_of(
    diff: Diff,
    old: Document,
    new: Document,
    earlier: Sequence[Document],
    banners: Sequence[str] = (),
) -> Context:
    """Return what the hunks of a diff are judged by."""
    return Context(
        diff,
        old,
        new,
        places_of(old, banners),
        places_of(new, banners),
        frozenset(_letters(block) for block in old.blocks),
        frozenset(_letters(block) for block in new.blocks),
        Earlier((*earlier, old)),
        new.language or language_of(new.blocks),
    )


def judge(hunk: Hunk, context: Context) -> Judgement:
    """Return what a hunk is."""
    if hunk.op is HunkOp.MOVE and not hunk.edits:
        return Judgement(Kind.EDITORIAL, "moved")
    if hunk.op is HunkOp.RENUMBER:
        return Judgement(Kind.EDITORIAL, "renumbered")
    if hunk.old is not None and hunk.new is not None:
        return _replaced(hunk, hunk.old, hunk.new, context)
    if hunk.new is not None:
        return _one_sided(
            _Lone(hunk.new, context.places_new, context.old, context.letters_old), "text_added"
        )
    if hunk.old is not None:
        return _one_sided(
            _Lone(hunk.old, context.places_old, context.new, context.letters_new), "text_removed"
        )
    return Judgement(Kind.NONE, "nothing")


def _replaced(hunk: Hunk, old: Side, new: Side, context: Context) -> Judgement:
    found = same_but(old.text, new.text)
    if found is None and _has_error(new) != _has_error(old):
        found = Judgement(Kind.FAILURE, "error_text")
    if found is None and _are_tickers((*old.blocks, *new.blocks)):
        found = Judgement(Kind.CHROME, "ticker")
    if found is None and _only_link_text(old, new, context):
        found = Judgement(Kind.EDITORIAL, "link_text")
    return found or _reworded(hunk, old, new, context)


def _reworded(hunk: Hunk, old: Side, new: Side, context: Context) -> Judgement:
    worded = max(
        (_of_cluster(cluster, (old, new), context) for cluster in clusters_of(hunk)),
        key=lambda judgement: _ORDER.index(judgement.kind),
        default=Judgement(Kind.TECHNICAL, "markup"),
    )
    if worded.kind is not Kind.SUBSTANTIVE:
        return worded
    if _all_furniture(old, context.places_old) and _all_furniture(new, context.places_new):
        return Judgement(Kind.CHROME, "furniture")
    if _is_title(old, context.places_old) and _is_title(new, context.places_new):
        return Judgement(Kind.EDITORIAL, "title_changed")
    if _is_renamed(old, new):
        return Judgement(Kind.EDITORIAL, "heading_renamed")
    if not all(map(is_tile, (*old.blocks, *new.blocks))):
        return worded
    slot = slot_of(new, context.new, context.earlier)
    return Judgement(Kind.CHROME, "volatile", str(slot)) if slot.is_volatile else worded


def _of_cluster(cluster: Cluster, sides: tuple[Side, Side], context: Context) -> Judgement:
    old, new = sides
    return Judgement(*weigh(cluster, old.text, new.text, context.language))


@dataclass(frozen=True, slots=True)
class _Lone:
    """Blocks that stand in one document only."""

    side: Side
    places: Places
    other: Document
    """The document without them."""
    letters: frozenset[str]
    """What each block of that document says."""


# What blocks that came or went are, if not the policy's meaning: the first that holds.
_LONE_RULES: tuple[tuple[Kind, str, Callable[[_Lone], bool]], ...] = (
    (Kind.TECHNICAL, "rule", lambda lone: not bare(lone.side.text)),
    (Kind.FAILURE, "error_text", lambda lone: _has_error(lone.side)),
    (Kind.CHROME, "ticker", lambda lone: _are_tickers(lone.side.blocks)),
    (
        Kind.CHROME,
        "furniture",
        lambda lone: _all_furniture(lone.side, lone.places)
        and not _continues_list(lone.side, lone.other),
    ),
    (
        Kind.EDITORIAL,
        "date_only",
        lambda lone: all(is_stamp(block.text) for block in lone.side.blocks),
    ),
    (Kind.EDITORIAL, "moved", lambda lone: _is_moved_heading(lone)),
    (Kind.TECHNICAL, "repeated", lambda lone: _stands_elsewhere(lone)),
    (Kind.EDITORIAL, "title_changed", lambda lone: _is_title(lone.side, lone.places)),
)


def _one_sided(lone: _Lone, otherwise: str) -> Judgement:
    return next(
        (Judgement(kind, code) for kind, code, holds in _LONE_RULES if holds(lone)),
        Judgement(Kind.SUBSTANTIVE, otherwise),
    )


def _only_link_text(old: Side, new: Side, context: Context) -> bool:
    """Return whether two sides have the same links, and the same words outside of them."""
    links_old = [link for at in _positions(old) for link in context.places_old.links[at]]
    links_new = [link for at in _positions(new) for link in context.places_new.links[at]]
    targets = sorted(link.target for link in links_old)
    return (
        bool(targets)
        and targets == sorted(link.target for link in links_new)
        and _unlinked(old, context.places_old) == _unlinked(new, context.places_new)
    )


def _positions(side: Side) -> range:
    return range(side.first, side.last + 1)


def _unlinked(side: Side, places: Places) -> str:
    rest = ""
    for at, block in enumerate(side.blocks, side.first):
        end = 0
        for link in sorted(places.links[at], key=lambda link: link.start):
            rest += block.text[end : link.start]
            end = max(end, link.end)
        rest += block.text[end:]
    return bare(rest)


def _has_error(side: Side) -> bool:
    return any(is_error(block.text) for block in side.blocks)


def _are_tickers(blocks: Sequence[Block]) -> bool:
    tickers = [is_ticker(block) for block in blocks]
    return any(tickers) and all(
        ticks or not bare(block.text) for ticks, block in zip(tickers, blocks, strict=True)
    )


def _all_furniture(side: Side, places: Places) -> bool:
    return all(is_furniture(block, at, places) for at, block in enumerate(side.blocks, side.first))


def _continues_list(side: Side, other: Document) -> bool:
    """Return whether blocks repeat labels of a list that the policy has, e.g. of cookies."""
    labels = {block.text for block in side.blocks}
    counts = Counter(block.text for block in other.blocks if block.text in labels)
    return any(count >= _LIST_REPEATS for count in counts.values())


def _is_title(side: Side, places: Places) -> bool:
    return all(
        block.kind is BlockKind.HEADING and places.zones[at] is Zone.HEAD
        for at, block in enumerate(side.blocks, side.first)
    )


def _is_renamed(old: Side, new: Side) -> bool:
    """Return whether one heading was reworded: what its clauses say is told by their own hunks."""
    blocks = (*old.blocks, *new.blocks)
    if len(blocks) != 2 or any(block.kind is not BlockKind.HEADING for block in blocks):  # noqa: PLR2004 (one block on each side)
        return False
    words = [set(fold(block.text).split()) for block in blocks]
    return len(words[0] & words[1]) >= _KEPT_OF_HEADING * max(map(len, words))


def _stands_elsewhere(lone: _Lone) -> bool:
    """Return whether the other document has every one of the blocks too: they were told twice."""
    return all(_letters(block) in lone.letters for block in lone.side.blocks)


def _is_moved_heading(lone: _Lone) -> bool:
    """Return whether blocks are headings that the other document has under other numbers."""
    if any(block.kind is not BlockKind.HEADING for block in lone.side.blocks):
        return False
    names = [split_number(block.text)[1] for block in lone.side.blocks]
    others = {
        split_number(block.text)[1]
        for block in lone.other.blocks
        if block.kind is BlockKind.HEADING
    }
    return all(name in others for name in names)


def _letters(block: Block) -> str:
    return "".join(filter(str.isalnum, block.text)).casefold()
