"""Tells corrections (grammar, spelling, typing errors) from edits of single words that change the meaning."""

import re
from collections.abc import Sequence
from functools import cache

from policytrail.language import is_known_word, spelt_out
from policytrail.model import Kind
from policytrail.significance.classify.clusters import Cluster
from policytrail.significance.classify.texts import Texts
from policytrail.significance.lexicon import word_list
from policytrail.text import fold_for_comparison

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
# Connecting words that carry no right, duty or scope by themselves. "and", "or", "any", "all",
# "may" and "not" do, and are not listed.
_GRAMMAR = frozenset(
    word
    for words in (
        "a an the of to in on at by with as is are was were be been it its that which this these those",
        "also please then there here below above following our your de la le les du des un une der die",
        "das den dem des ein eine el los las del al il lo gli dei",
    )
    for word in words.split()
)
# Swapping one of these for another changes the meaning: "tickets to you", "tickets of you".
_DIRECTIONS = frozenset(("to", "of", "by", "from", "with", "for"))
_OWNERS = frozenset(("our", "your"))
_LIMITS = frozenset(("above", "below"))
# After these words, the choice of preposition is a matter of style.
_IDIOMS = re.compile(
    r"\b(?:accordance|compliance|connection|conjunction|relation|regard|respect|addition|according"
    r"|pursuant|subject|related|compared|conform\w*|compl(?:y|ies)|consist\w*|reason|purposes?)\s*\Z"
)
# Pairs of words that mean the same in every context.
_SAME = {
    "everybody": "everyone",
    "anybody": "anyone",
    "nobody": "noone",
    "somebody": "someone",
    "whilst": "while",
    "amongst": "among",
    "upon": "on",
    **{
        name: str(number)
        for number, name in enumerate(
            ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
        )
    },
}
# A single letter that changes who is bound: never a typing error.
_ROLES = re.compile(r"(?:or|ee|ors|ees)\Z")
# How far behind "above" the figure stands that it limits.
_BESIDE = 12
_MOST_LETTERS = 2
_FEWEST_LETTERS = 4
_LONG_WORD = 6
_WORDS_OF_A_LETTER = frozenset(("a", "i", "y", "u", "e", "à"))
# No rule reaches "four", "hour", "your" or "our"; "called" and "filled" have two l everywhere.
_SPELLINGS = (
    (re.compile(r"is(?=e|ing|ation|able)"), "iz"),
    (re.compile(r"ys(?=e|ing)"), "yz"),
    (re.compile(r"(?<=\w\w)our(?=$|s|ed|ing|able|ite|al|ful|hood)"), "or"),
    (re.compile(r"ence(?=s?$)"), "ense"),
    (
        re.compile(r"(?<=[aeiouy])([^\Waeiouy]{1,5}[aeiouy]{1,2})ll(?=ed|ing|er|ation|ous|or)"),
        r"\1l",
    ),
    (re.compile(r"(?<=[tb])re(?=s?$)"), "er"),
    (re.compile(r"(?<=[tb])red$"), "ered"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"mme(?=s?$)"), "m"),
    (re.compile(r"eable$"), "able"),
)


def judge_correction(
    cluster: Cluster, language: str | None, texts: Texts | None
) -> tuple[Kind, str] | None:
    """Return what an edit corrects, with a reason code; None if it changes the meaning."""
    gone, come = (_words_in(words) for words in (cluster.gone, cluster.come))
    if _is_doubled(cluster, gone, come):
        return Kind.EDITORIAL, "typing_error"
    if (
        len(gone) == len(come) == 1
        and gone != come
        and normal_spelling(gone[0]) == normal_spelling(come[0])
    ):
        return Kind.VARIANT, "spelling_variant"
    if len(gone) == len(come) == 1 and _is_slip(gone[0], come[0], language):
        return Kind.EDITORIAL, "typing_error"
    if not (gone or come) or _is_swapped(cluster, gone, come):
        return None
    changed_old, changed_new = _content_words(gone), _content_words(come)
    if changed_old == changed_new:
        return Kind.EDITORIAL, "grammar"
    pairs = [(a, b) for a, b in zip(changed_old, changed_new, strict=False) if a != b]
    return (
        _judge_respelling(pairs, language, texts) if len(changed_old) == len(changed_new) else None
    )


def count_spellings(cluster: Cluster) -> int:
    """Return how many words of an edit differ only by British or American spelling."""
    gone, come = (_words_in(words) for words in (cluster.gone, cluster.come))
    if len(gone) != len(come):
        return 0
    return sum(
        old != new and normal_spelling(old) == normal_spelling(new)
        for old, new in zip(gone, come, strict=True)
    )


def _words_in(text: str) -> list[str]:
    return [match.group() for match in _WORD.finditer(fold_for_comparison(text))]


def _content_words(words: Sequence[str]) -> list[str]:
    """Return the words that carry meaning, synonyms replaced by one form."""
    full = [part for word in words for part in spelt_out(word)]
    return [_SAME.get(word, word) for word in full if word not in _GRAMMAR]


def _judge_respelling(
    pairs: Sequence[tuple[str, str]], language: str | None, texts: Texts | None
) -> tuple[Kind, str] | None:
    """Return how the old words became the new ones if only their spelling differs."""
    if all(normal_spelling(old) == normal_spelling(new) for old, new in pairs):
        return Kind.VARIANT, "spelling_variant"
    if all(_is_slip(old, new, language) or _is_name_slip(old, new, texts) for old, new in pairs):
        return Kind.EDITORIAL, "typing_error"
    return None


def _is_doubled(cluster: Cluster, gone: Sequence[str], come: Sequence[str]) -> bool:
    """Return whether a repeated word lost or gained its repetition ("the the")."""
    words = [*gone, *come]
    if len(words) != 1 or words[0].isdigit():
        return False
    before, after = _words_in(cluster.before), _words_in(cluster.after)
    return words[0] in (*before[-1:], *after[:1])


def _is_swapped(cluster: Cluster, gone: Sequence[str], come: Sequence[str]) -> bool:
    """Return whether one word of direction, limit or ownership replaced another."""
    if all(len(words) == 1 and words[0] in _LIMITS for words in (gone, come)):
        return gone != come and any(map(str.isdigit, cluster.after[:_BESIDE]))
    if [word for word in gone if word in _OWNERS] and [word for word in come if word in _OWNERS]:
        return {*gone} & _OWNERS != {*come} & _OWNERS
    old, new = ({*words} & _DIRECTIONS for words in (gone, come))
    return bool(old and new and old != new) and not _IDIOMS.search(
        fold_for_comparison(cluster.before)
    )


def normal_spelling(word: str) -> str:
    """Return a folded word in American spelling.

    >>> normal_spelling("organisations"), normal_spelling("licences")
    ('organizations', 'licenses')
    """
    listed = _listed_spellings().get(word)
    if listed is not None:
        return listed
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    return word


@cache
def _listed_spellings() -> dict[str, str]:
    """Return the American form of both spellings that the list names."""
    pairs = [entry.split() for entry in word_list("spellings", "spelling")]
    return {word: american for american, british in pairs for word in (american, british)}


def _is_slip(gone: str, come: str, language: str | None) -> bool:
    """Return whether an edit corrects a typing error: the old word is not in the dictionary, the new one is.

    Without a dictionary of the language, no word counts as a typing error.
    """
    if len(gone) == 1:  # "o" for "to"; dictionaries count letters as words
        return gone not in _WORDS_OF_A_LETTER and gone in come and _are_near(gone, come, 1) and is_known_word(come, language) is True  # fmt: skip
    if min(len(gone), len(come)) < _FEWEST_LETTERS or (_ROLES.search(gone) and _ROLES.search(come)):
        return False
    if gone[0] != come[0] or not _are_near(gone, come, _MOST_LETTERS):
        return False  # lawful and unlawful
    return is_known_word(gone, language) is False and is_known_word(come, language) is True


def _is_name_slip(gone: str, come: str, texts: Texts | None) -> bool:
    """Return whether a misspelt name was corrected.

    The old text has the right spelling elsewhere, and the wrong one is gone.
    """
    return (
        texts is not None
        and min(len(gone), len(come)) >= _LONG_WORD
        and _are_near(gone, come, _MOST_LETTERS)
        and come in texts.words_old
        and gone not in texts.words_new
        and not any(is_known_word(word, "en") for word in (gone, come))
    )


def _are_near(gone: str, come: str, most: int) -> bool:
    if not (gone.isalpha() and come.isalpha()):
        return False
    return _letters_apart(gone, come) <= (1 if min(len(gone), len(come)) < _LONG_WORD else most)


def _letters_apart(gone: str, come: str) -> int:
    row = list(range(len(come) + 1))
    for i, a in enumerate(gone, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(come, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]
