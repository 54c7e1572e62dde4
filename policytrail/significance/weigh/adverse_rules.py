"""Written rules for edits that shift the balance between a service and those whom its policy binds.

Each rule reads sentences, not loose words: what the old text promised, granted or asked, and what
the new document says about the same anywhere. docs/decisions/0010 lists the rules.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from policytrail.language import Standing, find_counterpart, split_clauses
from policytrail.model import Document, Fact, Severity
from policytrail.significance.lexicon import list_names, list_pattern
from policytrail.significance.weigh.adverse_edit import AdverseEdit
from policytrail.significance.weigh.assertions import GIVING, Assertions
from policytrail.significance.weigh.broken_promises import (
    GRAVE_RECIPIENTS,
    GRAVE_SUBJECTS,
    OF_DATA,
    SAME,
    broken_promises,
)
from policytrail.significance.weigh.claims import (
    PURPOSES,
    Claim,
    clause_denies,
    find_claims,
    named_objects,
    words_from_lists,
)
from policytrail.significance.weigh.magnitudes import FIGURES, figure_severity
from policytrail.significance.weigh.read_edit import ReadEdit
from policytrail.significance.weigh.substantive_hunks import SubstantiveHunk
from policytrail.text import fold_for_comparison

_GRANTS = (
    "you can", "you may", "you have the right", "right to", "you are entitled", "you will receive",
    "we will refund", "we refund", "we will give you", "vous pouvez", "droit", "sie können", "recht auf",
)  # fmt: skip
# At whose discretion something is done: "as the customer determines in its sole discretion".
_BY_READER = re.compile(r"\b(?:you|your|customers?|users?)\b[^,;.]{0,40}$")
_INFORMS = re.compile(
    r"you (?:can|may) (?:also )?(?:find|read|learn|see|view|visit|contact|reach|refer|review)\b"
)
_NOTICE = re.compile(r"notice|notif|préavis|ankündig")
_HAS_RIGHT = re.compile(
    r"(?P<holder>\w+),? (?:(?:shall|will|may|hereby|also|expressly|then) )*(?:have|has|reserves?|retains?) (?:\w+ ){0,2}rights?\b"
)
_READERS = re.compile(
    r"^(?:you|they|who|every\w+|any\w+|(?:customer|user|member|subscriber|client|licensee|consumer|individual|person|people|resident"
    r"|citizen|visitor|guest|parent|guardian|subject|child|children|student|teacher|employee)s?)$"
)
_BINDS = re.compile(r"accept|agree|consent|bound|zustimm|akzeptier")
_CLAUSE_WORDS = 5
_MOST = 12


def find_adverse_edits(
    material: Sequence[SubstantiveHunk], old: Document, new: Document
) -> tuple[AdverseEdit, ...]:
    """Return the adverse edits, the most severe first."""
    readings = Assertions(old), Assertions(new)
    come = tuple(sentence for substantive in material for sentence in substantive.sentences[1])
    adverse = [
        turn
        for substantive in material
        for rule in _RULES
        for turn in rule(ReadEdit(substantive, come, *readings))
    ]
    order = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
    ranked = sorted(adverse, key=lambda turn: (order.index(turn.severity), turn.place))
    return tuple(_told_once(ranked))[:_MOST]


def _told_once(turns: Sequence[AdverseEdit]) -> Iterator[AdverseEdit]:
    """Yield the adverse edits without those that only repeat a sentence of a more severe one."""
    seen: set[str] = set()
    for turn in turns:
        sides = {side for side in (turn.old, turn.new) if side is not None}
        # Figures share a sentence if one clause changes several.
        if turn.code in FIGURES or not sides & seen:
            seen |= sides
            yield turn


def _new_uses(edit: ReadEdit) -> Iterator[AdverseEdit]:
    """Yield new uses of data and new recipients that weigh on people."""
    for claim in find_claims(*edit.come):
        if claim.denied or claim.act not in OF_DATA or _of_use(claim, claim.objects) is None:
            continue
        if edit.old.judge_presence(claim.sentence) in (Standing.SAME, Standing.SAID):
            continue
        fresh = claim.objects - edit.old.affirmed_objects(claim.act)
        severity = _of_use(claim, fresh)
        if severity is not None:
            about = words_from_lists(fresh, claim.sentence)
            yield AdverseEdit("new_use", severity, None, claim.sentence, edit.told.place, about)


def _new_recipients(edit: ReadEdit) -> Iterator[AdverseEdit]:
    """Yield recipients and purposes that weigh on people and occur nowhere in the old text."""
    reported: frozenset[str] = frozenset()
    for sentence in edit.come:
        folded = fold_for_comparison(sentence)
        if clause_denies(folded) or " " not in folded:
            continue  # a heading of one word says nothing by itself
        for clause in split_clauses(folded):
            fresh = named_objects(clause) & GRAVE_SUBJECTS
            fresh = fresh and fresh - edit.old.objects - reported
            if fresh:
                about = words_from_lists(fresh, sentence)
                yield AdverseEdit(
                    "new_subject", Severity.MEDIUM, None, sentence, edit.told.place, about
                )
                reported |= fresh


def _of_use(claim: Claim, fresh: frozenset[str]) -> Severity | None:
    recipients = fresh & GRAVE_RECIPIENTS
    purposes = fresh & frozenset(PURPOSES)
    sensitive = "sensitive" in claim.objects
    if claim.act in GIVING:
        if recipients and (sensitive or claim.act == "sell"):
            return Severity.HIGH
        return Severity.MEDIUM if recipients else None
    if claim.act in {"use", "train", "collect"} and sensitive and purposes:
        return Severity.HIGH
    return None


def _implied_consent(edit: ReadEdit) -> Iterator[AdverseEdit]:
    """Yield edits by which silence now counts as consent that was asked for before."""
    silent, asked = list_pattern("assent", "silent"), list_pattern("assent", "asked")
    for sentence in edit.come:
        folded = fold_for_comparison(sentence)
        if not silent.search(folded) or asked.search(folded):
            continue
        before = [
            sentence
            for sentence in edit.gone
            if asked.search(fold_for_comparison(sentence))
            and not silent.search(fold_for_comparison(sentence))
        ]
        if before:
            old = find_counterpart(sentence, before, 0.0)
            yield AdverseEdit("silence_as_consent", Severity.HIGH, old, sentence, edit.told.place)
            return
        if _binds_reader(silent, folded) and not edit.old.mentions("assent", "silent"):
            yield AdverseEdit(
                "silence_as_consent", Severity.MEDIUM, None, sentence, edit.told.place
            )
            return


def _binds_reader(pattern: re.Pattern[str], folded: str) -> bool:
    """Return whether the words that a pattern matches bind the reader by themselves."""
    match = pattern.search(folded)
    return match is not None and _BINDS.search(match.group()) is not None


def _lost_safeguards(edit: ReadEdit) -> Iterator[AdverseEdit]:
    """Yield permissions to act without notice or at discretion that the old text did not grant."""
    pattern = list_pattern("assent", "unannounced")
    for sentence in edit.come:
        folded = fold_for_comparison(sentence)
        match = pattern.search(folded)
        if match is None or any(match.group() in sentence for sentence in edit.old.sentences):
            continue
        if _BY_READER.search(folded[: match.start()]):
            continue
        old = find_counterpart(sentence, edit.gone, SAME) or _notice_promise(edit.gone)
        yield AdverseEdit("safeguard_dropped", Severity.MEDIUM, old, sentence, edit.told.place)


def _notice_promise(gone: Sequence[str]) -> str | None:
    """Return the sentence that promised notice."""
    return next(
        (sentence for sentence in gone if _NOTICE.search(fold_for_comparison(sentence))), None
    )


def _adverse_figures(edit: ReadEdit) -> Iterator[AdverseEdit]:
    """Yield the figures that changed to the disadvantage of the reader."""
    substantive = edit.told
    for fact in substantive.facts:
        old = _sentence_with(fact.old, edit.gone)
        around = f"{substantive.heading} {old or ''} {_sentence_with(fact.new, edit.come) or ''}"
        weighed = figure_severity(fact, around)
        if weighed is not None:
            yield AdverseEdit(
                *weighed,
                old,
                _sentence_with(fact.new, edit.come),
                substantive.place,
                _figure_step(fact),
            )


def _sentence_with(words: str | None, sentences: Sequence[str]) -> str | None:
    """Return the first sentence with the given words."""
    return next(
        (sentence for sentence in sentences if words is not None and words in sentence), None
    )


def _figure_step(fact: Fact) -> str:
    return f"{fact.old} -> {fact.new}"


def _lost_rights(edit: ReadEdit) -> Iterator[AdverseEdit]:
    """Yield rights that the old text grants and the new one grants nowhere."""
    for sentence in edit.gone:
        for key in list_names("rights") if sentence.count(" ") >= _CLAUSE_WORDS else ():
            if (
                not _is_own_right(sentence)
                and _grants_right(fold_for_comparison(sentence), key)
                and not any(_grants_right(sentence, key) for sentence in edit.new.sentences)
                and edit.new.judge_presence(sentence) is Standing.ABSENT
            ):
                now = find_counterpart(sentence, edit.come, SAME)
                yield AdverseEdit(
                    "right_withdrawn", Severity.MEDIUM, sentence, now, edit.told.place
                )
                break


def _is_own_right(sentence: str) -> bool:
    """Return whether all rights that a sentence says somebody has are the service's own.

    >>> _is_own_right("In such case, Brindle shall have the right to correct it.")
    True
    >>> _is_own_right("Customers have the right to correct it.")
    False
    """
    holders = [match["holder"] for match in _HAS_RIGHT.finditer(sentence)]
    return bool(holders) and all(
        (holder.lower() == "we" or holder[0].isupper()) and not _READERS.search(holder.lower())
        for holder in holders
    )


def _grants_right(folded: str, key: str) -> bool:
    if _INFORMS.search(folded):
        return False
    start = min((place for word in _GRANTS if (place := folded.find(word)) >= 0), default=-1)
    return start >= 0 and list_pattern("rights", key).search(folded, start) is not None


_Rule = Callable[[ReadEdit], Iterator[AdverseEdit]]
_RULES: tuple[_Rule, ...] = (
    _implied_consent,
    broken_promises,
    _new_uses,
    _new_recipients,
    _lost_safeguards,
    _adverse_figures,
    _lost_rights,
)
