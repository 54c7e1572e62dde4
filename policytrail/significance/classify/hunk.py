"""Classifies each hunk: the policy's meaning, its wording, or the page around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from policytrail.language import detect_language
from policytrail.model import BlockKind, Diff, Document, Hunk, HunkOp, Kind, Side
from policytrail.significance.classify.clusters import Cluster, edit_clusters
from policytrail.significance.classify.equivalent import same_but
from policytrail.significance.classify.furniture import is_tile
from policytrail.significance.classify.judgement import Judgement
from policytrail.significance.classify.list_places import begins_with_day, joins_other_list
from policytrail.significance.classify.menus import count_joints, is_glued_menu
from policytrail.significance.classify.one_sided import (
    Lone,
    all_furniture,
    are_tickers,
    block_letters,
    has_error,
    is_title,
    judge_lone,
)
from policytrail.significance.classify.pointers import judge_pointer
from policytrail.significance.classify.short_rules import rules_otherwise, states_rule
from policytrail.significance.classify.suggestions import is_suggestion
from policytrail.significance.classify.texts import Texts
from policytrail.significance.classify.volatile import Earlier, slot_history
from policytrail.significance.classify.wording import judge_edit, letters_and_digits
from policytrail.significance.classify.zones import BlockZones, block_zones
from policytrail.text import fold_for_comparison

# If a hunk is several things at once, the highest of these is reported.
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


# A heading that keeps this share of its words still names the same clauses.
_KEPT_OF_HEADING = 0.25


@dataclass(frozen=True, slots=True)
class Context:
    """What a hunk is judged by, apart from its own words."""

    diff: Diff
    old: Document
    new: Document
    places_old: BlockZones
    places_new: BlockZones
    letters_old: frozenset[str]
    """The text of each block of the old document, letters and digits alone."""
    letters_new: frozenset[str]
    earlier: Earlier
    language: str | None
    texts: Texts


def build_context(
    diff: Diff,
    old: Document,
    new: Document,
    earlier: Sequence[Document],
    banners: Sequence[str] = (),
) -> Context:
    """Return the context in which the hunks of a diff are judged."""
    return Context(
        diff,
        old,
        new,
        block_zones(old, banners),
        block_zones(new, banners),
        frozenset(block_letters(block) for block in old.blocks),
        frozenset(block_letters(block) for block in new.blocks),
        Earlier((*earlier, old)),
        new.language or detect_language(new.blocks),
        Texts(old, new, earlier),
    )


def judge_hunk(hunk: Hunk, context: Context) -> Judgement:
    """Return the classification of a hunk."""
    if hunk.op is HunkOp.MOVE and not hunk.edits:
        return _judge_move(hunk, context)
    if hunk.op is HunkOp.RENUMBER and not _are_days(hunk):
        return Judgement(Kind.EDITORIAL, "renumbered")
    if hunk.old is not None and hunk.new is not None:
        return _judge_replacement(hunk, hunk.old, hunk.new, context)
    if hunk.new is not None:
        return judge_lone(_inserted_side(hunk.new, context))
    if hunk.old is not None:
        return judge_lone(_deleted_side(hunk.old, context))
    return Judgement(Kind.NONE, "nothing")


def _judge_move(hunk: Hunk, context: Context) -> Judgement:
    """Return what blocks are that changed places: clauses of the policy, or the page around it."""
    if hunk.new is not None and all_furniture(hunk.new, context.places_new):
        return Judgement(Kind.CHROME, "furniture")
    if hunk.old is not None and hunk.new is not None:
        documents = context.old, context.new
        if joins_other_list(hunk.old, hunk.new, documents):
            return Judgement(Kind.SUBSTANTIVE, "wording_changed")
    return Judgement(Kind.EDITORIAL, "moved")


def _are_days(hunk: Hunk) -> bool:
    """Return whether the numbers that changed at the start of blocks are days of a month."""
    return any(
        begins_with_day(block.text)
        for side in (hunk.old, hunk.new)
        if side is not None
        for block in side.blocks
    )


def _inserted_side(side: Side, context: Context) -> Lone:
    return Lone(
        side,
        context.places_new,
        context.new,
        context.old,
        context.letters_old,
        lambda: context.texts.runs_old,
        is_gone=False,
    )


def _deleted_side(side: Side, context: Context) -> Lone:
    return Lone(
        side,
        context.places_old,
        context.old,
        context.new,
        context.letters_new,
        lambda: context.texts.runs_new,
        is_gone=True,
    )


def _judge_replacement(hunk: Hunk, old: Side, new: Side, context: Context) -> Judgement:
    difference = same_but(old.text, new.text)
    if difference is None and has_error(new) != has_error(old):
        difference = Judgement(Kind.FAILURE, "error_text")
    if difference is None and are_tickers((*old.blocks, *new.blocks)):
        difference = Judgement(Kind.CHROME, "ticker")
    if difference is None and _only_link_text(old, new, context):
        difference = Judgement(Kind.EDITORIAL, "link_text")
    return difference or _judge_rewording(hunk, old, new, context)


def _judge_rewording(hunk: Hunk, old: Side, new: Side, context: Context) -> Judgement:
    worded = max(
        (_of_cluster(cluster, (old, new), context) for cluster in edit_clusters(hunk)),
        key=lambda judgement: _ORDER.index(judgement.kind),
        default=Judgement(Kind.TECHNICAL, "markup"),
    )
    if worded.kind is not Kind.SUBSTANTIVE:
        return worded
    around = _judge_place(old, new, context)
    if around is not None:
        return around
    if not all(map(is_tile, (*old.blocks, *new.blocks))):
        return worded
    slot = slot_history(new, context.new, context.earlier)
    return Judgement(Kind.CHROME, "volatile", str(slot)) if slot.is_volatile else worded


def _judge_place(old: Side, new: Side, context: Context) -> Judgement | None:
    """Return the judgement of reworded blocks that their position shows not to be clauses."""
    if all_furniture(old, context.places_old) and all_furniture(new, context.places_new):
        return Judgement(Kind.CHROME, "furniture")
    if is_suggestion(old, context.old) and is_suggestion(new, context.new):
        return Judgement(Kind.CHROME, "questions")
    if rules_otherwise(old.text, new.text):
        return None
    if is_title(old, context.places_old) and is_title(new, context.places_new):
        return Judgement(Kind.EDITORIAL, "title_changed")
    return Judgement(Kind.EDITORIAL, "heading_renamed") if _is_renamed(old, new) else None


def _of_cluster(cluster: Cluster, sides: tuple[Side, Side], context: Context) -> Judgement:
    old, new = sides
    kind, code = judge_edit(cluster, (old.text, new.text), context.language, context.texts)
    if kind is Kind.SUBSTANTIVE:
        kind, code = _of_surroundings(cluster, sides, context) or (kind, code)
    return Judgement(kind, code)


def _of_surroundings(
    cluster: Cluster, sides: tuple[Side, Side], context: Context
) -> tuple[Kind, str] | None:
    """Return the judgement of an edit that its links and its shape alone decide."""
    edited = [words for words in (cluster.gone, cluster.come) if words.strip()]
    if not any(map(_is_of_table, sides)):
        if any(map(is_glued_menu, edited)) and all(map(count_joints, edited)):
            return Kind.CHROME, "furniture"
        in_menu = all(is_glued_menu(side.text) for side in sides)
        if in_menu and not any(map(states_rule, edited)):
            return Kind.CHROME, "furniture"
    return judge_pointer(cluster, sides, (context.places_old, context.places_new))


def _is_of_table(side: Side) -> bool:
    """Return whether a side has rows: names that run together in a cell are no menu."""
    return any(block.kind is BlockKind.ROW for block in side.blocks)


def _only_link_text(old: Side, new: Side, context: Context) -> bool:
    """Return whether two sides differ only in the words of their links."""
    links_old = [
        link for position in _side_positions(old) for link in context.places_old.links[position]
    ]
    links_new = [
        link for position in _side_positions(new) for link in context.places_new.links[position]
    ]
    targets = sorted(link.target for link in links_old)
    return (
        bool(targets)
        and targets == sorted(link.target for link in links_new)
        and _text_without_links(old, context.places_old)
        == _text_without_links(new, context.places_new)
        and not rules_otherwise(old.text, new.text)
    )


def _side_positions(side: Side) -> range:
    return range(side.first, side.last + 1)


def _text_without_links(side: Side, places: BlockZones) -> str:
    rest = ""
    for position, block in enumerate(side.blocks, side.first):
        end = 0
        for link in sorted(places.links[position], key=lambda link: link.start):
            rest += block.text[end : link.start]
            end = max(end, link.end)
        rest += block.text[end:]
    return letters_and_digits(rest)


def _is_renamed(old: Side, new: Side) -> bool:
    """Return whether a heading was merely reworded; its clauses are judged by their own hunks."""
    blocks = (*old.blocks, *new.blocks)
    if len(blocks) != 2 or any(block.kind is not BlockKind.HEADING for block in blocks):  # noqa: PLR2004 (one block on each side)
        return False
    words = [set(fold_for_comparison(block.text).split()) for block in blocks]
    return len(words[0] & words[1]) >= _KEPT_OF_HEADING * max(map(len, words))
