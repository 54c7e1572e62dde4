"""Classifies blocks that occur in only one of two documents."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from policytrail.diff import split_number
from policytrail.model import Block, BlockKind, Document, Kind, Side
from policytrail.significance.classify.date_stamps import dates_in, is_stamp
from policytrail.significance.classify.document import is_error
from policytrail.significance.classify.furniture import is_furniture, is_ticker
from policytrail.significance.classify.judgement import Judgement
from policytrail.significance.classify.list_places import is_new_to_list
from policytrail.significance.classify.menus import (
    is_edge_menu,
    is_feed,
    is_glued_menu,
)
from policytrail.significance.classify.page_copies import is_copy_of_page
from policytrail.significance.classify.revision_notes import is_revision_note, is_update_banner
from policytrail.significance.classify.short_rules import states_rule
from policytrail.significance.classify.suggestions import is_suggestion
from policytrail.significance.classify.texts import word_runs, words_in
from policytrail.significance.classify.wording import letters_and_digits
from policytrail.significance.classify.zones import BlockZones, Zone, is_prose
from policytrail.text import fold_for_comparison

_LIST_REPEATS = 3
# A shorter text may consist of phrases that occur in the policy anyway.
_LONG_WORDS = 25
_TOLD_AGAIN = 0.02
_QUESTION_WORDS = 8
_ENTRY_WORDS = 14
# The title of a clause in capitals, with or without its number. The number ends with a full stop:
# "30 DAYS" is a period.
_CAPITAL_TITLE = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.\s*)?(?P<title>[A-Z][A-Z &,/-]+\.?)\Z")
_FEWEST_ENTRIES = 3
_ARE_HEADINGS = 0.8
# How consent tools describe themselves, in the words of the advertisers' common framework; a policy
# says "this policy", not "this website only".
_CONSENT_TOOL = re.compile(
    r"your (?:preferences|choices) will (?:only )?apply to (?:this|our) (?:web)?site"
    r"|change your (?:preferences|choices)[^.]{0,60} by returning to this (?:web)?site"
    r"|some processing of your personal data may not require your consent"
    r"|personal data processing may rely on legitimate interest which does not require your consent"
    r"|(?:we and|us and) our (?:\d+ )?(?:partners|vendors) (?:store|use)[^.]{0,40} and/?(?:or)? access (?:\w+ )?information on"
)

# The subject of every paragraph of such a dialogue.
_OF_CONSENT = re.compile(
    r"\b(?:cookies?|consents?|partners?|vendors?|preferences|choices|legitimate interests?|devices?|advertis\w+|ads?|accept|reject|purposes)\b"
)

# What a list of versions of a policy contains besides their dates.
_VERSION_LABEL = re.compile(
    r"(?:(?:previous|prior|earlier|past|older|all|other|archived) )?versions?:?|version history:?"
)
_VERSION_MARK = re.compile(r"\((?:latest|current|newest|previous)(?: version)?\)")
# How a page was made, e.g. in a footer or under "Credits".
_COLOPHON = re.compile(
    r"\b(?:this|our) (?:web)?site (?:is|was) (?:proudly )?(?:made|built|created|designed|powered) (?:with|using|by|on|in)\b"
)
_COLOPHON_WORDS = 25


@dataclass(frozen=True, slots=True)
class Lone:
    """Blocks that occur in one document only."""

    side: Side
    places: BlockZones
    own: Document
    """The document that contains them."""
    other: Document
    """The document without them."""
    letters: frozenset[str]
    """The letters of each block of that document."""
    runs: Callable[[], frozenset[str]]
    """Returns all runs of four words of that document."""
    is_gone: bool
    """Whether they were removed."""


# What blocks on one side may be other than the policy's meaning; the first that applies is
# reported.
_RULES: tuple[tuple[Kind, str, Callable[[Lone], bool]], ...] = (
    (Kind.TECHNICAL, "rule", lambda lone: not letters_and_digits(lone.side.text)),
    (Kind.FAILURE, "error_text", lambda lone: has_error(lone.side)),
    (Kind.CHROME, "ticker", lambda lone: are_tickers(lone.side.blocks)),
    (
        Kind.CHROME,
        "furniture",
        lambda lone: all_furniture(lone.side, lone.places)
        and not _continues_list(lone.side, lone.other),
    ),
    (
        Kind.EDITORIAL,
        "date_only",
        lambda lone: all(is_stamp(block.text) for block in lone.side.blocks)
        or _lists_versions(lone),
    ),
    (Kind.CHROME, "furniture", lambda lone: _is_colophon(lone)),
    (Kind.EDITORIAL, "moved", lambda lone: _is_moved_heading(lone)),
    (Kind.EDITORIAL, "renumbered", lambda lone: _is_numbered_anew(lone)),
    (Kind.CHROME, "contents", lambda lone: _is_contents(lone)),
    (
        Kind.TECHNICAL,
        "copied",
        lambda lone: is_copy_of_page(lone.side, lone.letters, block_letters),
    ),
    (Kind.TECHNICAL, "repeated", lambda lone: _stands_elsewhere(lone)),
    (
        Kind.EDITORIAL,
        "title_changed",
        lambda lone: is_title(lone.side, lone.places) and not _has_rule(lone.side),
    ),
    (
        Kind.CHROME,
        "questions",
        lambda lone: all(map(_is_question, lone.side.blocks)) or is_suggestion(lone.side, lone.own),
    ),
    (Kind.CHROME, "ticking", lambda lone: is_feed(lone.side.blocks)),
    (
        Kind.CHROME,
        "furniture",
        lambda lone: _is_consent_tool(lone)
        or is_edge_menu(lone.side, lone.own)
        or is_glued_menu(lone.side.text),
    ),
    (Kind.EDITORIAL, "notice_expired", lambda lone: lone.is_gone and is_revision_note(lone.side)),
    (Kind.CHROME, "furniture", lambda lone: not lone.is_gone and is_update_banner(lone.side)),
    (Kind.TECHNICAL, "repeated", lambda lone: _is_told_again(lone)),
)


def judge_lone(lone: Lone) -> Judgement:
    """Return the judgement of blocks that were added or removed."""
    otherwise = "text_removed" if lone.is_gone else "text_added"
    return next(
        (Judgement(kind, code) for kind, code, holds in _RULES if holds(lone)),
        Judgement(Kind.SUBSTANTIVE, otherwise),
    )


def _has_rule(side: Side) -> bool:
    return any(states_rule(block.text) for block in side.blocks)


def has_error(side: Side) -> bool:
    """Return whether a block is an error message served in place of the content."""
    return any(is_error(block.text) for block in side.blocks)


def are_tickers(blocks: tuple[Block, ...]) -> bool:
    """Return whether blocks are numbers that change by themselves."""
    tickers = [is_ticker(block) for block in blocks]
    return any(tickers) and all(
        ticks or not letters_and_digits(block.text)
        for ticks, block in zip(tickers, blocks, strict=True)
    )


def all_furniture(side: Side, places: BlockZones) -> bool:
    """Return whether all blocks are page furniture."""
    return all(
        is_furniture(block, position, places)
        for position, block in enumerate(side.blocks, side.first)
    )


def is_title(side: Side, places: BlockZones) -> bool:
    """Return whether blocks are headings above the policy."""
    return all(
        block.kind is BlockKind.HEADING and places.zones[position] is Zone.HEAD
        for position, block in enumerate(side.blocks, side.first)
    )


def block_letters(block: Block) -> str:
    """Return the letters and digits of a block, unaffected by punctuation and case."""
    return "".join(filter(str.isalnum, block.text)).casefold()


def _continues_list(side: Side, other: Document) -> bool:
    """Return whether blocks repeat the labels of a list in the policy, e.g. of cookies."""
    labels = {block.text for block in side.blocks}
    counts = Counter(block.text for block in other.blocks if block.text in labels)
    return any(count >= _LIST_REPEATS for count in counts.values())


def _stands_elsewhere(lone: Lone) -> bool:
    """Return whether the other document contains every one of the blocks too: they were duplicates."""
    return all(
        block_letters(block) in lone.letters for block in lone.side.blocks
    ) and not is_new_to_list(lone.side, lone.own, lone.other)


def _is_told_again(lone: Lone) -> bool:
    """Return whether the other document has the same words in the same order, divided differently."""
    runs = list(word_runs(lone.side.text))
    if len(runs) < _LONG_WORDS:
        return False
    known = lone.runs()
    return sum(run not in known for run in runs) <= _TOLD_AGAIN * len(runs)


def _lists_versions(lone: Lone) -> bool:
    """Return whether blocks only list versions of the text by date."""
    texts = [
        _VERSION_MARK.sub("", fold_for_comparison(block.text)).strip() for block in lone.side.blocks
    ]
    return any(map(dates_in, texts)) and all(
        is_stamp(text) or _VERSION_LABEL.fullmatch(text) for text in texts
    )


def _is_colophon(lone: Lone) -> bool:
    """Return whether blocks only say what the page was made with, with or without headings."""
    texts = [block for block in lone.side.blocks if block.kind is not BlockKind.HEADING]
    return bool(texts) and all(
        len(words_in(block.text)) <= _COLOPHON_WORDS
        and _COLOPHON.search(fold_for_comparison(block.text))
        for block in texts
    )


def _is_consent_tool(lone: Lone) -> bool:
    """Return whether blocks are the dialogue of a consent tool."""
    return _CONSENT_TOOL.search(fold_for_comparison(lone.side.text)) is not None and all(
        _OF_CONSENT.search(fold_for_comparison(block.text))
        for block in lone.side.blocks
        if is_prose(block)
    )


def _is_moved_heading(lone: Lone) -> bool:
    """Return whether blocks are headings that the other document has under other numbers."""
    if any(block.kind is not BlockKind.HEADING for block in lone.side.blocks):
        return False
    names = [split_number(block.text)[1] for block in lone.side.blocks]
    return all(name in _heading_letters(lone.other) for name in names)


def _is_numbered_anew(lone: Lone) -> bool:
    """Return whether the other document has the same titles, numbered differently or not at all."""
    names = {_title_letters(block) for block in lone.side.blocks}
    are_short = all(len(words_in(block.text)) <= _QUESTION_WORDS for block in lone.side.blocks)
    if not are_short or "" in names:
        return False
    return names <= {_title_letters(block) for block in lone.other.blocks}


def _title_letters(block: Block) -> str:
    """Return the letters of a title without its number; empty if a block is not a title in capitals."""
    match = _CAPITAL_TITLE.match(block.text)
    return "".join(filter(str.isalpha, match["title"])) if match else ""


def _is_contents(lone: Lone) -> bool:
    """Return whether blocks are a table of contents of their own document."""
    blocks = lone.side.blocks
    if len(blocks) < _FEWEST_ENTRIES or any(
        len(words_in(block.text)) > _ENTRY_WORDS or block.kind is BlockKind.ROW for block in blocks
    ):
        return False
    inside = range(lone.side.first, lone.side.last + 1)
    headings = {
        _without_numbers(block)
        for position, block in enumerate(lone.own.blocks)
        if position not in inside and block.kind is BlockKind.HEADING
    }
    others = [block for block in blocks if _without_numbers(block) not in headings]
    return len(blocks) - len(others) >= _ARE_HEADINGS * len(blocks) and not any(
        states_rule(block.text) for block in others
    )


def _without_numbers(block: Block) -> str:
    return "".join(filter(str.isalpha, split_number(block.text)[1])).casefold()


def _heading_letters(document: Document) -> set[str]:
    return {
        split_number(block.text)[1] for block in document.blocks if block.kind is BlockKind.HEADING
    }


def _is_question(block: Block) -> bool:
    """Return whether a block is only a question, as suggested searches are: a heading has its answer below."""
    return (
        block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
        and block.text.endswith(("?", "？"))
        and len(words_in(block.text)) <= _QUESTION_WORDS
    )
