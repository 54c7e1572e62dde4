"""Editions for another country: one spelling throughout, and vocabulary that goes with it."""

import re

from policytrail.model import Diff, Kind
from policytrail.significance.classify.clusters import Cluster, edit_clusters
from policytrail.significance.classify.corrections import count_spellings
from policytrail.significance.classify.judgement import Judgement
from policytrail.significance.lexicon import list_pattern
from policytrail.text import fold_for_comparison

# This many places that differ only by British or American spelling are no coincidence; an author
# who edits a clause changes none. Recorded editions had 30 or more.
_MIN_SPELLINGS = 4
# From this many on, the whole text has another spelling.
_THROUGHOUT = 8
_WORDED = frozenset(("spelling_variant", "wording_changed"))
# A localised edition swaps single words ("like" for "such as"), never clauses.
_MAX_WORDS = 5
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def mark_localised(diff: Diff, judgements: list[Judgement]) -> list[Judgement]:
    """Return the judgements, with hunks that only follow another spelling marked as variants.

    A text in another spelling throughout is another edition with clauses of its own; but a change
    in what a shared clause forbids, promises or counts is still reported.
    """
    spellings = sum(
        sum(map(count_spellings, edit_clusters(hunk)))
        for hunk, judgement in zip(diff.hunks, judgements, strict=True)
        if judgement.code in _WORDED and hunk.old is not None and hunk.new is not None
    )
    if spellings < _MIN_SPELLINGS:
        return judgements
    is_throughout = spellings >= _THROUGHOUT
    return [
        Judgement(Kind.VARIANT, "spelling_variant")
        if judgement.kind is Kind.SUBSTANTIVE
        and (
            (is_throughout and (hunk.old is None or hunk.new is None))
            or all(map(_keeps_rule if is_throughout else _is_small, edit_clusters(hunk)))
        )
        else judgement
        for hunk, judgement in zip(diff.hunks, judgements, strict=True)
    ]


def _keeps_rule(cluster: Cluster) -> bool:
    """Return whether an edit keeps the binding words and the figures."""
    gone, come = map(_binding_words, (cluster.gone, cluster.come))
    return gone == come


def _binding_words(words: str) -> list[str]:
    folded = fold_for_comparison(words)
    weighty = [found[0] for found in list_pattern("modality", "weighty").finditer(folded)]
    figures = [re.sub(r"[,.](?=\d{3}\b)", "", found) for found in _FIGURE.findall(folded)]
    return sorted(weighty) + figures


def _is_small(cluster: Cluster) -> bool:
    return all(
        len(words.split()) <= _MAX_WORDS
        and not any(letter.isdigit() for letter in words)
        and list_pattern("modality", "weighty").search(fold_for_comparison(words)) is None
        for words in (cluster.gone, cluster.come)
    )
