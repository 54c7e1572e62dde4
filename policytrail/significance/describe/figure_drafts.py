"""Changed figures, names and addresses as statements: before and after, verbatim."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from policytrail.language import stem_of, telling_words, words_of
from policytrail.model import BlockKind, Fact, Side, Statement
from policytrail.significance.classify import quote_beginning
from policytrail.significance.describe.draft import (
    HEADING_CHARS,
    StatementDraft,
    placed_sentences,
    sentence_under_heading,
    spans_in,
)
from policytrail.significance.describe.for_whom import is_party_to_policy, words_for_whom
from policytrail.significance.weigh import SubstantiveHunk, figure_ratio

_AGE_NAMED = "age_named"
_FIGURES: Final = {
    "retention_period": "the time that data is kept",
    "notice_days": "the notice period",
    "withdrawal_period": "the period for cancelling or a refund",
    "payment_period": "the payment period",
    "dispute_period": "the period for objections and disputes",
    "liability_cap": "the limit of liability",
    "age_limit": "the minimum age",
    _AGE_NAMED: "an age named",
    "price": "an amount",
    "percentage": "a percentage",
    "time_limit": "a period",
    "figure": "a figure",
}
_NAMES: Final = {
    "party": ("the named company", "Company named"),
    "governing_law": ("the law or courts named", "Law or courts"),
    "email": ("a contact address", "Contact address"),
    "address": ("a postal address", "Postal address"),
    "phone": ("a telephone number", "Telephone number"),
}
_LISTED: Final = ("a company in the list", "Company in a list")
"""Such a company need not be the one behind the policy."""
_WEIGHTS: Final = {
    "age_limit": 12.0,
    "party": 6.0,
    "liability_cap": 8.0,
    "governing_law": 6.0,
    "email": 1.2,
    "address": 1.0,
    "phone": 1.0,
    "time_limit": 3.0,
    "figure": 2.0,
    "percentage": 3.0,
}
_OTHER_FIGURE = 5.0
_OF_OTHER_COMPANY = 3.0
_ALIKE = 0.4
"""Share of the shorter sentence's words that two sentences must share for a figure of one to have become that of the other."""
# An age in such a sentence decides who sees advertisements, not who may use the service.
_OF_ADVERTISING = re.compile(r"\badvert|\bads?\b|\bmarketing\b", re.IGNORECASE)
_NAME_LETTERS = 5
"""Fewest letters and digits of a name for another to be the same with words before it."""


def figure_drafts(substantive: SubstantiveHunk) -> Iterator[StatementDraft]:
    """Yield statements on the figures and names of a hunk that both texts state."""
    pairs = named_pairs([substantive])
    for fact in substantive.facts:
        if fact.old is None or fact.new is None or not _is_tellable(fact, pairs, substantive):
            continue
        old, new = (_bare_figure(fact.what, words) for words in (fact.old, fact.new))
        if [stem_of(word) for word in words_of(old)] == [stem_of(word) for word in words_of(new)]:
            continue
        told_words = _name_told(fact.what, old, new, substantive) or _figure_told(
            substantive, fact, old, new
        )
        if told_words is None:
            continue
        words, headline = told_words
        kind = "contact" if fact.what in {"email", "address", "phone"} else fact.what
        statement = Statement(
            sentence_under_heading(substantive.section, words),
            headline,
            kind,
            substantive.place,
            *spans_in(substantive.hunk, fact.old, fact.new),
        )
        is_minor = _is_age_for_advertising(substantive, fact)
        weight = _OTHER_FIGURE if is_minor else _WEIGHTS.get(fact.what, _OTHER_FIGURE)
        is_beside = fact.what == "party" and not is_party_to_policy(new, substantive.hunk.new)
        yield StatementDraft(statement, _OF_OTHER_COMPANY if is_beside else weight)


def _is_tellable(
    fact: Fact, pairs: frozenset[tuple[str, str]], substantive: SubstantiveHunk
) -> bool:
    """Return whether a name went for another, or a figure changed in a sentence that stayed."""
    if fact.what in _NAMES:
        return not (
            _holds_another(fact, pairs)
            or _still_named(fact.old or "", substantive)
            or _have_same_letters(fact, substantive)
        )
    return fact.what not in _FIGURES or _stands_in_like_sentences(fact, substantive)


def named_pairs(material: Sequence[SubstantiveHunk]) -> frozenset[tuple[str, str]]:
    """Return the pairs of old and new names and addresses that are reported as such, in lower case."""
    return frozenset(
        (fact.old.strip(" .,").casefold(), fact.new.strip(" .,").casefold())
        for substantive in material
        for fact in substantive.facts
        if fact.what in _NAMES and fact.old and fact.new
    )


def _stands_in_like_sentences(fact: Fact, substantive: SubstantiveHunk) -> bool:
    """Return whether a figure changed within a sentence that otherwise says the same, or within one row."""
    old, new = (
        [
            set(telling_words(sentence.text))
            for sentence in placed_sentences(side)
            if words and words in sentence.text
        ]
        for side, words in ((substantive.hunk.old, fact.old), (substantive.hunk.new, fact.new))
    )
    return not (old and new) or any(
        len(mine & other) >= _ALIKE * min(len(mine), len(other)) for mine in old for other in new
    )


def _still_named(name: str, substantive: SubstantiveHunk) -> bool:
    """Return whether the hunk's new text has a name as often as the old one: then another was added beside it."""
    bare = re.escape(name.strip(" .,"))
    # A longer address may end with the shorter one.
    whole_name = re.compile(rf"(?<![\w.+-]){bare}" if "@" in name else bare)
    counts = [
        len(whole_name.findall(side.text)) if side else 0
        for side in (substantive.hunk.old, substantive.hunk.new)
    ]
    return 0 < counts[0] <= counts[1]


def _have_same_letters(fact: Fact, substantive: SubstantiveHunk) -> bool:
    """Return whether two names, read from the space before them, differ in marks, case or words before them alone."""
    names = [
        _name_from_space(words or "", side)
        for words, side in ((fact.old, substantive.hunk.old), (fact.new, substantive.hunk.new))
    ]
    letters = ["".join(filter(str.isalnum, name)).casefold() for name in names]
    short, long = sorted(letters, key=len)
    is_inside = fact.what == "party" and len(short) >= _NAME_LETTERS and long.endswith(short)
    return is_inside or short == long


def _name_from_space(name: str, side: Side | None) -> str:
    """Return a name with the letters that stand before it without a space: "x.AI" for "AI"."""
    before = side.text.partition(name)[0] if side and name in side.text else ""
    return f"{before.split()[-1] if before and not before[-1].isspace() else ''}{name}"


def _holds_another(fact: Fact, pairs: frozenset[tuple[str, str]]) -> bool:
    """Return whether a longer reported name contains this one."""
    if fact.what not in _NAMES or fact.old is None or fact.new is None:
        return False
    mine = fact.old.strip(" .,").casefold(), fact.new.strip(" .,").casefold()
    return any(pair != mine and pair[0] in mine[0] and pair[1] in mine[1] for pair in pairs)


def _bare_figure(what: str, words: str) -> str:
    """Return a figure or a name without the marks around it; a full stop may belong to a company's name."""
    return words.strip(" ,") if what == "party" else words.strip(" .,")


def _name_told(
    what: str, old: str, new: str, substantive: SubstantiveHunk
) -> tuple[str, str] | None:
    if what not in _NAMES:
        return None
    long, short = _NAMES[what]
    whom = words_for_whom(new, substantive.hunk.new) if what == "party" else ""
    if what == "party" and not whom and _is_listed(new, substantive.hunk.new):
        long, short = _LISTED
    if whom:
        quote = quote_beginning(whom)
        long, short = f"{long} {quote}", f"{short} {quote}"
    return (
        f"{long} changes from {quote_beginning(old)} to {quote_beginning(new)}",
        f"{short}: {old} → {new}",
    )


def _is_listed(name: str, side: Side | None) -> bool:
    """Return whether a name stands in an item of a list or in a row of a table."""
    return any(
        name in block.text and block.kind in (BlockKind.ITEM, BlockKind.ROW)
        for block in (side.blocks if side else ())
    )


def _figure_told(
    substantive: SubstantiveHunk, fact: Fact, old: str, new: str
) -> tuple[str, str] | None:
    if fact.what not in _FIGURES:
        return None
    ratio = figure_ratio(fact)
    verb = "changes" if ratio is None or ratio == 1 else "rises" if ratio > 1 else "falls"
    if fact.what == "age_limit":
        old, new = _bare_ages(old, new)
    what = _FIGURES[_AGE_NAMED if _is_age_for_advertising(substantive, fact) else fact.what]
    row = _row_name(substantive, fact)
    subject = f"{what} for {quote_beginning(row, HEADING_CHARS)}" if row else what
    name = what.removeprefix("the ").removeprefix("an ").removeprefix("a ")
    headline = f"{name[:1].upper()}{name[1:]}{f' ({row})' if row and len(row) < HEADING_CHARS else ''}: {old} → {new}"
    return f"{subject} {verb} from {old} to {new}", headline


def _bare_ages(old: str, new: str) -> tuple[str, str]:
    """Return two ages without the words around them, if each side names one and they differ.

    >>> _bare_ages("under the age of 16", "at least 18 years old")
    ('16', '18')
    """
    ages = [re.findall(r"\d+", words) for words in (old, new)]
    if all(len(named) == 1 for named in ages) and ages[0] != ages[1]:
        return ages[0][0], ages[1][0]
    return old, new


def _is_age_for_advertising(substantive: SubstantiveHunk, fact: Fact) -> bool:
    """Return whether an age stands in a sentence about advertising, before or after."""
    return fact.what == "age_limit" and any(
        words is not None
        and words in sentence.text
        and _OF_ADVERTISING.search(sentence.text) is not None
        for side, words in ((substantive.hunk.old, fact.old), (substantive.hunk.new, fact.new))
        for sentence in placed_sentences(side)
    )


def _row_name(substantive: SubstantiveHunk, fact: Fact) -> str | None:
    """Return the first cell of the table row in which a fact stands."""
    side = substantive.hunk.new
    if side is None or side.blocks[0].kind is not BlockKind.ROW:
        return None
    rows = [block.text for block in side.blocks if fact.new is not None and fact.new in block.text]
    name = rows[0].split(" | ")[0] if rows else ""
    return name if name and name != fact.new else None
