"""Statements on adverse edits: edits to the disadvantage of the reader."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from policytrail.language import Standing
from policytrail.model import Certainty, Lead, Severity, Statement
from policytrail.significance.classify import MOST, quote_beginning
from policytrail.significance.describe.draft import (
    HEADING_CHARS,
    StatementDraft,
    placed_sentences,
    sentence_under_heading,
    spans_in,
    with_full_stop,
)
from policytrail.significance.describe.earlier_wording import edit_told, find_earlier_sentence
from policytrail.significance.describe.list_leads import (
    find_lead,
    one_sided_headline,
    quote_lead,
    words_of_lead,
)
from policytrail.significance.describe.placed_texts import PlacedTexts
from policytrail.significance.weigh import FIGURES, AdverseEdit, SubstantiveHunk

_HALF = 190
_SHORT = 130
_WEIGHTS = {Severity.HIGH: 14.0, Severity.MEDIUM: 7.0}
_WORDINGS: Final[Mapping[str, tuple[str, str, str]]] = {
    # Wordings with both sides, with the old side only, with the new side only.
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
        "it said {old}; now it says {new}",
        "it no longer says {old}",
        "",
    ),
}
_HEADLINES: Final[Mapping[str, tuple[str, str]]] = {
    # Wordings with a new side, and without one.
    "promise_withdrawn": ("Promise taken back: {old}", "Promise gone: {old}"),
    "new_use": ("New: {new}", ""),
    "new_subject": ("New: {new}", ""),
    "silence_as_consent": ("Silence counts as agreement: {new}", ""),
    "safeguard_dropped": ("New: {new}", ""),
    "right_withdrawn": ("Reworded: {old}", "Removed: {old}"),
}


def adverse_drafts(
    adverse_edits: tuple[AdverseEdit, ...], told: SubstantiveHunk, texts: PlacedTexts
) -> Iterator[StatementDraft]:
    """Yield statements on the adverse edits of one hunk; figures are described as figures."""
    for adverse_edit in adverse_edits:
        if (
            adverse_edit.place != told.place
            or adverse_edit.code in FIGURES
            or _still_stands(adverse_edit, texts)
        ):
            continue
        lead = _find_edit_lead(adverse_edit, told, texts)
        edit = _edit_of_item(adverse_edit, told, texts, words_of_lead(lead))
        if edit is not None:
            edited = replace(edit, certainty=Certainty.LIKELY, lead=lead)
            yield StatementDraft(edited, _WEIGHTS.get(adverse_edit.severity, 4.0))
            continue
        text, short = _describe_edit(adverse_edit, told, texts, words_of_lead(lead))
        statement = Statement(
            text,
            short,
            adverse_edit.code,
            told.place,
            *spans_in(told.hunk, adverse_edit.old, adverse_edit.new),
            Certainty.LIKELY,
            lead,
        )
        yield StatementDraft(statement, _WEIGHTS.get(adverse_edit.severity, 4.0))


def _edit_of_item(
    adverse_edit: AdverseEdit, told: SubstantiveHunk, texts: PlacedTexts, lead: str
) -> Statement | None:
    """Return how the sentence of an adverse edit was made of an old one; None if it is new."""
    if adverse_edit.old or not adverse_edit.new:
        return None
    for sentence in placed_sentences(told.hunk.new):
        if adverse_edit.new in sentence.text:
            earlier = find_earlier_sentence(sentence, told, texts)
            return edit_told(earlier, sentence, told, texts, lead) if earlier else None
    return None


def _describe_edit(
    adverse_edit: AdverseEdit, told: SubstantiveHunk, texts: PlacedTexts, lead: str
) -> tuple[str, str]:
    """Return an adverse edit as a sentence, and in short."""
    heading = _heading_over(adverse_edit, told)
    if heading and adverse_edit.new and not adverse_edit.old and not texts.old.has_words(heading):
        name = quote_beginning(heading, HEADING_CHARS)
        under = f"under {quote_lead(lead)}, " if lead else ""
        text = f"A new section, {name}, says {under}{quote_beginning(adverse_edit.new)}"
        return with_full_stop(text), f"New section {name}"
    if lead:
        item = adverse_edit.new or adverse_edit.old or ""
        when = "now" if adverse_edit.new else "no longer"
        words = f"the list {quote_lead(lead)} {when} has {quote_beginning(item)}"
        short = one_sided_headline(item, lead, come=adverse_edit.new is not None)
    else:
        words, short = _sides_told(adverse_edit)
    return sentence_under_heading(heading or told.section, words), short


def _sides_told(adverse_edit: AdverseEdit) -> tuple[str, str]:
    """Return, in full and in short, what stood there before an adverse edit and what stands there now."""
    old, new = adverse_edit.old or "", adverse_edit.new or ""
    if old and adverse_edit.affirmed and not new:
        words = f"it promised {quote_beginning(old, _HALF)}; elsewhere it now says {quote_beginning(adverse_edit.affirmed, _HALF)}"
        return words, f"No longer in these words: {quote_beginning(old, _SHORT)}"
    both, lost, fresh = _WORDINGS[adverse_edit.code]
    form = both if old and new else lost if old else fresh
    most = _HALF if old and new else MOST
    words = form.format(old=quote_beginning(old, most), new=quote_beginning(new, most))
    short = _HEADLINES[adverse_edit.code][0 if new else 1].format(
        old=quote_beginning(old, _SHORT), new=quote_beginning(new, _SHORT)
    )
    return words, short


def _still_stands(adverse_edit: AdverseEdit, texts: PlacedTexts) -> bool:
    """Return whether the new text still says what is supposed to be gone, in these or other words."""
    if adverse_edit.new or not adverse_edit.old:
        return False
    standing = texts.new.judge_presence(adverse_edit.old)
    if adverse_edit.affirmed:
        return standing is Standing.SAME
    return standing in (Standing.SAME, Standing.SAID)


def _find_edit_lead(
    adverse_edit: AdverseEdit, told: SubstantiveHunk, texts: PlacedTexts
) -> Lead | None:
    """Return the introduction of the list to which a one-sided edit belongs; None if there is none."""
    if adverse_edit.old and adverse_edit.new:
        return None
    side, words, document = (
        (told.hunk.new, adverse_edit.new, texts.pair.new)
        if adverse_edit.new
        else (told.hunk.old, adverse_edit.old, texts.pair.old)
    )
    leads = (
        find_lead(sentence, side, document)
        for sentence in placed_sentences(side)
        if words and words in sentence.text
    )
    return next(leads, None)


def _heading_over(adverse_edit: AdverseEdit, told: SubstantiveHunk) -> str:
    """Return the heading inside the hunk above an edit; empty if there is none."""
    side, words = (
        (told.hunk.new, adverse_edit.new) if adverse_edit.new else (told.hunk.old, adverse_edit.old)
    )
    headings = (
        sentence.heading for sentence in placed_sentences(side) if words and words in sentence.text
    )
    return next(headings, "")
