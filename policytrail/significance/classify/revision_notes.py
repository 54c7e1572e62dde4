"""Notes at the head of a policy that say that it was revised, and how."""

import re

from policytrail.language import split_sentences
from policytrail.model import Block, BlockKind, Side
from policytrail.significance.classify.short_rules import states_rule
from policytrail.significance.classify.texts import words_in
from policytrail.text import fold_for_comparison

_NOTE_WORDS = 60
# How a sentence begins that says what the revision did.
_SUMMED_UP = re.compile(
    r"\W*we(?:'ve| have)? (?:also )?(?:added|clarified|simplified|expanded|reorgani[sz]ed|included|moved|explained|described)\b"
)
# A note about a change already made: it says nothing once its day is past.
_NOTE = re.compile(
    r"\bwe(?:'ve| have| recently|'re| are)? (?:just |recently |currently )?(?:made (?:some )?(?:changes|updates) to|updat(?:ed|ing)|revised|chang(?:ed|ing)) (?:our|this|the|these|some of our)\b"
    r"|\b(?:this|the) (?:policy|notice|terms|agreement|version) (?:has|have) been (?:updated|revised)\b"
    r"|\bnous avons (?:mis à jour|modifié)|\bwir haben .{0,40}(?:aktualisiert|geändert|überarbeitet)"
)
# What a sentence of a note may go on to say: from here on it must be no rule.
_GOES_ON = re.compile(
    r"[,;:]\s|\b(?:and|und|et) (?:we|no|now|you|wir|sie|nous|vous)\b|\bso that\b|\bto (?:allow|permit|let|enable|sell|share|use)\b"
)
# A full stop behind a year may look like that of an ordinal.
_AFTER_YEAR = re.compile(r"(?<=\d{4}\.)\s+(?=[A-Z])")
_POINTS_BACK = re.compile(
    r"\W*(?:you can |you may |please )?(?:view|read|find|see|access)\b[^.;]{0,20}\b(?:prior|previous|earlier|old|former|past)\b"
)
# The title of a notice or of a window about a revision.
_UPDATED_TITLE = re.compile(
    r"(?:.{0,40}\b(?:updated|has changed|have changed|revised)|(?:what's new|what has changed|summary of (?:the |recent )?changes)\b.{0,30})\W*"
)
# A revision that is summed up by what the service may do now says more than that it was made.
_GRANTS = re.compile(r"\bwe (?:may|can|will|now|reserve)\b|\byou (?:must|agree|may not)\b")
# A change that is still to come is announced, and worth an alert.
_COMING = re.compile(
    r"\b(?:will|shall|soon|upcoming|coming|effective|effect|force)\b|(?:\bare|'re|\bis) (?:\w+ )?(?:changing|updating)\b"
    r"|\bmettons\b|\bwerden\b|\bkraft\b"
)
_NAME_WORDS = 4
_ENDS_SENTENCE = (".", ";", "!", "。")


def is_update_banner(side: Side) -> bool:
    """Return whether blocks that came only say that the policy was revised: a banner or window, no clause.

    A policy that now allows the service more than before says so in its clauses too, but a note that
    sums up such a revision is worth reading.
    """
    folded = fold_for_comparison(side.text)
    return is_revision_note(side) and not (_GRANTS.search(folded) or _COMING.search(folded))


def is_revision_note(side: Side) -> bool:
    """Return whether blocks only say that the policy was revised and how, under a title or without."""
    if len(words_in(side.text)) > _NOTE_WORDS:
        return False
    sentences = [
        sentence
        for block in side.blocks
        if not _is_title(block)
        for part in _AFTER_YEAR.split(block.text)
        for sentence in split_sentences(part)
    ]
    are_notes = list(map(_is_note, sentences))
    is_titled = any(
        _is_title(block) and _UPDATED_TITLE.fullmatch(fold_for_comparison(block.text))
        for block in side.blocks
    )
    return (any(are_notes) or (is_titled and bool(sentences))) and all(
        is_note or _tells_of_revision(sentence) or not states_rule(sentence)
        for sentence, is_note in zip(sentences, are_notes, strict=True)
    )


def _is_note(sentence: str) -> bool:
    """Return whether a sentence says that the policy was revised, and adds no rule."""
    folded = fold_for_comparison(sentence)
    note = _NOTE.search(folded)
    goes_on = note and _GOES_ON.search(folded, note.end())
    return note is not None and not (goes_on and states_rule(folded[goes_on.end() :]))


def _tells_of_revision(sentence: str) -> bool:
    """Return whether a sentence says what the revision did, or where the text before it is."""
    folded = fold_for_comparison(sentence)
    return any(pattern.match(folded) for pattern in (_SUMMED_UP, _POINTS_BACK))


def _is_title(block: Block) -> bool:
    """Return whether a block is a heading, or a name that stands where one does."""
    return block.kind is BlockKind.HEADING or (
        block.kind is BlockKind.PARAGRAPH
        and len(words_in(block.text)) <= _NAME_WORDS
        and not block.text.endswith(_ENDS_SENTENCE)
    )
