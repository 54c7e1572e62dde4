"""Furniture at either end of a document that no mark-up shows: links and lines of a footer."""

import re
from collections.abc import Sequence

from policytrail.extract.draft import BlockDraft
from policytrail.model import BlockKind

_COPYRIGHT = re.compile(r"©|\(c\)\s*(?:19|20)\d\d|copyright\b", re.IGNORECASE)
_RESERVED = (
    "all rights reserved",
    "tous droits réservés",
    "alle rechte vorbehalten",
    "todos los derechos reservados",
    "tutti i diritti riservati",
    "todos os direitos reservados",
)
# Calls to action and the like, wherever they stand ...
_ACTION = re.compile(
    r"^(?:back to (?:the )?top|go to top|return to (?:the )?top|top of page|scroll to top"
    r"|print(?: this)?(?: page)?|share this.*|copy (?:link|to clipboard)"
    r"|was this (?:article|page|information) (?:helpful|useful).*"
    r"|did this answer your question.*|have more questions\?.*"
    r"|haut de page|retour en haut(?: de (?:la )?page)?|nach oben|volver arriba|torna su"
    r"|(?:(?:last )?(?:updated|edited|modified) )?(?:over |about |almost )?(?:an? |\d+ )(?:minute|hour|day|week|month|year)s? ago"
    r"|(?:last )?(?:updated|edited|modified) yesterday|written by \S+(?: \S+){0,3}"
    r"|\d+ out of \d+ found this helpful.*|[😞😐😃👍👎\s]+|skip to (?:main )?content"
    r"|opens? in a new (?:tab|window).*)\W*$",
    re.IGNORECASE,
)
# ... and those that may also be the title of a section.
_CALL = re.compile(
    r"^(?:share|tweet|yes|no|oui|non|related articles?|see also|read more|learn more|imprimer"
    r"|partager|drucken|menu|see details|(?:get|book|request|schedule) a demo|sign up|subscribe|log ?in|contact sales|get started)\W*$",
    re.IGNORECASE,
)
# How long ago a page was edited, and the label beside it: different at every visit.
_AGE = re.compile(
    r"^(?:over |about |almost )?(?:an? |\d+ )(?:minute|hour|day|week|month|year)s? ago\W*$",
    re.IGNORECASE,
)
_AGED = re.compile(r"^(?:last )?(?:updated|edited|modified|published)\W*$", re.IGNORECASE)
# Titles of a table of contents; meaningless without the list.
_CONTENTS = re.compile(
    r"^(?:table of contents|in this (?:article|section|policy)|on this page|contents|jump to|sommaire|table des mati[èe]res"
    r"|inhalt(?:sverzeichnis)?|auf dieser seite|índice|en esta página|indice|inhoud(?:sopgave)?|spis treści|obsah|innehåll"
    r"|indhold|sisällys|содержание|оглавление|目次|目录|목차)\W*$",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"(?:\d{1,2}|[IVX]{1,5})(?:\.\d{1,2})*[.)]\s")
_DRAWN = 0.7
"""Share of ASCII signs and spaces from which a long line is a drawing made of characters."""
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_SHORT = 80
_LONG = 160
_LINKED = 0.8
_MOSTLY = 0.6
_FEW_WORDS = 4
_LEAST_LINKS = 3


def trim_edges(drafts: Sequence[BlockDraft]) -> list[BlockDraft]:
    """Return the drafts without furniture at either end and without lines that are only calls to action."""
    aged = _places_of_age(drafts)
    kept = [
        draft
        for position, draft in enumerate(drafts)
        if position not in aged and not _asks_to_act(draft)
    ]
    kept = [draft for position, draft in enumerate(kept) if not _lacks_list(kept, position)]
    return kept[_start_of_policy(kept) : _end_of_policy(kept)]


def _places_of_age(drafts: Sequence[BlockDraft]) -> set[int]:
    """Return where a relative date stands, and the label beside it."""
    ages = [position for position, draft in enumerate(drafts) if _AGE.match(draft.text)]
    neighbours = {near for age in ages for near in (age - 1, age + 1) if 0 <= near < len(drafts)}
    return {*ages, *(place for place in neighbours if _AGED.match(drafts[place].text))}


def is_copyright(text: str) -> bool:
    """Return whether a line is a copyright notice, as at the end of most pages."""
    if len(text) >= 2 * _SHORT:
        return False
    lowered = text.lower()
    return _COPYRIGHT.match(text) is not None or any(words in lowered for words in _RESERVED)


def _asks_to_act(draft: BlockDraft) -> bool:
    if len(draft.text) > _LONG:
        return _is_filler(draft.text)
    if _ACTION.match(draft.text):
        return True
    return draft.kind is not BlockKind.HEADING and _CALL.match(draft.text) is not None


def _is_filler(text: str) -> bool:
    """Return whether a text is one word repeated, or a drawing made of characters."""
    start = text[: 2 * _LONG]
    written = start.encode("ascii", "ignore")
    signs = len(written) - len(written.translate(None, _SIGNS))
    drawn = signs > _DRAWN * len(start)
    return drawn or len(set(start.split()[:-1])) == 1


def _lacks_list(drafts: list[BlockDraft], position: int) -> bool:
    """Return whether a draft is the title of a table of contents that does not follow."""
    if not _CONTENTS.match(drafts[position].text):
        return False
    following = drafts[position + 1] if position + 1 < len(drafts) else None
    return following is None or not (following.kind is BlockKind.ITEM or following.links)


def _start_of_policy(drafts: list[BlockDraft]) -> int:
    """Return how many blocks at the start are mostly links to other pages."""
    for place, draft in enumerate(drafts):
        if draft.kind is BlockKind.HEADING or _share_of_links(draft) < _MOSTLY:
            return place
    return 0


def _end_of_policy(drafts: list[BlockDraft]) -> int:
    """Return where the links, their titles and the copyright notice at the end of the page begin."""
    end = len(drafts)
    signs = 0
    for place in range(len(drafts) - 1, -1, -1):
        draft = drafts[place]
        if _is_link(draft) or is_copyright(draft.text):
            signs += 1 if draft.links else _LEAST_LINKS
            end = place
        elif draft.kind is BlockKind.HEADING and _is_numbered(draft):
            end = len(drafts)
            break
        elif draft.kind is BlockKind.HEADING and signs:
            end = place
        elif not _is_label(draft):
            break
    announced = end > 0 and drafts[end - 1].text.endswith((":", "："))
    return end if signs >= _LEAST_LINKS and end > 0 and not announced else len(drafts)


def _is_numbered(heading: BlockDraft) -> bool:
    """Return whether a heading counts on as a chapter of the policy, which may be one of links."""
    return heading.number != "" or _CHAPTER.match(heading.text) is not None


def _share_of_links(draft: BlockDraft) -> float:
    linked = sum(stop - start for start, stop, target in draft.links if not target.startswith("#"))
    return linked / len(draft.text)


def _is_link(draft: BlockDraft) -> bool:
    """Return whether a block consists of links to other pages."""
    return len(draft.text) < _SHORT and _share_of_links(draft) >= _LINKED


def _is_label(draft: BlockDraft) -> bool:
    text = draft.text
    return (
        text.count(" ") < _FEW_WORDS
        and not text.endswith((".", ":", ";", "。", ")"))
        and not any(char.isdigit() for char in text)
    )
