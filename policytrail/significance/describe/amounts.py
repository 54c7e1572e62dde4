"""The figures of a sentence with their signs: what it says in numbers, not how its parts are numbered."""

import re

from policytrail.significance.classify import signs_in
from policytrail.text import fold_for_comparison

# The number of the clause itself, and those by which it refers to others.
_NUMBERING = re.compile(
    r"\A\W*(?:\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+)\s"
    r"|(?:\b(?:sections?|articles?|clauses?|paragraphs?|parts?|chapters?|annex|appendix|exhibit|schedule|abschnitt|artikel|ziffer)|§)"
    r"\s*\d[\d.]*(?:\s*(?:,|and|or|to|-|und|et)\s*\d[\d.]*)*"
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def amounts_in(text: str) -> tuple[str, ...]:
    """Return the figures and meaningful signs of a sentence, in order.

    >>> amounts_in("2. The fee of section 4 is $20, or 5 %."), amounts_in("(b) We keep it.")
    (('20', '5', '$', '%'), ())
    """
    folded = _NUMBERING.sub(" ", fold_for_comparison(text))
    return (*_FIGURE.findall(folded), *signs_in(folded))
