"""Whether an element reads as part of a policy or only asks its reader to do something."""

import re
from typing import Final

from policytrail.extract.consent_prompts import ABOUT_CONSENT
from policytrail.extract.tree import Element

_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary", "legend"])
_BOLD: Final = frozenset({"b", "strong"})
_LEAST_PROSE: Final = 60
"""Fewest characters outside links of a clause with a heading."""
_INLINE: Final = frozenset({"span", "abbr", "em", "i", "u", "mark", "dfn"})
_PARAGRAPHS: Final = frozenset({"p", "li", "dd", "td", "div", "blockquote"})
_UNSEEN_CLASS: Final = re.compile(
    r"sr-only|visually-?hidden|screen-?reader|print-?only", re.IGNORECASE
)
"""Of words for reading programs, such as "opens in a new window"."""
_LEAST_BESIDE: Final = 10
_LEAST_NOTICE: Final = 20
_FULL_STOPS: Final = (".", "!", "。", "！", "।")
_LEAST_UNTITLED: Final = 200
"""Characters of sentences without a heading from which they are more than a notice."""
_LARGEST_CALL: Final = 400
"""Most prose of a box that asks for a click."""
_LARGEST_FORM: Final = 800
"""Most prose of a box that asks for an address, e.g. for a newsletter."""
_LEAST_SENTENCE: Final = 40
_SENTENCE_END: Final = re.compile(r"[.!?。！？؟।]['\"”»)\]]*(?:\s|$)")
_TYPED: Final = frozenset({"email", "tel", "search", "password", "textarea"})
_PRESSED: Final = frozenset({"submit", "button", "radio", "checkbox", "image"})
_SWITCHES: Final = frozenset({"radio", "checkbox"})
_BUTTON_CLASS: Final = re.compile(r"(?:^|[\s_-])(?:btn|button|cta)(?=$|[\s_-])", re.IGNORECASE)
_LEAST_SIBLINGS: Final = 2


def reads_as_policy(element: Element) -> bool:
    """Return whether an element holds sentences that may bind someone.

    Its class or id does not count: `sharing` is a share bar on one page and a chapter about the
    sharing of data on another.
    """
    prose = element.prose
    if prose < _LEAST_PROSE or element.linked > prose or not reads_as_sentences(element):
        return False
    if (prose < _LARGEST_FORM and asks_for_input(element)) or _is_preference_centre(element):
        return False
    titled = _is_titled(element)
    if prose < _LARGEST_CALL and asks_to_act(element):
        return titled and _is_chapter_among_chapters(element)
    return titled or prose >= _LEAST_UNTITLED


def is_notice(element: Element) -> bool:
    """Return whether an element is a sentence or two beside the clauses: a warning, a clause in short.

    It has no title, nothing to click and no link, and stands beside other prose.
    """
    prose, parent = element.prose, element.parent
    if (
        parent is None
        or prose < _LEAST_NOTICE
        or element.linked
        or not element.inner_text().rstrip().endswith(_FULL_STOPS)
    ):
        return False
    if asks_to_act(element) or any(below.tag == "time" for below in element.descendants()):
        return False
    return parent.prose - prose >= _LEAST_PROSE and parent.linked < parent.prose


def is_in_sentence(element: Element) -> bool:
    """Return whether an element is some words of a sentence: text stands beside it in a paragraph."""
    parent = element.parent
    if element.tag not in _INLINE or parent is None or parent.tag not in _PARAGRAPHS:
        return False
    if element.linked or _UNSEEN_CLASS.search(element.attribute("class")):
        return False
    return parent.own_size >= _LEAST_BESIDE


def is_word_of_sentence(element: Element) -> bool:
    """Return whether a button is some words of a sentence, explained at a click: text on both sides."""
    siblings = element.parent.children if element.parent is not None else []
    place = next(
        (number for number, child in enumerate(siblings) if child is element), len(siblings)
    )
    return all(
        any(isinstance(child, str) and not child.isspace() for child in side)
        for side in (siblings[:place], siblings[place + 1 :])
    )


def reads_as_sentences(element: Element) -> bool:
    """Return whether some text of an element is a sentence and not a label."""
    text = element.inner_text()
    if len(text) < _LEAST_SENTENCE:
        return False
    if _SENTENCE_END.search(text, _LEAST_SENTENCE // 2):
        return True
    return len(text) > 2 * _LEAST_SENTENCE and not text.isascii()


def asks_for_input(element: Element) -> bool:
    """Return whether there is a field for an address, a password or a message."""
    return any(below.asks in _TYPED for below in element.descendants())


def _is_preference_centre(element: Element) -> bool:
    """Return whether an element has the switches of a cookie preference centre."""
    if not any(below.asks in _SWITCHES for below in element.descendants()):
        return False
    return ABOUT_CONSENT.search(element.inner_text()) is not None


def asks_to_act(element: Element) -> bool:
    """Return whether there is something to click or to fill in, other than what opens a panel."""
    return any(
        below.asks in _TYPED
        or below.asks in _PRESSED
        or (below.tag == "button" and "aria-expanded" not in below.attributes)
        or below.attribute("role") == "button"
        or (below.tag == "a" and _BUTTON_CLASS.search(below.attribute("class")) is not None)
        for below in element.descendants()
    )


def _is_titled(element: Element) -> bool:
    return any(
        below.tag in _HEADINGS or below.attribute("role") == "heading" or _is_bold_line(below)
        for below in element.descendants()
    )


def _is_bold_line(element: Element) -> bool:
    """Return whether bold words come first in their parent, as a title above its text."""
    if element.tag not in _BOLD or element.parent is None:
        return False
    first = next((c for c in element.parent.children if not isinstance(c, str) or c.strip()), None)
    return first is element and element.size > 0


def _is_chapter_among_chapters(element: Element) -> bool:
    """Return whether its siblings with the same tag are titled text as well."""
    if element.parent is None:
        return False
    siblings = [
        child
        for child in element.parent.children
        if not isinstance(child, str) and child is not element and child.tag == element.tag
    ]
    chapters = 0
    for sibling in siblings:
        is_chapter = sibling.prose >= _LEAST_PROSE and sibling.linked <= sibling.prose
        chapters += is_chapter and _is_titled(sibling)
        if chapters >= _LEAST_SIBLINGS:
            return True
    return False
