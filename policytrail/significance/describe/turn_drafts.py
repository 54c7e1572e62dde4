"""Edits to the disadvantage of the reader, as statements."""

from collections.abc import Iterator, Mapping
from typing import Final

from policytrail.model import Certainty, Severity, Statement
from policytrail.significance.classify.quoting import MOST, quote_beginning
from policytrail.significance.describe.draft import (
    HEADING_CHARS,
    StatementDraft,
    placed_sentences,
    sentence_under_heading,
    spans_in,
    with_full_stop,
)
from policytrail.significance.describe.wording_drafts import PlacedTexts
from policytrail.significance.weigh.adverse_edit import AdverseEdit
from policytrail.significance.weigh.magnitudes import FIGURES
from policytrail.significance.weigh.substantive_hunks import SubstantiveHunk

_HALF = 190
_SHORT = 90
_WEIGHTS = {Severity.HIGH: 14.0, Severity.MEDIUM: 7.0}
_TURNS: Final[Mapping[str, tuple[str, str, str]]] = {
    # Old and new, only old, only new.
    "promise_withdrawn": (
        "it promised {old}; now it says {new}",
        "it no longer promises {old}",
        "it now says {new}",
    ),
    "new_use": ("it now says {new}", "", "it now says {new}"),
    "new_subject": ("it now says {new}", "", "it now says {new}"),
    "silence_as_consent": (
        "silence now counts as agreement: {new}, where it said {old}",
        "",
        "silence now counts as agreement: {new}",
    ),
    "safeguard_dropped": ("it said {old}; now it says {new}", "", "it now says {new}"),
    "right_withdrawn": (
        "it granted a right with {old}; now it says {new}",
        "it no longer says {old}",
        "",
    ),
}
_HEADLINES: Final[Mapping[str, tuple[str, str]]] = {
    # With a new side, without one.
    "promise_withdrawn": ("Promise taken back: {old}", "Promise gone: {old}"),
    "new_use": ("New: {new}", ""),
    "new_subject": ("New: {new}", ""),
    "silence_as_consent": ("Silence counts as agreement: {new}", ""),
    "safeguard_dropped": ("New: {new}", ""),
    "right_withdrawn": ("Reworded: {old}", "Removed: {old}"),
}


def turn_drafts(
    turns: tuple[AdverseEdit, ...], told: SubstantiveHunk, texts: PlacedTexts
) -> Iterator[StatementDraft]:
    """Yield the adverse edits of one hunk; figures are told as figures."""
    for turn in turns:
        if turn.place != told.place or turn.code in FIGURES:
            continue
        both, lost, new = _TURNS[turn.code]
        form = both if turn.old and turn.new else lost if turn.old else new
        most = _HALF if turn.old and turn.new else MOST
        words = form.format(
            old=quote_beginning(turn.old or "", most), new=quote_beginning(turn.new or "", most)
        )
        short = _HEADLINES[turn.code][0 if turn.new else 1].format(
            old=quote_beginning(turn.old or "", _SHORT), new=quote_beginning(turn.new or "", _SHORT)
        )
        heading = _heading_over(turn, told)
        text = sentence_under_heading(heading or told.section, words)
        if heading and not turn.old and not texts.old.has_words(heading):
            name = quote_beginning(heading, HEADING_CHARS)
            text = with_full_stop(f"A new section, {name}, says {quote_beginning(turn.new or '')}")
            short = f"New section {name}"
        statement = Statement(
            text,
            short,
            turn.code,
            told.place,
            *spans_in(told.hunk, turn.old, turn.new),
            Certainty.LIKELY,
        )
        yield StatementDraft(statement, _WEIGHTS.get(turn.severity, 4.0))


def _heading_over(turn: AdverseEdit, told: SubstantiveHunk) -> str:
    """Return the heading inside the hunk that an edit stands under; empty if there is none."""
    side, words = (told.hunk.new, turn.new) if turn.new else (told.hunk.old, turn.old)
    found = (one.heading for one in placed_sentences(side) if words and words in one.text)
    return next(found, "")
