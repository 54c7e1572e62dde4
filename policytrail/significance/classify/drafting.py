"""Drafting errors that are corrected, and other ways of writing the same: no rule changes with them."""

import re

from policytrail.language import total_days
from policytrail.model import Kind
from policytrail.significance.classify.clusters import Cluster
from policytrail.text import fold_for_comparison

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# "we believes": subjects that take the plain form of a verb, with up to two adverbs between.
_PLAIN_SUBJECTS = frozenset(("i", "we", "you", "they"))
_SUBJECT_REACH = 3
# Footnote marks: "[2]".
_NOTE_MARKS = re.compile(r"(?:\s*\[\d{1,2}\])*\s*")
# "Customer and its Customer": nobody has himself.
_REPEATS = re.compile(
    r"\b(?P<owner>[^\W\d_]{4,}) (?:and|or|and/or) (?:its|his|her|their) (?P=owner)\Z"
)
_IRREGULAR = {"has": "have", "does": "do", "was": "were"}
_CONJUNCTIONS = frozenset(
    ("and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "of", "and/or")
)
_ITEM_MARK = r"\(?(?:[ivx]{1,5}|[a-z]|\d{1,2})[.)]"
_BEFORE_ITEM = re.compile(rf"\s*{_ITEM_MARK}\s")
# The same country, address or figure in another notation, in folded text.
_NOTATIONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"\bunited states(?: of america)?\b|\bu\.s(?:\.a)?\b\.?|\busa\b", "us"),
        (r"\bunited kingdom\b", "uk"),
        (r"\beuropean union\b", "eu"),
        (r"\beuropean economic area\b", "eea"),
        (r"(?<=\w )street\b", "st"),
        (r"(?<=\w )avenue\b", "ave"),
        (r"(?<=\w )road\b", "rd"),
        (r"(?<=\w )boulevard\b", "blvd"),
        (r"(?<=\w )drive\b(?=,|\.|\s+\w*\d|$)", "dr"),
        (r"\bsuite(?= #?\w*\d)", "ste"),
        (r"\b(?:floor|flr)\b", "fl"),
        (r"\band/or\b", "or"),
        (r"\s&\s", " and "),
        (r"\bper ?cent\b", "%"),
        (r"\bchild pornography\b|\bchild sexual abuse (?:material|imagery)(?: \(csam\))?", "csam"),
        (r"\bus\$", "usd"),
        (r"(?<=\d)[,.\u00a0\u202f'](?=\d{3}(?!\d))", ""),
    )
)  # fmt: skip
# A period in words and figures: "thirty (30) days".
_TOLD_TWICE = re.compile(
    r"\b(?P<word>[a-z]+(?:-[a-z]+)?) \((?P<figure>\d{1,3})\)(?= (?:[a-z]+ )?(?:days?|months?|years?|hours?|weeks?)\b)"
)


def judge_drafting(cluster: Cluster, new: str) -> tuple[Kind, str] | None:
    """Return a judgement if an edit only repairs the grammar of a sentence, given the hunk's new text."""
    if _NOTE_MARKS.fullmatch(cluster.gone) and _NOTE_MARKS.fullmatch(cluster.come):
        return Kind.EDITORIAL, "cross_reference"
    gone, come = (_words_in(words) for words in (cluster.gone, cluster.come))
    if len(gone) == len(come) == 1 and _REPEATS.search(
        f"{fold_for_comparison(cluster.before).rstrip()} {gone[0]}"
    ):
        return Kind.EDITORIAL, "typing_error"
    if len(gone) == len(come) == 1 and _is_agreement(cluster, gone[0], come[0]):
        return Kind.EDITORIAL, "grammar"
    if _is_spare_conjunction(cluster, [*gone, *come], new):
        return Kind.EDITORIAL, "grammar"
    return None


def in_one_notation(text: str) -> str:
    """Return a folded text with countries, addresses and figures in one notation.

    >>> in_one_notation("within thirty (30) days, 12 Hen Street, U.S.")
    'within 30 days, 12 hen st, us'
    """
    folded = fold_for_comparison(text)
    for pattern, written in _NOTATIONS:
        folded = pattern.sub(written, folded)
    return _TOLD_TWICE.sub(_figure_alone, folded)


def _figure_alone(match: re.Match[str]) -> str:
    """Return the figure of a period that is also written in words, if both agree."""
    lengths = [total_days(f"{match[name]} days") for name in ("word", "figure")]
    return match["figure"] if lengths[0] == lengths[1] else match.group()


def _words_in(text: str) -> list[str]:
    return [match.group() for match in _WORD.finditer(fold_for_comparison(text))]


def _is_agreement(cluster: Cluster, gone: str, come: str) -> bool:
    """Return whether an edit corrects the agreement of subject and verb: "we believes"."""
    if any(map(str.isdigit, cluster.gone + cluster.come)):
        return False
    before = _words_in(cluster.before)[-_SUBJECT_REACH:]
    if not _PLAIN_SUBJECTS.intersection(before):
        return False
    return _IRREGULAR.get(gone) == come or gone in (f"{come}s", f"{come}es")


def _is_spare_conjunction(cluster: Cluster, words: list[str], new: str) -> bool:
    """Return whether a redundant conjunction appeared or vanished before an item, with another before a later item."""
    if len(words) != 1 or words[0] not in _CONJUNCTIONS:
        return False
    item = _BEFORE_ITEM.match(fold_for_comparison(cluster.after))
    if item is None or (cluster.gone.strip() and cluster.come.strip()):
        return False
    rest = fold_for_comparison(new[cluster.at_new + len(cluster.come) :])
    # A different conjunction there would group the items differently: "a or b, and c".
    later = re.compile(rf"\b{re.escape(words[0])}\s+{_ITEM_MARK}\s")
    return later.search(rest, item.end()) is not None
