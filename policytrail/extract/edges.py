"""Furniture at the ends of a document that no mark-up gives away: links and lines of a footer."""

import re
from collections.abc import Sequence

from policytrail.extract.walk import Draft
from policytrail.model import BlockKind

_COPYRIGHT = re.compile(
    r"^(?:©|\(c\)|copyright\b)|all rights reserved|tous droits réservés|alle rechte vorbehalten"
    r"|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"^(?:back to (?:the )?top|go to top|top of page|print(?: this)?(?: page)?|share|share this.*"
    r"|tweet|copy link|was this (?:article|page|information) (?:helpful|useful).*|(?:yes|no|oui|non)"
    r"|did this answer your question.*|related articles?|see also|read more|learn more|scroll to top"
    r"|haut de page|retour en haut(?: de (?:la )?page)?|imprimer|partager|nach oben|drucken"
    r"|updated (?:over |about )?(?:a|an|\d+) (?:minute|hour|day|week|month|year)s? ago|sign up"
    r"|subscribe|log ?in|contact sales|get started|\d+ out of \d+ found this helpful.*|😞|😐|😃"
    r"|have more questions\?.*|return to top|skip to (?:main )?content|opens? in a new (?:tab|window).*)\W*$",
    re.IGNORECASE,
)
_SHORT = 80
_LINKED = 0.8
_FEW_WORDS = 4
_LEAST_LINKS = 3


def trimmed(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts without the furniture at their end, and without lines that only ask to act."""
    kept = [draft for draft in drafts if not _ACTION.match(draft.text)]
    end = _end_of_policy(kept)
    return kept[:end]


def _end_of_policy(drafts: list[Draft]) -> int:
    """Return where a run of links, their titles and a copyright line begins that ends the page."""
    end = len(drafts)
    signs = 0
    for at in range(len(drafts) - 1, -1, -1):
        draft = drafts[at]
        if _is_link(draft) or (len(draft.text) < 2 * _SHORT and _COPYRIGHT.search(draft.text)):
            signs += _LEAST_LINKS if not draft.links else 1
            end = at
        elif draft.kind is BlockKind.HEADING and signs:
            end = at
        elif not _is_label(draft):
            break
    return end if signs >= _LEAST_LINKS and end > 0 else len(drafts)


def _is_link(draft: Draft) -> bool:
    """Return whether a block is nothing but links to other pages."""
    linked = sum(stop - start for start, stop, target in draft.links if not target.startswith("#"))
    return len(draft.text) < _SHORT and linked >= _LINKED * len(draft.text)


def _is_label(draft: Draft) -> bool:
    text = draft.text
    return (
        text.count(" ") < _FEW_WORDS
        and not text.endswith((".", ":", ";", "。", ")"))
        and not any(char.isdigit() for char in text)
    )
