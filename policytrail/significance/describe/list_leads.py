"""The introductions of lists: a list item is read and quoted together with its introduction.

"Scrape the site" is a ban under "You may not:" and an offer under "You can:"; alone it is neither.
"""

import re

from policytrail.language import sentence_spans
from policytrail.language.propositions import Actor, read_sentence
from policytrail.model import Block, BlockKind, Document, Lead, Side
from policytrail.significance.classify import MOST, quote_beginning, quote_main, quote_rule
from policytrail.significance.describe.draft import PlacedSentence
from policytrail.significance.describe.sentence_edit import SHORT_QUOTE

_FARTHEST = 200
"""Most blocks above an item in which its introduction is looked for."""
_SHORT_LEAD = 60
_SENTENCE = 2
"""Fewest spaces of a sentence before another in one item; with fewer it is the item's number or name."""
_MARK = re.compile(r"(?:\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)|[•·▪◦‣–—-])\s*(?=\S)")
"""What an item of a list begins with where the page writes it as a paragraph."""
_REMARK = re.compile(r"(?:please note|note that|for the avoidance of doubt)\b", re.IGNORECASE)
"""What a sentence begins with that a page marks up as an item, and that does not go on from the lead."""
_FIRST_MARK = re.compile(r"\((?:i|a|1)\)\s", re.IGNORECASE)
_LEAD_CHARS = 160
_BANS = re.compile(
    r"\b(?:prohibit\w*|forbidden|not (?:allowed|permitted|acceptable)|disallow\w*|(?:may|must|shall|can|will|do|should)(?: not|n[’']t)"
    r"|cannot|agree not to|refrain from|not to)\b[^.]{0,80}$",
    re.IGNORECASE,
)
_READER = re.compile(
    r"\b(?:you|your|users?|customers?|members?|licensees?|developers?|participants?|content|conduct|uses?|activit(?:y|ies)|anyone)\b",
    re.IGNORECASE,
)


def find_lead(sentence: PlacedSentence, side: Side | None, document: Document) -> Lead | None:
    """Return the sentence that introduces the list to which a sentence belongs; None if there is none."""
    if side is None or not _is_item(sentence) or _REMARK.match(sentence.text):
        return None
    position = side.first + sentence.block
    inner = _lead_in_block(sentence.text, document.blocks[position].text, position)
    if inner is not None:
        return inner
    before = document.blocks[position].text.partition(sentence.text)[0].rstrip()
    if before.count(" ") >= _SENTENCE and before.endswith((".", "!", "?")):
        return None  # a later sentence of an item reads by itself
    level = document.blocks[position].level
    for above in range(position - 1, max(0, position - _FARTHEST) - 1, -1):
        block = document.blocks[above]
        is_beside = block.kind is sentence.kind and block.level >= level
        is_item = is_beside and (block.kind is BlockKind.ITEM or _is_marked(block.text))
        if is_item and not _leads_beside(block, document.blocks[above + 1], sentence.text):
            continue
        return _last_sentence(block.text, above) if block.text.rstrip().endswith(":") else None
    return None


def _leads_beside(block: Block, first: Block, item: str) -> bool:
    """Return whether an item introduces the items beside it: a page may mark up both alike.

    The item begins with a small letter, as the first one after the lead does; others may follow the list.
    """
    is_lead = block.text.rstrip().endswith(":") and block.level == first.level
    return is_lead and first.text[:1].islower() and item[:1].islower()


def _last_sentence(text: str, position: int) -> Lead:
    start, end = list(sentence_spans(text))[-1]
    return Lead(text[start:end], position, start, end)


def _lead_in_block(item: str, text: str, position: int) -> Lead | None:
    """Return what introduces a list that a paragraph writes out, "You may not: (i) ...; (ii) ...", for a later item."""
    before = text.partition(item)[0].rstrip()
    if not before or before.endswith((".", "!", "?")) or not _is_marked(item):
        return None
    firsts = [mark.start() for mark in _FIRST_MARK.finditer(before)]
    spans = list(sentence_spans(before[: firsts[-1]])) if firsts else []
    return Lead(text[spans[-1][0] : spans[-1][1]], position, *spans[-1]) if spans else None


def _is_item(sentence: PlacedSentence) -> bool:
    """Return whether a sentence is an item of a list, or a paragraph that is numbered like one."""
    is_paragraph = sentence.kind is BlockKind.PARAGRAPH
    return sentence.kind is BlockKind.ITEM or (is_paragraph and _is_marked(sentence.text))


def _is_marked(text: str) -> bool:
    return _MARK.match(text) is not None


def words_of_lead(lead: Lead | None) -> str:
    """Return the words of a lead; empty if there is none."""
    return lead.text if lead else ""


def is_ban(lead: str, item: str) -> bool:
    """Return whether an item of a list forbids the reader something.

    >>> is_ban("You may not:", "scrape our pages"), is_ban("We do not:", "sell your data")
    (True, False)
    """
    if not lead:
        return False
    bare = lead.rstrip(" :")
    acts = read_sentence(bare + " do this") or read_sentence(item, lead)
    if any(act.actor is Actor.READER and act.denied for act in acts):
        return True
    forbids = _BANS.search(bare) is not None and _READER.search(bare) is not None
    return forbids and not any(act.actor is Actor.SERVICE for act in acts)


def forbids_reader(sentence: str, lead: str) -> bool:
    """Return whether a sentence, read with its introduction, forbids the reader something."""
    if is_ban(lead, sentence):
        return True
    return any(act.actor is Actor.READER and act.denied for act in read_sentence(sentence, lead))


def quote_lead(lead: str) -> str:
    """Return the introduction of a list as a quote, without its colon."""
    return quote_beginning(lead, _LEAD_CHARS)


def short_lead(lead: str) -> str:
    """Return the introduction of a list as a quote for a headline; empty if it is too long for one."""
    return quote_beginning(lead) if lead and len(lead) <= _SHORT_LEAD else ""


def quote_rule_short(text: str) -> str:
    """Return the rule in a sentence as a quote for a headline."""
    return quote_rule(text, SHORT_QUOTE) if len(text) <= SHORT_QUOTE else quote_long_rule(text)


def quote_long_rule(text: str) -> str:
    """Return a long rule as a quote for a headline: its main clause, if it begins with a condition or a purpose."""
    main = quote_main(text, SHORT_QUOTE)
    return quote_rule(text, SHORT_QUOTE) if main == quote_beginning(text, SHORT_QUOTE) else main


def one_sided_headline(text: str, lead: str, *, come: bool) -> str:
    """Return the headline for text that was added or removed, an item after its introduction."""
    quote = quote_rule_short(text)
    if is_ban(lead, text):
        return f"New ban: {quote}" if come else f"Removed from the bans: {quote}"
    name = short_lead(lead)
    label = "New" if come else "Removed"
    is_sentence = text[:1].isupper() and text.rstrip().endswith((".", "!"))
    if not name and (text[:1].islower() or (lead and not is_sentence)):
        label = f"{label} in a list"
    return f"{label} under {name}: {quote}" if name else f"{label}: {quote}"


def uncertain_headline(label: str, text: str, lead: str) -> str:
    """Return the headline for text of which the other text may say the same, an item with its introduction."""
    quote = quote_rule_short(text)
    if is_ban(lead, text):
        return f"{label}, among the bans: {quote}"
    name = short_lead(lead)
    place = f" under {name}" if name else " in a list" if text[:1].islower() else ""
    return f"{label}{place}: {quote}"


def quote_behind_lead(
    sentence: PlacedSentence, side: Side | None, document: Document, most: int = MOST
) -> str:
    """Return a sentence as a quote, an item after its introduction."""
    lead = words_of_lead(find_lead(sentence, side, document))
    quote = quote_main(sentence.text, most)
    return f"under {quote_lead(lead)}, {quote}" if lead else quote


def is_fragment(sentence: PlacedSentence, side: Side | None, document: Document) -> bool:
    """Return whether a sentence is a list item that means nothing without an introduction, and has none."""
    begins_low = sentence.text[:1].islower()
    return begins_low and not find_lead(sentence, side, document)
