"""Terms that are replaced throughout: a product's new name, a new site, another company."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from policytrail.language import TextIndex, stem_of, telling_words, words_of
from policytrail.model import Statement
from policytrail.significance.classify import edit_clusters, quote_beginning
from policytrail.significance.describe.draft import StatementDraft, spans_in, with_full_stop
from policytrail.significance.weigh import SubstantiveHunk

_FEWEST = 3
"""Fewest places at which a replaced term is described as one change."""
_LONGEST = 6
_MANY = 15
_PLACES = 5
"""Number of places that weigh as much as one strong word."""
_BASE = 1.0


@dataclass(frozen=True, slots=True)
class TermChanges:
    """The terms replaced throughout."""

    drafts: tuple[StatementDraft, ...]
    """The most frequent first."""
    pairs: frozenset[tuple[str, str]]
    """Old and new, in lower case."""


def term_drafts(material: Sequence[SubstantiveHunk], new: TextIndex) -> TermChanges:
    """Return the terms that were replaced in several places."""
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], tuple[tuple[str, str], SubstantiveHunk]] = {}
    for substantive in material:
        for cluster in edit_clusters(substantive.hunk):
            pair = _bare_words(cluster.gone), _bare_words(cluster.come)
            is_order = sorted(words_of(pair[0])) == sorted(words_of(pair[1]))
            # "Services" and "Service(s)" are one name.
            is_order = is_order or _bare_letters(pair[0]) == _bare_letters(pair[1])
            if is_order or not (_is_term(pair[0]) and _is_term(pair[1])):
                continue
            key = pair[0].casefold(), pair[1].casefold()
            counts[key] += 1
            first.setdefault(key, (pair, substantive))
    pairs = {key: count for key, count in counts.most_common() if count >= _FEWEST}
    told_once = {tuple(stem_of(words) for words in key): key for key in reversed(pairs)}
    return TermChanges(
        tuple(
            _term_draft(first[key], count, new)
            for key, count in pairs.items()
            if key in told_once.values()
        ),
        frozenset(pairs),
    )


def _bare_words(words: str) -> str:
    """Return words without punctuation around them and without a possessive ending."""
    return words.strip(" .,;:()").removesuffix("'s").removesuffix("’s")


def _bare_letters(words: str) -> str:
    return "".join(filter(str.isalnum, words)).casefold()


def _is_term(words: str) -> bool:
    """Return whether words are a name: short, with a capital letter or an inner dot."""
    plain = telling_words(words)
    is_named = any(
        part[:1].isupper() or "." in part.strip(".") or "@" in part for part in words.split()
    )
    return bool(plain) and len(words_of(words)) <= _LONGEST and is_named


def _term_draft(
    term: tuple[tuple[str, str], SubstantiveHunk], count: int, new: TextIndex
) -> StatementDraft:
    pair, substantive = term
    old, fresh = (quote_beginning(words) for words in pair)
    where = f"in {count} places" if new.has_words(pair[0]) else "throughout"
    headline = f"{old} becomes {fresh}"
    text = with_full_stop(f"{headline} {where}")
    statement = Statement(
        text, headline, "term", substantive.place, *spans_in(substantive.hunk, *pair)
    )
    return StatementDraft(statement, _BASE + min(count, _MANY) / _PLACES)
