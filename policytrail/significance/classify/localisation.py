"""Editions for another country: one spelling throughout, and vocabulary that goes with it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from policytrail.language import stem_of
from policytrail.model import Diff, Hunk, Kind
from policytrail.significance.classify.clusters import Cluster, edit_clusters
from policytrail.significance.classify.corrections import count_spellings, normal_spelling
from policytrail.significance.classify.drafting import in_one_notation
from policytrail.significance.classify.editions import named_regions
from policytrail.significance.classify.judgement import Judgement
from policytrail.significance.classify.texts import words_in
from policytrail.significance.lexicon import list_pattern, pattern_of_any, word_list
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
_CONTRACTIONS = (
    (re.compile(r"\bcan(?:not|'t)\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"(?<=\w)n't\b"), " not"),
)
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
            or (_keeps_rules(hunk) and (is_throughout or all(map(_is_small, edit_clusters(hunk)))))
        )
        else judgement
        for hunk, judgement in zip(diff.hunks, judgements, strict=True)
    ]


def _keeps_rules(hunk: Hunk) -> bool:
    """Return whether a hunk keeps its denials in place, and its duties, figures, names and subjects anywhere.

    An edition puts "only" or the number of a day elsewhere in a sentence; a denial that moves denies
    something else.
    """
    clusters = list(edit_clusters(hunk))
    # "mail" counts as "post" beside "post", and not beside "email".
    return any(_name_the_same(clusters, count_as) for count_as in (str, _one_vocabulary))


def _name_the_same(clusters: Sequence[Cluster], count_as: Callable[[str], str]) -> bool:
    gone, come = (
        _EditedWords.of_side(
            [(cluster.gone if is_old else cluster.come, cluster) for cluster in clusters], count_as
        )
        for is_old in (True, False)
    )
    return (
        gone.weighty == come.weighty
        and gone.names <= come.words
        and come.names <= gone.words
        and gone.denials == come.denials
    )


class _EditedWords(NamedTuple):
    """What the words that an edition edits name, in one spelling and notation."""

    weighty: Counter[str]
    """Duties, figures, amounts, regions and subjects."""
    names: frozenset[str]
    """Words with a capital, without the first word of a sentence."""
    words: frozenset[str]
    denials: tuple[tuple[str, ...], ...]
    """The denials of each edit."""

    @classmethod
    def of_side(
        cls, edited: Sequence[tuple[str, Cluster]], count_as: Callable[[str], str]
    ) -> "_EditedWords":
        """Return what the edited words of one side name."""
        text = " ".join(_one_spelling(count_as(words)) for words, _ in edited)
        weighty = Counter(
            match[0]
            for pattern in (
                list_pattern("modality", "weighty"),
                list_pattern("rule_words", "binding"),
                pattern_of_any("objects"),
                _COUNT,
                _FIGURE,
            )
            for match in pattern.finditer(text)
        )
        # "after you delete" and "after you've deleted".
        regulated = list_pattern("rule_words", "regulated")
        weighty.update(stem_of(match[0]) for match in regulated.finditer(text))
        # "US" alone may be a pronoun; as a name it is compared below.
        weighty.update(region for words, _ in edited for region in named_regions(words) - {"us"})
        denying = list_pattern("rule_words", "denying")
        return cls(
            weighty,
            frozenset(
                name for words, cluster in edited for name in _names_in(words, cluster, count_as)
            ),
            frozenset(text.split()),
            tuple(
                tuple(match[0] for match in denying.finditer(fold_for_comparison(count_as(words))))
                for words, _ in edited
            ),
        )


def _one_spelling(words: str) -> str:
    """Return folded words in one notation and one spelling, without punctuation."""
    folded = in_one_notation(words.replace("-", ""))
    return " ".join(map(normal_spelling, words_in(folded)))


def _one_vocabulary(words: str) -> str:
    """Return folded words with denials written out, in the vocabulary of one country.

    >>> _one_vocabulary("the shop isn't for non-profit groups")
    'the store is not for charitable groups'
    """
    folded = fold_for_comparison(words)
    for contraction, written_out in _CONTRACTIONS:
        folded = contraction.sub(written_out, folded)
    pattern, counted_as = _vocabulary()
    return pattern.sub(lambda match: counted_as[match[0]], folded)


@cache
def _vocabulary() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern for words that another edition replaces, and the word that each counts as."""
    counted_as = dict(entry.split(", ") for entry in word_list("spellings", "vocabulary"))
    words = sorted(map(re.escape, counted_as), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])"), counted_as


def _names_in(words: str, cluster: Cluster, count_as: Callable[[str], str]) -> Iterator[str]:
    begins = not cluster.before.strip() or cluster.before.rstrip().endswith(_SENTENCE_ENDS)
    begins = begins and not cluster.after.strip()[:1].isupper()  # "Feathers Bank"
    for place, token in enumerate(words.split()):
        if token.strip("(\"“'‘")[:1].isupper() and not (place == 0 and begins):
            yield from (
                name for name in _one_spelling(count_as(token)).split() if name not in _CURRENCIES
            )


def _is_small(cluster: Cluster) -> bool:
    return all(
        len(words.split()) <= _MAX_WORDS
        and not any(letter.isdigit() for letter in words)
        and list_pattern("modality", "weighty").search(fold_for_comparison(words)) is None
        for words in (cluster.gone, cluster.come)
    )
