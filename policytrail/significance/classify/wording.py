"""What an edit of words amounts to: nothing, a correction, a date, or another meaning."""

import re
import unicodedata
from collections.abc import Sequence

from policytrail.model import Kind
from policytrail.significance.classify.clusters import Cluster
from policytrail.significance.classify.date_stamps import Span, stamps_in
from policytrail.text import fold

_DECIMAL = re.compile(r"(?<=\d)[.,](?=\d)")
_NO_LETTER = re.compile(r"\W+")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_REFERENCE = re.compile(
    r"(?:sections?|articles?|clauses?|paragraphs?|parts?|abschnitt|artikel|ziffer|§§?|chapters?)"
    r"\s*(?:[\d.]+\s*(?:,|and|or|to|-)\s*)*\(?\Z"
)
# Eight and more letters and digits, mixed: session keys, hashes of builds.
_TOKEN = re.compile(r"(?=\S*\d)(?=\S*[A-Za-z])[\w-]{8,}(?:\.(?:js|css|png|svg))?")
_NUMERAL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]?")
# Words that join others and carry no right, duty or scope by themselves. "and", "or", "any",
# "all", "may", "not" do, and are not among them.
_GRAMMAR = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "with",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "it",
        "its",
        "that",
        "which",
        "this",
        "these",
        "those",
        "also",
        "please",
        "then",
        "there",
        "here",
        "below",
        "above",
        "following",
        "our",
        "your",
        "de",
        "la",
        "le",
        "les",
        "du",
        "des",
        "un",
        "une",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "el",
        "los",
        "las",
        "del",
        "al",
        "il",
        "lo",
        "gli",
        "dei",
    ]
)
# Two words for one thing, whatever they stand in.
_SAME = {
    "everybody": "everyone",
    "anybody": "anyone",
    "nobody": "noone",
    "somebody": "someone",
    "whilst": "while",
    "amongst": "among",
    "upon": "on",
    "can't": "cannot",
}
# One letter says who is bound: never a typing error.
_ROLES = re.compile(r"(?:or|ee|ors|ees)\Z")
# What may stand around a date and is no part of it.
_MARGIN = " \t\n.,;:|()[]*_-"
_MAX_TYPO = 2
_TYPO_LETTERS = 4
_LONG_WORD = 6
_SPELLINGS = (
    (re.compile(r"is(?=e|ing|ation)"), "iz"),
    (re.compile(r"ys(?=e|ing)"), "yz"),
    (re.compile(r"our(?=$|s|ed|ing|able|ite|al|ful|s$)"), "or"),
    (re.compile(r"ence$"), "ense"),
    (re.compile(r"ll(?=ed|ing|er|ation)"), "l"),
    (re.compile(r"tre$"), "ter"),
    (re.compile(r"ogue$"), "og"),
    (re.compile(r"mme$"), "m"),
)


def bare(text: str) -> str:
    """Return the letters and digits of a text, folded: all that punctuation cannot change."""
    return _NO_LETTER.sub("", _DECIMAL.sub("_", fold(text)))


def weigh(cluster: Cluster, old: str, new: str) -> tuple[Kind, str]:
    """Return what the edit of some words is, and a reason's code, given the texts of both sides."""
    gone, come = cluster.gone, cluster.come
    if bare(gone) == bare(come):
        blank = "".join(gone.split()) == "".join(come.split())
        return (Kind.TECHNICAL, "white_space") if blank else (Kind.EDITORIAL, "punctuation")
    if _is_encoding(gone, come):
        return Kind.TECHNICAL, "encoding_repaired"
    if _lies_within(gone, cluster.at_old, stamps_in(old)) and _lies_within(
        come, cluster.at_new, stamps_in(new)
    ):
        return Kind.EDITORIAL, "date_only"
    if _are_tokens(gone) and _are_tokens(come):
        return Kind.TECHNICAL, "token_changed"
    if _is_cross_reference(cluster):
        return Kind.EDITORIAL, "cross_reference"
    return _of_words(_WORD.findall(fold(gone)), _WORD.findall(fold(come)))


def _lies_within(words: str, at: int, stamps: Sequence[Span]) -> bool:
    """Return whether words of a text, which begin at a place of it, belong to a stamp."""
    inner = words.strip(_MARGIN)
    start = at + len(words) - len(words.lstrip(_MARGIN))
    return not inner or any(
        span.start <= start and start + len(inner) <= span.end for span in stamps
    )


def _of_words(gone: list[str], come: list[str]) -> tuple[Kind, str]:
    changed_old = [_SAME.get(word, word) for word in gone if word not in _GRAMMAR]
    changed_new = [_SAME.get(word, word) for word in come if word not in _GRAMMAR]
    if changed_old == changed_new:
        return Kind.EDITORIAL, "grammar"
    if len(changed_old) == len(changed_new):
        pairs = [(a, b) for a, b in zip(changed_old, changed_new, strict=True) if a != b]
        if all(_spelling(a) == _spelling(b) for a, b in pairs):
            return Kind.VARIANT, "spelling_variant"
        if all(_is_typo(a, b) for a, b in pairs):
            return Kind.EDITORIAL, "typing_error"
    return Kind.SUBSTANTIVE, "wording_changed"


def _is_encoding(gone: str, come: str) -> bool:
    """Return whether texts differ in single accented letters alone, as damaged encodings do."""
    return len(gone) == len(come) and gone != come and _masked(gone) == _masked(come) != ""


def _masked(text: str) -> str:
    masked = ""
    for letter in text:
        if letter.isascii() and letter != "'":
            masked += letter
        elif letter in "'’\ufffd" or unicodedata.decomposition(letter):
            masked += "?"
        else:
            return ""  # another script: every letter counts
    return masked


def _are_tokens(text: str) -> bool:
    """Return whether words are made by a machine for a visit or a build."""
    words = text.split()
    return bool(words) and all(_TOKEN.fullmatch(word) for word in words)


def _is_cross_reference(cluster: Cluster) -> bool:
    if not _REFERENCE.search(fold(cluster.before)[-60:]):
        return False
    words = [*cluster.gone.split(), *cluster.come.split()]
    return bool(words) and all(_NUMERAL.fullmatch(fold(word).strip(",;")) for word in words)


def _spelling(word: str) -> str:
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    return word


def _is_typo(gone: str, come: str) -> bool:
    if min(len(gone), len(come)) < _TYPO_LETTERS or not (gone.isalpha() and come.isalpha()):
        return False
    if _ROLES.search(gone) and _ROLES.search(come):
        return False
    if gone[:2] != come[:2]:
        return False  # include and exclude, lawful and unlawful
    return _distance(gone, come) <= (1 if min(len(gone), len(come)) < _LONG_WORD else _MAX_TYPO)


def _distance(gone: str, come: str) -> int:
    row = list(range(len(come) + 1))
    for i, a in enumerate(gone, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(come, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]
