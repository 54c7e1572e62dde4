"""The signs counted in a hunk for the second opinion: its words, structure, place and history."""

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache

from policytrail.language import FUNCTION_WORDS
from policytrail.model import Block, BlockKind, Hunk, HunkOp, Side
from policytrail.significance.classify import (
    BlockZones,
    Context,
    Judgement,
    Texts,
    Zone,
    edit_clusters,
    is_furniture,
    is_prose,
    is_tile,
    slot_history,
    word_runs,
    words_in,
)
from policytrail.significance.lexicon import list_pattern, pattern_of_any
from policytrail.text import fold_for_comparison

_KINDS = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW)
_CODES = (
    "wording_changed", "text_added", "text_removed", "furniture", "volatile", "date_only", "typing_error",
    "grammar", "heading_renamed", "title_changed", "link_text", "repeated", "error_text", "ticker",
    "cross_reference", "spelling_variant",
)  # fmt: skip
_SENTENCE_ENDS = (".", ";", ":", "。", "；", "!", "?")
_PERSONS = re.compile(r"\b(?:you|your|we|us|our|users?|customers?|vous|votre|nous|sie|ihre?n?|wir|uns|usted|su|nosotros|lei|suo|u|uw|wij)\b")  # fmt: skip
_MARKUP = re.compile(r"\]\(|\[\]|\[\[|[{}<>|\\]|\*\*|https?:|mailto:|^\[$|^\]$", re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+|\b[\w-]+\.(?:com|org|net|io|ai|eu|de|fr|co)\b")  # fmt: skip
_FIGURE = re.compile(r"\d+")
_MONEY = re.compile(r"[$€£¥%]|\b(?:usd|eur|gbp|euros?|dollars?|percent)\b")
_COMPANY = re.compile(r"\b(?:inc|llc|ltd|limited|gmbh|corp|corporation|plc|pty|b\.v|s\.a|ag)\b")
_NOTICE = re.compile(r"\b(?:updated? (?:our|this|the|these)|new (?:version|terms|policy)|prior|previous (?:version|policy|terms)|archived?|table of contents|summary of (?:key )?changes)\b")  # fmt: skip
_ASK = re.compile(r"\?\s*$", re.MULTILINE)
_PROMO = re.compile(
    r"\b(?:learn more|read more|sign up|log ?in|try|free|download|blog|news|products?|solutions?|pricing|careers|company|resources|support|help|community|features?|explore|discover|watch|join|follow|shop|get started|contact sales|copyright|all rights reserved|cookies? (?:settings|preferences)|share)\b"
)
_EDGE = 8


def signs_of(hunk: Hunk, judgement: Judgement, context: Context) -> dict[str, float]:
    """Return the signs of a hunk, by name."""
    texts = context.texts
    gone = "\n".join(edit.text for edit in hunk.edits if edit.op == "-")
    come = "\n".join(edit.text for edit in hunk.edits if edit.op == "+")
    kept = sum(len(edit.text) for edit in hunk.edits if edit.op == "=")
    signs = {f"code_{code}": float(judgement.code == code) for code in _CODES}
    signs |= _of_structure(hunk, gone, come, kept)
    signs |= _of_place(hunk, context)
    signs |= _of_words(gone, come)
    signs |= _of_novelty(hunk, (gone, come), texts)
    signs |= _of_history(hunk, context, texts)
    return signs


def _of_structure(hunk: Hunk, gone: str, come: str, kept: int) -> dict[str, float]:
    blocks = [block for side in (hunk.old, hunk.new) if side for block in side.blocks]
    clusters = list(edit_clusters(hunk))
    edited = len(gone) + len(come)
    return {
        "is_insert": float(hunk.op is HunkOp.INSERT),
        "is_delete": float(hunk.op is HunkOp.DELETE),
        "is_replace": float(hunk.op is HunkOp.REPLACE),
        **{f"share_{kind.value}": _share(block.kind is kind for block in blocks) for kind in _KINDS},
        "blocks": math.log1p(len(blocks)),
        "letters_gone": math.log1p(len(gone)),
        "letters_come": math.log1p(len(come)),
        "letters_edited": math.log1p(edited),
        "share_edited": edited / max(1, edited + kept),
        "clusters": math.log1p(len(clusters)),
        "words_of_cluster": math.log1p(max((len((c.gone + " " + c.come).split()) for c in clusters), default=0)),
        "balance": (len(come) - len(gone)) / max(1, edited),
        "prose": _share(is_prose(block) for block in blocks),
        "tiles": _share(is_tile(block) for block in blocks),
        "ends": _share(block.text.endswith(_SENTENCE_ENDS) for block in blocks),
        "words_of_block": math.log1p(sum(block.text.count(" ") + 1 for block in blocks) / max(1, len(blocks))),
        "longest_block": math.log1p(max((block.text.count(" ") + 1 for block in blocks), default=0)),
    }  # fmt: skip


def _of_place(hunk: Hunk, context: Context) -> dict[str, float]:
    side, places = (
        (hunk.new, context.places_new) if hunk.new is not None else (hunk.old, context.places_old)
    )
    if side is None:
        return {}
    document = context.new if hunk.new is not None else context.old
    around = [
        (position, block)
        for position, block in enumerate(document.blocks[max(0, side.first - _EDGE) : side.last + 1 + _EDGE], max(0, side.first - _EDGE))
        if not side.first <= position <= side.last
    ]  # fmt: skip
    return {
        "in_head": float(places.zones[side.first] is Zone.HEAD),
        "in_tail": float(places.zones[side.first] is Zone.TAIL),
        "linked": _mean(places.linked[position] for position in range(side.first, side.last + 1)),
        "furniture": _share(is_furniture(block, position, places) for position, block in enumerate(side.blocks, side.first)),
        "prose_around": _share(is_prose(block, places.linked[position]) for position, block in around),
        "linked_around": _mean(places.linked[position] for position, _ in around),
        "tiles_around": _share(is_tile(block) for _, block in around),
        "same_kind_around": _share(block.kind is side.blocks[0].kind for _, block in around),
        "has_heading": float(bool(places.headings[side.first])),
        "heading_topic": float(pattern_of_any("topics").search(fold_for_comparison(places.headings[side.first])) is not None),
        "heading_furniture": float(_is_furniture_heading(places, side)),
    }  # fmt: skip


def _is_furniture_heading(places: BlockZones, side: Side) -> bool:
    return (
        list_pattern("furniture", "opens").search(fold_for_comparison(places.headings[side.first]))
        is not None
    )


def _of_words(gone: str, come: str) -> dict[str, float]:
    old, new = fold_for_comparison(gone), fold_for_comparison(come)
    both = f"{old}\n{new}"
    words = words_in(both)
    letters = gone + come
    return {
        "modals": _log_hits(list_pattern("modality", "weighty"), both),
        "modals_balance": float(_hits(list_pattern("modality", "weighty"), new) - _hits(list_pattern("modality", "weighty"), old)),
        "topics": _log_hits(pattern_of_any("topics"), both),
        "topic_rate": _hits(pattern_of_any("topics"), both) / max(1, len(words)),
        "acts": _log_hits(pattern_of_any("acts"), both),
        "objects": _log_hits(pattern_of_any("objects"), both),
        "grave": _log_hits(list_pattern("severity", "medium"), both),
        "persons": _log_hits(_PERSONS, both),
        "person_rate": _hits(_PERSONS, both) / max(1, len(words)),
        "furniture_words": _log_hits(list_pattern("furniture", "anywhere"), both),
        "promo": _log_hits(_PROMO, both),
        "promo_rate": _hits(_PROMO, both) / max(1, len(words)),
        "notice_words": _log_hits(_NOTICE, both),
        "asks": _log_hits(_ASK, both),
        "figures": _log_hits(_FIGURE, both),
        "figures_differ": float(_FIGURE.findall(old) != _FIGURE.findall(new)),
        "money": _log_hits(_MONEY, both),
        "companies": _log_hits(_COMPANY, both),
        "addresses": _log_hits(_ADDRESS, both),
        "markup": _log_hits(_MARKUP, both),
        "markup_rate": _hits(_MARKUP, both) / max(1, len(words)),
        "function_words": _share(word in _function_words() for word in words),
        "capitals": _share(word[0].isupper() for word in letters.split() if word[0].isalpha()),
        "shouted": _share(word.isupper() and len(word) > 1 for word in letters.split()),
        "word_length": _mean(map(len, words)),
        "words": math.log1p(len(words)),
        "same_words": _share(word in words_in(old) for word in words_in(new)) if old and new else 0.0,
    }  # fmt: skip


def _of_novelty(hunk: Hunk, edits: tuple[str, str], texts: Texts) -> dict[str, float]:
    """Return how much of the inserted text the old document lacks, and of the deleted text the new one."""
    sides = [side.text if side else "" for side in (hunk.old, hunk.new)]
    new_runs, old_runs = list(word_runs(sides[1])), list(word_runs(sides[0]))
    fresh = [run for run in new_runs if run not in texts.runs_old]
    lost = [run for run in old_runs if run not in texts.runs_new]
    fresh_words = [
        word for word in words_in(fold_for_comparison(edits[1])) if word not in texts.words_old
    ]
    lost_words = [
        word for word in words_in(fold_for_comparison(edits[0])) if word not in texts.words_new
    ]
    return {
        "fresh": len(fresh) / max(1, len(new_runs)),
        "lost": len(lost) / max(1, len(old_runs)),
        "fresh_runs": math.log1p(len(fresh)),
        "lost_runs": math.log1p(len(lost)),
        "novel_runs": math.log1p(len(fresh) + len(lost)),
        "fresh_words": math.log1p(len(fresh_words)),
        "lost_words": math.log1p(len(lost_words)),
    }


def _of_history(hunk: Hunk, context: Context, texts: Texts) -> dict[str, float]:
    new_blocks = hunk.new.blocks if hunk.new else ()
    old_blocks = hunk.old.blocks if hunk.old else ()
    novelty = {
        "come_seen": _weighed(new_blocks, texts.blocks_earlier),
        "gone_unseen": 1 - _weighed(old_blocks, texts.blocks_earlier) if old_blocks else 0.0,
        "slot_changes": 0.0,
        "slot_rate": 0.0,
    }
    side = hunk.new
    if side is not None and len(context.earlier.documents) > 1 and len(side.blocks) <= _EDGE:
        slot = slot_history(side, context.new, context.earlier)
        novelty["slot_changes"] = math.log1p(slot.changes)
        novelty["slot_rate"] = slot.changes / max(1, slot.documents - 1) if slot.documents else 0.0
    return novelty


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for words in FUNCTION_WORDS.values() for word in words.split())


def _hits(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _log_hits(pattern: re.Pattern[str], text: str) -> float:
    return math.log1p(_hits(pattern, text))


def _share(truths: Iterable[bool]) -> float:
    return _mean(map(float, truths))


def _mean(values: Iterable[float]) -> float:
    total = count = 0.0
    for value in values:
        total += value
        count += 1
    return total / count if count else 0.0


def _weighed(blocks: Sequence[Block], known: frozenset[str]) -> float:
    """Return the share of the letters of some blocks that occur in known blocks."""
    total = sum(len(block.text) for block in blocks)
    return sum(len(block.text) for block in blocks if block.text in known) / max(1, total)
