"""Passages of several sentences or items that were added or removed as a whole, one statement each."""

import math
from collections.abc import Iterator, Mapping, Sequence

from policytrail.language import Standing, telling_words, words_of
from policytrail.model import BlockKind, Statement
from policytrail.significance.classify import is_stamp, quote_beginning, quote_main, quote_rule
from policytrail.significance.describe.draft import (
    HEADING_CHARS,
    PlacedSentence,
    StatementDraft,
    placed_sentences,
    sentence_under_heading,
)
from policytrail.significance.describe.later_wording import may_still_speak
from policytrail.significance.describe.list_leads import (
    find_lead,
    is_ban,
    is_fragment,
    one_sided_headline,
    quote_behind_lead,
    quote_lead,
    short_lead,
    words_of_lead,
)
from policytrail.significance.describe.placed_texts import PlacedTexts
from policytrail.significance.describe.sentence_drafts import is_full_sentence
from policytrail.significance.describe.sentence_edit import (
    HALF_QUOTE,
    LONG_QUOTE,
    SHORT_QUOTE,
    WHOLE_QUOTE,
)
from policytrail.significance.describe.telling_sentences import says_something
from policytrail.significance.weigh import SubstantiveHunk
from policytrail.text import fold_for_comparison

_FEWEST = 3
"""Fewest sentences of a passage that is described as one."""
_MOST = 40
"""Most sentences of a passage that are examined."""
_ABSENT_SHARE = 0.6
_TITLE_WORDS = 10
_ITEMS_NAMED = 3
_WHOLE = 0.8


def passage_drafts(told: SubstantiveHunk, texts: PlacedTexts) -> Iterator[StatementDraft]:
    """Yield statements on the passages that a hunk only adds or only removes, by their first and best sentence."""
    if (told.hunk.old is None) == (told.hunk.new is None):
        return
    come = told.hunk.new is not None
    side = told.hunk.new or told.hunk.old
    if side is None or any(block.kind is BlockKind.HEADING for block in side.blocks):
        return
    sentences = [
        sentence for sentence in placed_sentences(side)[:_MOST] if not is_stamp(sentence.text)
    ]
    other = texts.old if come else texts.new
    absent = [
        placed for placed in sentences if other.judge_presence(placed.text) is Standing.ABSENT
    ]
    if len(absent) >= max(_FEWEST, _ABSENT_SHARE * len(sentences)) and absent[0] is sentences[0]:
        if not any(map(says_something, absent)):
            return
        yield _passage_told(told, absent, texts, come=come)


def _passage_told(
    told: SubstantiveHunk, sentences: Sequence[PlacedSentence], texts: PlacedTexts, *, come: bool
) -> StatementDraft:
    first = sentences[0]
    weights = {id(one): texts.weigh(fold_for_comparison(one.text)) for one in sentences}
    side, document = texts.side_of(told.hunk, come=come)
    readable = [
        one for one in sentences if says_something(one) and not is_fragment(one, side, document)
    ]
    best = max(readable or sentences, key=lambda one: weights[id(one)])
    words = quote_behind_lead(best, side, document, LONG_QUOTE)
    if best is not first and is_full_sentence(first.text):
        words = f"{quote_main(first.text, WHOLE_QUOTE)} and {words}"
    verb = _passage_verb(first, best, texts, come=come)
    label = "New" if come else "Removed"
    lead = find_lead(best, side, document)
    headline = one_sided_headline(best.text, words_of_lead(lead), come=come)
    if _is_title(first):
        headline = f"{label} passage {quote_rule(first.text, SHORT_QUOTE)}"
    items = _heaviest_of_blocks(sentences, weights)
    items_lead = find_lead(first, side, document)
    are_items = all(sentence.kind is BlockKind.ITEM for sentence in sentences)
    are_clauses = items_lead is None and any(is_full_sentence(item.text) for item in items)
    if len(items) > 1 and are_items and not are_clauses:
        lead = items_lead
        words, headline = _items_told(items, words_of_lead(lead), texts, come=come)
        verb = ""
    statement = Statement(
        sentence_under_heading(told.section, f"{verb} {words}".strip()),
        headline,
        "added" if come else "removed",
        told.place,
        None if come else first.span,
        first.span if come else None,
        lead=lead,
    )
    size = sum(len(words_of(one.text)) for one in sentences)
    return StatementDraft(statement, _WHOLE + weights[id(best)] + math.log2(1 + size) / 2)


def _passage_verb(
    first: PlacedSentence, best: PlacedSentence, texts: PlacedTexts, *, come: bool
) -> str:
    """Return what became of a passage, which is named by the title that it begins with."""
    is_named = first is not best and _is_title(first)
    passage = f"passage, {quote_beginning(first.text, HEADING_CHARS)}," if is_named else "passage"
    if come:
        return f"a new {passage} says"
    gone = "was taken out" if may_still_speak(best.text, texts) else "is gone"
    return f"a {passage} {gone}, which said"


def _heaviest_of_blocks(
    sentences: Sequence[PlacedSentence], weights: Mapping[int, float]
) -> list[PlacedSentence]:
    """Return the heaviest sentence of each block: a list has as many items as blocks, not as sentences."""
    by_block: dict[int, PlacedSentence] = {}
    for sentence in sentences:
        heaviest = by_block.setdefault(sentence.block, sentence)
        if weights[id(sentence)] > weights[id(heaviest)]:
            by_block[sentence.block] = sentence
    return list(by_block.values())


def _items_told(
    items: Sequence[PlacedSentence], lead: str, texts: PlacedTexts, *, come: bool
) -> tuple[str, str]:
    """Return, in full and in short, which items of a list were added or removed."""
    items = [item for item in items if not item.text.rstrip().endswith(":")] or items
    ranked = sorted(items, key=lambda item: -texts.weigh(fold_for_comparison(item.text)))
    shown = sorted(ranked[:_ITEMS_NAMED], key=lambda item: item.start)
    quotes = ", ".join(quote_rule(item.text, HALF_QUOTE) for item in shown)
    more = len(items) - len(shown)
    rest = f" and {more} more" if more else ""
    name = f"the list {quote_lead(lead)}" if lead else "the list"
    short = short_lead(lead)
    act = "added to" if come else "removed from"
    place = f"the list {short}" if short else "a list"
    if come and is_ban(lead, items[0].text):
        headline = f"{len(items)} new bans, with {quote_rule(ranked[0].text, SHORT_QUOTE)}"
    else:
        headline = (
            f"{len(items)} items {act} {place}, with {quote_rule(ranked[0].text, SHORT_QUOTE)}"
        )
    return f"{name} {'now has' if come else 'no longer has'} {quotes}{rest}", headline


def _is_title(sentence: PlacedSentence) -> bool:
    """Return whether a sentence is the title of those after it."""
    if not telling_words(sentence.text) or "|" in sentence.text:
        return False
    is_short = len(words_of(sentence.text)) <= _TITLE_WORDS
    return (is_short and not sentence.text.endswith((".", ";"))) or sentence.text.endswith(":")
