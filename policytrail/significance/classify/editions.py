"""Editions of a policy for other regions, served in place of the previous one."""

import re

from policytrail.extract import find_claimed_dates
from policytrail.model import DateKind, Diff, Document
from policytrail.significance.classify.drafting import in_one_notation
from policytrail.text import fold_for_comparison

_FIRST_BLOCKS = 14
_FEWEST_EDITED = 0.1
_TEXT = r"(?:polic(?:y|ies)|notice|statement|terms(?: and conditions| of (?:service|use))?|conditions|agreement|updates?)"
_REGION = re.compile(
    r"\b(?:eea|european economic area|european union|europe(?:an)?|eu|uk|united kingdom|great britain|switzerland|united states|u\.s\.a?\.?|usa|canada|brazil|japan|(?:south )?korea|australia|new zealand|india|china|singapore|turkey|türkiye|mexico|california|latin america|asia|germany|france|italy|spain|ireland|netherlands)(?!\w)"
)
# Whom the whole text addresses: "This policy applies if you reside in ...", "If you live in ...,
# these terms apply to you".
_ADDRESSED = re.compile(
    rf"\b(?:this|these|our|the following) (?:[\w'&-]+ ){{0,4}}?{_TEXT} (?P<no>do(?:es)? not )?appl(?:y|ies) (?:only |solely )?(?:to|if|where|when)\b(?P<who>[^.;]{{0,160}})"
    rf"|\bif you (?:live|reside|are (?:located|based|resident|a resident))(?P<where>[^.;]{{0,120}}?), (?:this|these) (?:[\w'&-]+ ){{0,3}}?{_TEXT} (?P<never>do(?:es)? not )?appl(?:y|ies)\b"
)


def is_other_edition(diff: Diff, old: Document, new: Document) -> bool:
    """Return whether two long texts address readers of different regions.

    Either both name their readers, or one does and states an earlier date than the text before it.
    """
    edited = diff.stats.words_added + diff.stats.words_removed
    if edited < _FEWEST_EDITED * min(old.words, new.words):
        return False
    readers = [_addressed_regions(document) for document in (old, new)]
    if all(readers):
        # A text that addresses more or fewer readers than before is the same edition, edited.
        return not (readers[0] <= readers[1] or readers[0] >= readers[1])
    dates = [latest_claimed_date(document) or "" for document in (old, new)]
    return any(readers) and dates[1] < dates[0] and len(dates[0]) == len(dates[1])


def _addressed_regions(document: Document) -> frozenset[str]:
    """Return the regions whose readers a document addresses; excluded regions begin with `not`."""
    regions: set[str] = set()
    for block in document.blocks[:_FIRST_BLOCKS]:
        for match in _ADDRESSED.finditer(fold_for_comparison(block.text)):
            who = match["who"] or match["where"] or ""
            denied = match["no"] or match["never"] or re.search(r"\boutside\b", who)
            regions |= {f"not {region}" if denied else region for region in named_regions(who)}
    return frozenset(regions)


def named_regions(text: str) -> frozenset[str]:
    """Return the countries and regions that a text names, each in one notation.

    >>> sorted(named_regions("Brindle Cloud (hosting, Ireland and the U.S.)"))
    ['ireland', 'us']
    """
    folded = fold_for_comparison(text)
    return frozenset(in_one_notation(region.group()) for region in _REGION.finditer(folded))


def latest_claimed_date(document: Document) -> str | None:
    """Return the latest date on which a policy says it was changed, in ISO form; None if it states none."""
    claims = document.claimed_dates or find_claimed_dates(document.blocks, document.language)
    claimed = [
        claim.date
        for kind in (DateKind.LAST_UPDATED, DateKind.EFFECTIVE)
        for claim in claims
        if claim.kind is kind
    ]
    return claimed[0] if claimed else None
