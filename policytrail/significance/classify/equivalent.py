"""Edits that leave every word unchanged: punctuation, numbering, hidden addresses."""

import re
from collections.abc import Callable

from policytrail.model import Kind
from policytrail.significance.classify import masks
from policytrail.significance.classify.date_stamps import is_date_respelt, is_same_date
from policytrail.significance.classify.drafting import in_one_notation
from policytrail.significance.classify.encodings import repair_encoding
from policytrail.significance.classify.furniture import is_ticking
from policytrail.significance.classify.judgement import Judgement
from policytrail.significance.classify.list_places import begins_with_day
from policytrail.significance.classify.short_rules import states_rule
from policytrail.significance.classify.wording import letters_and_digits

# A number or letter written into the text: "1. Definitions", "4.2) Term", "A.1. Fees".
_TYPED_NUMBER = re.compile(
    r"^\W*(?:(?:[A-Za-z]\.)?\d{1,2}(?:\.\d{1,2})*[.)]|[A-Za-z][.)](?:\d{1,2}[.)])*|[ivxIVX]{1,5}[.)])(?:\s+|(?=[^\W\d]))"
)
# Differences without meaning; the first that applies is reported.
_SAME_BUT: tuple[tuple[Kind, str, Callable[[str, str], bool]], ...] = (
    (Kind.TECHNICAL, "markup", lambda old, new: old == new),
    (Kind.TECHNICAL, "white_space", lambda old, new: "".join(old.split()) == "".join(new.split())),
    (
        Kind.EDITORIAL,
        "punctuation",
        lambda old, new: letters_and_digits(old) == letters_and_digits(new),
    ),
    (
        Kind.EDITORIAL,
        "renumbered",
        lambda old, new: not (begins_with_day(old) and begins_with_day(new))
        and letters_and_digits(_without_numbers(old))
        == letters_and_digits(_without_numbers(new))
        != "",
    ),
    (Kind.TECHNICAL, "markup", lambda old, new: _has_same_words(old, new)),
    (Kind.TECHNICAL, "encoding_repaired", lambda old, new: _is_repaired(old, new)),
    (Kind.TECHNICAL, "email_hidden", masks.hides_email),
    (
        Kind.EDITORIAL,
        "notation",
        lambda old, new: letters_and_digits(in_one_notation(old))
        == letters_and_digits(in_one_notation(new))
        != "",
    ),
    (Kind.LINK, "shown_address", masks.moved_address),
    (
        Kind.CHROME,
        "ticking",
        lambda old, new: is_ticking(old)
        and not (states_rule(old) and states_rule(new))
        and masks.without_ages(old) == masks.without_ages(new),
    ),
    (Kind.VARIANT, "spelling_variant", is_date_respelt),
    (Kind.EDITORIAL, "date_only", is_same_date),
)


def same_but(old: str, new: str) -> Judgement | None:
    """Return the difference between two texts if it changes no meaning."""
    return next((Judgement(kind, code) for kind, code, holds in _SAME_BUT if holds(old, new)), None)


def _without_numbers(text: str) -> str:
    return _TYPED_NUMBER.sub("", text)


def _is_repaired(old: str, new: str) -> bool:
    """Return whether two texts differ only by wrong decoding or double escaping."""
    sound = repair_encoding(old), repair_encoding(new)
    return (
        sound != (old, new) and letters_and_digits(sound[0]) == letters_and_digits(sound[1]) != ""
    )


def _has_same_words(old: str, new: str) -> bool:
    """Return whether two texts differ only by remnants of links."""
    return (
        letters_and_digits(masks.without_markup(old))
        == letters_and_digits(masks.without_markup(new))
        != ""
    )
