"""Editions for another country: one spelling throughout, and vocabulary that goes with it."""

import re

from policytrail.model import Diff, Kind
from policytrail.significance.classify.clusters import Cluster, edit_clusters
from policytrail.significance.classify.corrections import count_spellings
from policytrail.significance.classify.editions import named_regions
from policytrail.significance.classify.judgement import Judgement
from policytrail.significance.classify.texts import words_in
from policytrail.significance.lexicon import list_pattern, pattern_of_any
from policytrail.text import fold_for_comparison

# This many places that differ only by British or American spelling are no coincidence; an author
# who edits a clause changes none. Recorded editions had 30 or more.
_MIN_SPELLINGS = 4
# From this many on, the whole text has another spelling.
_THROUGHOUT = 8
_WORDED = frozenset(("spelling_variant", "wording_changed"))
# A localised edition swaps single words ("like" for "such as"), never clauses.
_MAX_WORDS = 5
# Amounts, shares, ranks and rhythms in words.
_COUNT = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|half|quarter|third|double|twice|first|second|daily|weekly|monthly|quarterly|annual(?:ly)?|yearly|buyer|seller|hand|machines?|humans?|automat\w*)\b"
)
_SENTENCE_ENDS = (".", ":", ";", "!", "?", "\n", '"', "”")
# Written as a sign in the other edition.
_CURRENCIES = frozenset(("usd", "eur", "gbp", "us"))
_TOKEN = re.compile(r"[^\W\d_]+")
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
            or all(
                _keeps_subject(cluster)
                and (_keeps_rule(cluster) if is_throughout else _is_small(cluster))
                for cluster in edit_clusters(hunk)
            )
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


def _keeps_subject(cluster: Cluster) -> bool:
    """Return whether an edit keeps the names, amounts, regions and subjects that it touches."""
    gone, come = map(_subjects_in, (cluster.gone, cluster.come))
    names = _names_in(cluster.gone, cluster), _names_in(cluster.come, cluster)
    words = [
        frozenset(words_in(fold_for_comparison(text))) for text in (cluster.gone, cluster.come)
    ]
    return gone == come and names[0] <= words[1] and names[1] <= words[0]


def _subjects_in(words: str) -> frozenset[str]:
    """Return what a text names of that which policies regulate, count or locate."""
    folded = fold_for_comparison(words)
    return frozenset(
        [
            *(found[0] for found in list_pattern("rule_words", "regulated").finditer(folded)),
            *(found[0] for found in list_pattern("rule_words", "binding").finditer(folded)),
            *(found[0] for found in pattern_of_any("objects").finditer(folded)),
            *(found[0] for found in _COUNT.finditer(folded)),
            *named_regions(words),
        ]
    )


def _names_in(words: str, cluster: Cluster) -> frozenset[str]:
    """Return the folded words with a capital, without the first word of a sentence."""
    begins = not cluster.before.strip() or cluster.before.rstrip().endswith(_SENTENCE_ENDS)
    begins = begins and not cluster.after.strip()[:1].isupper()  # "Feathers Bank"
    tokens = _TOKEN.findall(words)
    return frozenset(
        name
        for place, token in enumerate(tokens)
        if token[0].isupper() and not (place == 0 and begins)
        for name in words_in(fold_for_comparison(token))
        if name not in _CURRENCIES
    )


def _is_small(cluster: Cluster) -> bool:
    return all(
        len(words.split()) <= _MAX_WORDS
        and not any(letter.isdigit() for letter in words)
        and list_pattern("modality", "weighty").search(fold_for_comparison(words)) is None
        for words in (cluster.gone, cluster.come)
    )
