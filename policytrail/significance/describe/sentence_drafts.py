"""Statements on sentences and list items that only one of two texts has."""

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from policytrail.language import Standing, TextIndex, sentence_spans, telling_words, words_of
from policytrail.model import BlockKind, Lead, Side, Span, Statement
from policytrail.significance.classify import quote_main
from policytrail.significance.describe.draft import (
    PlacedSentence,
    StatementDraft,
    sentence_under_heading,
)
from policytrail.significance.describe.earlier_wording import edit_told, find_earlier_sentence
from policytrail.significance.describe.later_wording import (
    find_replaced,
    find_replacement,
    find_words_elsewhere,
    may_still_speak,
)
from policytrail.significance.describe.list_leads import (
    find_lead,
    one_sided_headline,
    quote_lead,
    quote_rule_short,
    uncertain_headline,
    words_of_lead,
)
from policytrail.significance.describe.moved_words import is_rewrapped
from policytrail.significance.describe.placed_texts import PlacedTexts
from policytrail.significance.describe.sentence_edit import LONG_QUOTE, WHOLE_QUOTE
from policytrail.significance.describe.telling_sentences import says_something
from policytrail.significance.describe.word_weight import is_aside
from policytrail.significance.weigh import SubstantiveHunk
from policytrail.text import fold_for_comparison

_LABEL_WORDS = 8
_LABEL_FORCE = 0.3
_LEAD_FORCE = 0.5
"""The same for what introduces a list: its items say what it is about."""
_FEW = 4
"""Most words of an item that may only name something."""
_REFERS = re.compile(
    r"(?:The (?:updates?|changes?|above|foregoing|same)|These|This|Those|That|Such|They|It|As a result|In (?:this|that|such) case|Without (?:these|this|them))\b"
)
"""What a sentence begins with that means nothing without the one before it."""

_LINKS = re.compile(
    r"\b(?:more|related|additional|other|helpful|further|useful)\s+(?:resources|links|articles|reading|topics)\b|\bsee also\b",
    re.IGNORECASE,
)
"""The heading of a list of links to other pages."""
_BEGINS = re.compile(
    r"(?!\w+ing\b)(?:\W*\w+,? ){0,6}?(?:[Yy]ou|[Ww]e|[Tt]he \w+|[Tt]hese|[Tt]his|[Ii]t|[Tt]hey|[Aa]ny|[Nn]o|An? \w+|I[fn]|By|For|Where) "
)
"""What a sentence begins with that reads by itself, within its first words."""
_WHOLE = 0.8
"""Weight of a whole sentence beyond its words: an edit of some words says less."""
_OF_LEAD = 0.5
_OF_ASIDE = 0.3
_UNSURE = 0.6
"""Weight of a passage that the other text may contain in similar words."""


def added_draft(
    sentence: PlacedSentence, told: SubstantiveHunk, texts: PlacedTexts
) -> Iterator[StatementDraft]:
    """Yield a statement on a sentence of the new text, unless the old text says it."""
    standing = _standing(sentence, texts.new, texts.old)
    if not _is_news(sentence, standing, texts.old) or _is_link_title(sentence, told):
        return
    found_lead = find_lead(sentence, told.hunk.new, texts.pair.new)
    lead = words_of_lead(found_lead)
    weight = _sentence_weight(sentence, lead, texts)
    earlier = find_earlier_sentence(sentence, told, texts)
    edit = edit_told(earlier, sentence, told, texts, lead) if earlier else None
    if edit is not None:
        yield StatementDraft(replace(edit, lead=found_lead), weight * _UNSURE)
        return
    heading = sentence.heading or told.section
    replaced = find_replaced(sentence, told, texts) if not lead else None
    if replaced is not None:
        old, new = (quote_main(placed.text, WHOLE_QUOTE) for placed in (replaced, sentence))
        yield _build_draft(
            (heading, f"it said {old}; now it says {new}"),
            f"Reworded: {quote_rule_short(sentence.text)}",
            ("reworded", told.place, replaced.span, sentence.span),
            weight,
        )
        return
    if standing is Standing.UNCERTAIN:
        is_insert = not told.gone.strip()
        verb = "an added passage reads" if is_insert else "the text was reworded and now reads"
        label = "Added" if is_insert else "Reworded"
        yield _build_draft(
            (heading, f"{_place_in_list(lead)}{verb} {quote_main(sentence.text, LONG_QUOTE)}"),
            uncertain_headline(label, sentence.text, lead),
            ("reworded", told.place, None, sentence.span),
            weight * _UNSURE,
            found_lead,
        )
        return
    yield _build_draft(
        (
            heading,
            f"{_list_verb(sentence, lead, 'now')} {quote_main(_with_antecedent(sentence, told.hunk.new), LONG_QUOTE)}",
        ),
        one_sided_headline(sentence.text, lead, come=True),
        ("added", told.place, None, sentence.span),
        weight,
        found_lead,
    )


def removed_draft(
    sentence: PlacedSentence, told: SubstantiveHunk, texts: PlacedTexts
) -> Iterator[StatementDraft]:
    """Yield a statement on a sentence of the old text, unless the new text says it too."""
    standing = _standing(sentence, texts.old, texts.new)
    if not _is_news(sentence, standing, texts.new) or _is_link_title(sentence, told):
        return
    found_lead = find_lead(sentence, told.hunk.old, texts.pair.old)
    lead = words_of_lead(found_lead)
    weight = _sentence_weight(sentence, lead, texts)
    heading = sentence.heading or told.section
    replacement = _replaced_words(sentence, told, texts) if not lead else None
    if replacement is not None:
        words, span = replacement
        yield _build_draft(
            (heading, words),
            f"No longer in these words: {quote_rule_short(sentence.text)}",
            ("reworded", told.place, sentence.span, span),
            weight,
        )
        return
    if standing is Standing.UNCERTAIN or (not lead and may_still_speak(sentence.text, texts)):
        yield _build_draft(
            (
                heading,
                f"{_place_in_list(lead)}a passage was taken out that read {quote_main(_with_antecedent(sentence, told.hunk.old), LONG_QUOTE)}",
            ),
            uncertain_headline("Taken out", sentence.text, lead),
            ("reworded", told.place, sentence.span, None),
            weight * (_UNSURE if standing is Standing.UNCERTAIN else 1.0),
            found_lead,
        )
        return
    verb, headline = (
        _list_verb(sentence, lead, "no longer"),
        one_sided_headline(sentence.text, lead, come=False),
    )
    if lead and not texts.new.has_words(lead):
        verb = f"the list {quote_lead(lead)} was taken out, which had"
        headline = f"List taken out: {quote_lead(lead)}"
    yield _build_draft(
        (
            heading,
            f"{verb} {quote_main(_with_antecedent(sentence, told.hunk.old), LONG_QUOTE)}",
        ),
        headline,
        ("removed", told.place, sentence.span, None),
        weight,
        found_lead,
    )


def _replaced_words(
    sentence: PlacedSentence, told: SubstantiveHunk, texts: PlacedTexts
) -> tuple[str, Span | None] | None:
    """Return what a sentence said and what the new text says on its subject, with its place in the hunk."""
    old = quote_main(sentence.text, WHOLE_QUOTE)
    replacement = find_replacement(sentence, told, texts)
    if replacement is not None:
        now = quote_main(replacement.text, WHOLE_QUOTE)
        return f"it said {old}; now it says {now}", replacement.span
    elsewhere = find_words_elsewhere(sentence.text, texts)
    if not elsewhere:
        return None
    return f"it said {old}; now it says {quote_main(elsewhere, WHOLE_QUOTE)}", None


def _standing(sentence: PlacedSentence, text: TextIndex, other: TextIndex) -> Standing:
    """Return whether the other text says a sentence; of a few words, it must have them as often.

    A short item may leave its list while the text names it elsewhere.
    """
    words = telling_words(sentence.text)
    if sentence.kind is BlockKind.ITEM and len(words) <= _FEW:
        name = " ".join(words)
        if text.count_words(name) > other.count_words(name):
            return Standing.ABSENT
    standing = other.judge_presence(sentence.text)
    is_taken_up = standing is Standing.ABSENT and other.gathers(sentence.text)
    return Standing.UNCERTAIN if is_taken_up else standing


def _is_news(sentence: PlacedSentence, standing: Standing, other: TextIndex) -> bool:
    """Return whether a sentence says something that the corresponding part of the other text does not."""
    return (
        standing not in (Standing.SAME, Standing.SAID)
        and says_something(sentence)
        and not is_rewrapped(sentence.text, other)
    )


def _with_antecedent(sentence: PlacedSentence, side: Side | None) -> str:
    """Return a sentence, behind the one before it if it begins with a word that refers to that one."""
    if side is None or not _REFERS.match(sentence.text):
        return sentence.text
    text = side.blocks[sentence.block].text
    sentence_start = text.find(sentence.text)
    spans = list(sentence_spans(text[:sentence_start])) if sentence_start > 0 else []
    both = text[spans[-1][0] : sentence_start + len(sentence.text)] if spans else sentence.text
    return both if len(both) <= LONG_QUOTE else sentence.text


def _is_link_title(sentence: PlacedSentence, told: SubstantiveHunk) -> bool:
    """Return whether a line is the title of another page, in a list of links to further reading."""
    is_closed = sentence.text.rstrip().endswith((".", "!", ";"))
    return not is_closed and _LINKS.search(sentence.heading or told.section) is not None


def _build_draft(
    words: tuple[str, str],
    headline: str,
    placed: tuple[str, int, Span | None, Span | None],
    weight: float,
    lead: Lead | None = None,
) -> StatementDraft:
    kind, place, old, new = placed
    text = sentence_under_heading(*words)
    return StatementDraft(Statement(text, headline, kind, place, old, new, lead=lead), weight)


def _place_in_list(lead: str) -> str:
    """Return in which list a passage stands or stood; nothing if it has no introduction."""
    return f"in the list {quote_lead(lead)}, " if lead else ""


def _list_verb(sentence: PlacedSentence, lead: str, when: str) -> str:
    """Return the words that introduce the quote of a sentence that was added or removed."""
    if not lead and (sentence.kind is not BlockKind.ITEM or is_full_sentence(sentence.text)):
        return f"it {when} says"
    return f"the list {quote_lead(lead)} {when} has" if lead else f"the list {when} has"


def is_full_sentence(text: str) -> bool:
    """Return whether a text reads by itself: pages mark up their clauses as lists too."""
    is_closed = text[:1].isupper() and text.endswith((".", ")"))
    return is_closed and _BEGINS.match(text) is not None


def _sentence_weight(sentence: PlacedSentence, lead: str, texts: PlacedTexts) -> float:
    """Return the weight of a sentence; an item shares in what its introduction says."""
    folded = fold_for_comparison(sentence.text)
    if is_aside(folded):
        return texts.weigh(folded) + _OF_ASIDE
    weight = texts.weigh(folded) + words_size(sentence.text)
    weight += _WHOLE if len(words_of(sentence.text)) >= _LABEL_WORDS else 0.0
    if lead:
        weight += _OF_LEAD * texts.weigh(fold_for_comparison(lead))
    return weight * _sentence_force(sentence)


def _sentence_force(sentence: PlacedSentence) -> float:
    """Return a factor below 1 for a label, which states nothing by itself."""
    is_label = (
        sentence.kind is not BlockKind.ROW
        and len(words_of(sentence.text)) < _LABEL_WORDS
        and not sentence.text.rstrip().endswith((".", "!", ";"))
    )
    if sentence.text.rstrip().endswith(":"):
        return _LEAD_FORCE
    return _LABEL_FORCE if is_label and sentence.kind is not BlockKind.ITEM else 1.0


def words_size(*texts: str) -> float:
    """Return the weight of texts by their number of words: twice as many weigh a third more."""
    return math.log2(1 + sum(len(words_of(text)) for text in texts)) / 3
