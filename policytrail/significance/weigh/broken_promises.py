"""Promises not to do something with data that an edit withdraws or narrows."""

import re
from collections.abc import Iterator, Sequence

from policytrail.language import Standing, find_counterpart
from policytrail.model import Severity
from policytrail.significance.weigh.adverse_edit import AdverseEdit
from policytrail.significance.weigh.assertions import GIVING
from policytrail.significance.weigh.claims import (
    PURPOSES,
    Claim,
    clause_denies,
    find_claims,
    words_from_lists,
)
from policytrail.significance.weigh.read_edit import ReadEdit
from policytrail.text import fold_for_comparison

SAME = 0.4
"""A sentence that shares this much of its longer words with another is that sentence, edited."""
# A sentence that affirms what another denied shares this much with it.
_TAKEN_BACK = 0.3
# Promises about these acts protect people's data: that one is withdrawn is worth knowing.
OF_DATA = frozenset({"share", "sell", "use", "train", "collect"})
GRAVE_RECIPIENTS = frozenset({"advertisers", "insurers", "employers", "brokers"})
GRAVE_SUBJECTS = GRAVE_RECIPIENTS | frozenset(PURPOSES)
_NARROWABLE = GRAVE_SUBJECTS | {"authorities", "third_parties"}
_EVERYBODY = re.compile(
    r"\b(?:anyone|anybody|no one|nobody|whoever|any (?:\w+ )?(?:party|parties|company|companies|person|purpose)|personne|niemand\w*)\b"
)
_STEM = 5
# Who is not responsible for a thing promises nothing about it.
_DISCLAIMS = re.compile(
    r"(?:\bnot|n't|\bnor|\bneither) (?:be |have |accept |assume |take )?(?:\w+ )?(?:responsib|liab|accountab|warrant|guarant|endors)\w*"
    r"|\bno (?:\w+ )?(?:responsib|liabilit|warrant|guarant)\w*"
)
_DATA = re.compile(
    r"(?:your|personal) (?:\w+ )?(?:data|information|content|messages|conversations)|données|daten"
)
_OF_SERVICE = re.compile(r"\b(?:we|us|our|your|nous|notre|vos|votre|wir|uns\w*|ihre\w*)\b")


def broken_promises(edit: ReadEdit) -> Iterator[AdverseEdit]:
    """Yield the promises not to do something that are withdrawn or narrowed."""
    for sentence in edit.gone:
        if _DISCLAIMS.search(fold_for_comparison(sentence)):
            continue
        turns = [
            turn
            for claim in find_claims(sentence)
            if claim.denied
            and claim.act in OF_DATA
            and _OF_SERVICE.search(fold_for_comparison(sentence))
            and (turn := _withdrawn_promise(claim, edit) or _narrowed_promise(claim, edit))
        ]
        if turns:
            yield next((turn for turn in turns if turn.severity is Severity.HIGH), turns[0])


def _withdrawn_promise(claim: Claim, edit: ReadEdit) -> AdverseEdit | None:
    """Return what became of one promise; None if the new text still makes it."""
    given = [denial for denial in edit.new.denials if denial.act == claim.act]
    still = frozenset[str]().union(*(denial.objects for denial in given))
    lost = claim.objects - still
    same = find_counterpart(claim.sentence, [denial.sentence for denial in given], SAME)
    if same is not None and not lost:
        return None
    affirmed = _sentence_that_affirms(claim, lost, edit)
    if affirmed is None and _is_doubtful(claim, lost, given, same, edit):
        return None
    is_grave = affirmed is not None or _opens_sale(claim, given)
    severity = Severity.HIGH if is_grave else Severity.MEDIUM
    # What another passage now says is reported there.
    now = affirmed if affirmed in edit.come else same if same in edit.come else None
    about = words_from_lists(lost, claim.sentence) if lost else ""
    return AdverseEdit(
        "promise_withdrawn", severity, claim.sentence, now, edit.told.place, about, affirmed
    )


def _is_doubtful(
    claim: Claim, lost: frozenset[str], given: Sequence[Claim], same: str | None, edit: ReadEdit
) -> bool:
    """Return whether a promise that the new text does not contradict may still be given there."""
    if _may_still_stand(claim.sentence, edit):
        return True  # the texts have to be compared
    if any(denial.sentence == same and not denial.objects for denial in given):
        return True  # "never sell it" promises more than "never sell it to others"
    return not lost and (bool(given) or not _is_of_data(claim))


def _opens_sale(claim: Claim, denials: Sequence[Claim]) -> bool:
    """Return whether nothing that is left says that people's data is not sold."""
    return claim.act == "sell" and not denials and _is_of_data(claim)


def _is_of_data(claim: Claim) -> bool:
    return _DATA.search(fold_for_comparison(claim.sentence)) is not None


def _may_still_stand(promise: str, edit: ReadEdit) -> bool:
    """Return whether the new text may give a promise in the same or other words, which deny something as well."""
    standing = edit.new.judge_presence(promise)
    if standing in (Standing.SAME, Standing.ABSENT):
        return standing is Standing.SAME
    denying = [sentence for sentence in edit.new.sentences if clause_denies(sentence)]
    return find_counterpart(promise, denying, _TAKEN_BACK) is not None


def _narrowed_promise(claim: Claim, edit: ReadEdit) -> AdverseEdit | None:
    """Return the narrowing of a promise that now names fewer recipients or purposes; None if it is kept."""
    given = [denial for denial in edit.new.denials if denial.act == claim.act]
    now = find_counterpart(claim.sentence, [denial.sentence for denial in given], SAME)
    if now is None or now not in edit.come or _EVERYBODY.search(fold_for_comparison(now)):
        return None
    if not all(denial.objects for denial in given if denial.sentence == now):
        return None
    left_out = _left_out_by(claim, edit)
    about = words_from_lists(left_out, claim.sentence)
    turn = AdverseEdit("promise_withdrawn", Severity.MEDIUM, claim.sentence, now, edit.told.place, about)  # fmt: skip
    return turn if left_out else None


def _left_out_by(claim: Claim, edit: ReadEdit) -> frozenset[str]:
    """Return the recipients and purposes of a promise that no denial of the new text covers.

    What data a promise speaks of is too often the same data in other words to be counted.
    """
    # Who does not share data does not sell it.
    acts = {claim.act, "share"} if claim.act in GIVING else {claim.act}
    denials = [denial for denial in edit.new.denials if denial.act in acts]
    covered = frozenset[str]().union(*(denial.objects for denial in denials))
    if "third_parties" in covered:
        return frozenset()
    denying = " ".join(fold_for_comparison(denial.sentence) for denial in denials)
    return frozenset(
        name
        for name in (claim.objects & _NARROWABLE) - covered
        for words in [fold_for_comparison(words_from_lists(frozenset((name,)), claim.sentence))]
        # "third-party advertisers" are advertisers; "insurance firms" are insurers.
        if words and not words.endswith("party") and words.split()[-1][:_STEM] not in denying
    )


def _sentence_that_affirms(claim: Claim, lost: frozenset[str], edit: ReadEdit) -> str | None:
    """Return the new sentence that affirms what an old one denied."""
    alike = find_counterpart(claim.sentence, edit.come, SAME)
    affirming = [
        affirmation.sentence
        for affirmation in find_claims(*edit.come_anywhere)
        if not affirmation.denied
        and affirmation.act in {claim.act, *GIVING}
        and (
            lost & affirmation.objects
            or (affirmation.act == claim.act and affirmation.sentence == alike)
        )
    ]
    plain = [words for words in affirming if not clause_denies(fold_for_comparison(words))]
    return find_counterpart(claim.sentence, plain or affirming, _TAKEN_BACK)
