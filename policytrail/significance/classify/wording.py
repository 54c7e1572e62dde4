"""Classifies an edit of words: no change, a correction, a date, or another meaning."""

import re
import unicodedata
from collections.abc import Sequence

from policytrail.diff import split_number
from policytrail.language import days_in
from policytrail.model import Kind
from policytrail.significance.classify.clusters import Cluster
from policytrail.significance.classify.corrections import judge_correction
from policytrail.significance.classify.date_stamps import DateSpan, stamps_in
from policytrail.significance.classify.drafting import judge_drafting
from policytrail.significance.classify.encodings import repair_encoding
from policytrail.significance.classify.masks import without_markup
from policytrail.significance.classify.texts import Texts
from policytrail.text import fold_for_comparison

_DECIMAL = re.compile(r"(?<=\d)[.,](?=\d)")
_NO_LETTER = re.compile(r"\W+")
_REFERENCE = re.compile(
    r"(?:sections?|articles?|clauses?|paragraphs?|parts?|abschnitt|artikel|ziffer|§§?|chapters?)"
    r"\s*(?:[\d.]+\s*(?:,|and|or|to|-)\s*)*\(?\Z"
)
# Behind the number: a law, whose articles are no clauses of the policy.
_OF_LAW = re.compile(
    r"[^.;]{0,30}\b(?:gdpr|dsgvo|rgpd|avg|lgpd|ccpa|cpra|bdsg|bgb|tkg|regulation|directive|acts?|codes?|statute|convention|constitution|\w*gesetz\w*|verordnung|richtlinie|loi|code|règlement|ley|reglamento|código|legge|regolamento|codice|lei|regulamento|wet|verordening|ustawy|rodo)\b"
)
# Eight or more mixed letters and digits: session keys, hashes of builds.
_TOKEN = re.compile(r"(?=\S*\d)(?=\S*[A-Za-z])[\w-]{8,}(?:\.(?:js|css|png|svg))?")
# A standard, a model or an age: "ISO27001-certified", "18-year-olds".
_NAMED_BY_NUMBER = re.compile(r"[A-Z]{2,6}\d{1,6}(?:-[A-Za-z]+)*|\d{1,4}(?:-[^\W\d_]+)+")
_NUMERAL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]?")
# The number of an item: "a.", "(ii)", "4.2)", "A.1."; a bare figure is not one.
_MARK = re.compile(
    r"\(?(?:[A-Za-z]|[ivxIVX]{1,5}|\d{1,2})(?:\.\d{1,2})*[.)]+|•|[A-Z]\.(?:\d{1,2}\.?)+"
)
# A service must state twice a year how many people in the EU use it (Digital Services Act).
_CENSUS = re.compile(
    r"\bactive (?:recipients|users)\b|\bvery large online (?:platform|search engine)s?\b|\baverage monthly\b"
)
_MONTH = re.compile(r"(?:\d{1,2}(?:st|nd|rd|th)? )?[^\W\d_]+(?: \d{1,2},?)? \d{4}")
_NEAR = 400
# What may surround a date without being part of it.
_MARGIN = " \t\n.,;:|()[]*_-"
# Signs that carry meaning: currencies, percentages, limits, "18+", and the sign of a number.
_SIGN = re.compile(r"[%‰$€£¥₹₽₩₪₺₴₫฿]|[<>≤≥±](?=\s?[$€£]?\d)|(?<=\d)\+|(?<![\w)-])-(?=[$€£]?\d)")


def signs_in(text: str) -> list[str]:
    """Return the signs of a text that carry meaning, in order.

    >>> signs_in("18+, 5 % of the fee"), signs_in("it is - (ours)")
    (['+', '%'], [])
    """
    return _SIGN.findall(fold_for_comparison(text))


def letters_and_digits(text: str) -> str:
    """Return the letters, digits and meaningful signs of a text, folded, without punctuation.

    >>> letters_and_digits("18+, 5 %") == letters_and_digits("18 5 %"), letters_and_digits("(It) is - ours!") == letters_and_digits("It is ours")
    (False, True)
    """
    signed = _SIGN.sub(lambda match: f"_{ord(match.group()):x}_", fold_for_comparison(text))
    return _NO_LETTER.sub("", _DECIMAL.sub("_", signed))


def judge_edit(
    cluster: Cluster, sides: tuple[str, str], language: str | None, texts: Texts | None
) -> tuple[Kind, str]:
    """Return the classification of a word edit with a reason code, given the texts of both sides."""
    return (
        _of_signs(cluster)
        or _of_place(cluster, sides)
        or judge_correction(cluster, language, texts)
        or judge_drafting(cluster, sides[1])
        or (Kind.SUBSTANTIVE, "wording_changed")
    )


def _of_signs(cluster: Cluster) -> tuple[Kind, str] | None:
    """Return the classification of an edit that leaves every word unchanged."""
    gone, come = cluster.gone, cluster.come
    if letters_and_digits(gone) == letters_and_digits(come) and _in_place(
        cluster, gone
    ) == _in_place(cluster, come):
        blank = "".join(gone.split()) == "".join(come.split())
        return (Kind.TECHNICAL, "white_space") if blank else (Kind.EDITORIAL, "punctuation")
    if _is_encoding(gone, come) or _is_repair(gone, come):
        return Kind.TECHNICAL, "encoding_repaired"
    if _is_markup(gone, come):
        return Kind.TECHNICAL, "markup"
    if _are_tokens(gone) and _are_tokens(come):
        return Kind.TECHNICAL, "token_changed"
    return None


def _of_place(cluster: Cluster, sides: tuple[str, str]) -> tuple[Kind, str] | None:
    """Return the classification of an edit to a number or date that only labels the text."""
    old, new = sides
    if _is_list_number(cluster, old, new):
        return Kind.EDITORIAL, "renumbered"
    if (
        any(map(str.isalnum, cluster.gone + cluster.come))
        and _lies_within(cluster.gone, cluster.at_old, stamps_in(old))
        and _lies_within(cluster.come, cluster.at_new, stamps_in(new))
    ):
        return Kind.EDITORIAL, "date_only"
    if _is_census(cluster, new):
        return Kind.EDITORIAL, "date_only"
    return (Kind.EDITORIAL, "cross_reference") if _is_cross_reference(cluster) else None


def _is_census(cluster: Cluster, new: str) -> bool:
    """Return whether only the month changed as of which a service states how many users it has in the EU."""
    months = [
        days_in(words) and _MONTH.fullmatch(fold_for_comparison(words).strip(_MARGIN))
        for words in (cluster.gone, cluster.come)
    ]
    near = fold_for_comparison(new[max(0, cluster.at_new - _NEAR) : cluster.at_new + _NEAR])
    return all(months) and _CENSUS.search(near) is not None


def _in_place(cluster: Cluster, words: str) -> str:
    """Return words as they read in context: a sign has meaning only before a figure."""
    return letters_and_digits(f"{cluster.before[-1:]}{words}{cluster.after[:2]}")


def _is_markup(gone: str, come: str) -> bool:
    """Return whether only remnants of links appeared or vanished."""
    left = without_markup(gone), without_markup(come)
    return left != (gone, come) and letters_and_digits(left[0]) == letters_and_digits(left[1])


def _is_list_number(cluster: Cluster, old: str, new: str) -> bool:
    """Return whether only the number or letter at the start of a block changed."""
    marks = cluster.gone.strip(), cluster.come.strip()
    following = cluster.after[:200].lstrip()
    if any(days_in(f"{mark} {following.partition(' ')[0]} 2000") for mark in marks):
        return False  # "3. April": a day
    begins = (
        text[:place].rstrip(" ") == "" or text[:place].rstrip(" ").endswith("\n")
        for text, place in ((old, cluster.at_old), (new, cluster.at_new))
    )
    return (
        any(marks)
        and all(begins)
        and all(
            _MARK.fullmatch(mark) or split_number(f"{mark} {following}")[0] == mark
            for mark in marks
            if mark
        )
    )


def _is_repair(gone: str, come: str) -> bool:
    """Return whether an edit only repairs wrong decoding or double escaping."""
    sound = repair_encoding(gone), repair_encoding(come)
    return sound != (gone, come) and letters_and_digits(sound[0]) == letters_and_digits(sound[1])


def _lies_within(words: str, offset: int, stamps: Sequence[DateSpan]) -> bool:
    """Return whether words at an offset of a text belong to a stamp."""
    inner = words.strip(_MARGIN)
    start = offset + len(words) - len(words.lstrip(_MARGIN))
    return not inner or any(
        span.start <= start and start + len(inner) <= span.end for span in stamps
    )


def _is_encoding(gone: str, come: str) -> bool:
    """Return whether texts differ only in single accented letters, as damaged encodings do."""
    return (
        len(gone) == len(come) and gone != come and _mask_figures(gone) == _mask_figures(come) != ""
    )


def _mask_figures(text: str) -> str:
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
    """Return whether words are generated by a machine for a visit or a build."""
    words = text.split()
    return bool(words) and all(
        _TOKEN.fullmatch(word) and not _NAMED_BY_NUMBER.fullmatch(word) for word in words
    )


def _is_cross_reference(cluster: Cluster) -> bool:
    """Return whether only the number of a clause of the policy changed, and not that of a law's."""
    if _OF_LAW.match(fold_for_comparison(cluster.after)):
        return False
    if not _REFERENCE.search(fold_for_comparison(cluster.before)[-60:]):
        return False
    words = [*cluster.gone.split(), *cluster.come.split()]
    return bool(words) and all(
        _NUMERAL.fullmatch(fold_for_comparison(word).strip(",;")) for word in words
    )
