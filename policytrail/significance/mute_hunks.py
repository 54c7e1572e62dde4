"""Mutes substantive edits that the reader of a source has asked not to be told about."""

from collections.abc import Sequence

from policytrail.model import Hunk, Kind, Muting, Side
from policytrail.muting import TooSlow, compile_entry, is_named, left_of
from policytrail.section_path import section_at
from policytrail.significance.classify import Context, Judgement, letters_and_digits


def mute_hunks(
    context: Context, judgements: Sequence[Judgement], muting: Muting
) -> list[Judgement]:
    """Return the judgements, with substantive hunks that match the reader's rules muted."""
    if not (muting.ignore or muting.only):
        return list(judgements)
    return [
        _muted(hunk, context, muting) or judgement
        if judgement.kind is Kind.SUBSTANTIVE
        else judgement
        for hunk, judgement in zip(context.diff.hunks, judgements, strict=True)
    ]


def _muted(hunk: Hunk, context: Context, muting: Muting) -> Judgement | None:
    if muting.only:
        sections = [
            section_at(document, side.first)
            for document, side in ((context.old, hunk.old), (context.new, hunk.new))
            if side is not None
        ]
        wanted = [compile_entry(entry) for entry in muting.only]
        if not any(is_named(section, pattern) for section in sections for pattern in wanted):
            return Judgement(Kind.CHROME, "outside_sections", sections[-1] or "no heading")
    return _ignored(hunk, muting.ignore)


def _ignored(hunk: Hunk, entries: Sequence[str]) -> Judgement | None:
    """Return the rules that mute a hunk: without what they match, both sides are equal."""
    texts = [_text_in(side) for side in (hunk.old, hunk.new)]
    applied: list[str] = []
    for entry in entries:
        try:
            left = [left_of(text, compile_entry(entry)) for text in texts]
        except TooSlow:
            continue
        if left != texts:
            applied.append(entry)
            texts = left
    if applied and letters_and_digits(texts[0]) == letters_and_digits(texts[1]):
        return Judgement(Kind.CHROME, "ignored", ", ".join(applied))
    return None


def _text_in(side: Side | None) -> str:
    return side.text if side is not None else ""
