"""A direction is told only if the edit itself changes what decides on it; unchanged clauses are not told as reworded."""

from collections import Counter

import pytest

from policytrail.diff import compare_documents
from policytrail.model import DocumentPair, ProvisionChange, ProvisionMove
from policytrail.provisions import find_provisions
from policytrail.provisions.lineage import compare_provisions
from tests.provisions.values import document

DIRECTIONS = {ProvisionMove.STRENGTHENED, ProvisionMove.WEAKENED}
FILLER = "The lake is blue in summer and white in winter, as everybody here knows very well."


def changes(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[ProvisionChange, ...]:
    before, after = document(*old), document(*new)
    return compare_provisions(
        find_provisions(before),
        find_provisions(after),
        DocumentPair(before, after, compare_documents(before, after)),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            "We will not use your diary to train our models except for diaries of a free plan where you have not opted out of it.",
            "We will not use your diary to train our models except when you opted in on a product that is off by default or have not opted out on a product that is on by default.",
            id="opt-in-named-beside-opt-out",
        ),
        pytest.param(
            "If Brindle terminates your managed account, these terms end by themselves and you may not open another managed account.",
            "If Brindle terminates your account, these terms end by themselves and you may not open another account, and either party may tell the other so.",
            id="mutual-read-from-a-side-remark",
        ),
        pytest.param(
            "Our total liability to you for all claims will not exceed the fees that you paid in the last year.",
            "Except for either party's indemnity under section 17 and a breach of confidentiality under section 12, our total liability to you for all claims will not exceed the fees that you paid in the last year.",
            id="exception-before-a-cap",
        ),
        pytest.param(
            "Within your coop, only keepers can view their own conversations with the vet.",
            "Within your coop, keepers can view their conversations. Owners have control over the coop and can view, access, export, and delete conversations of keepers.",
            id="rights-of-others",
        ),
        pytest.param(
            "In such a case, Brindle will not use your prompts and outputs to train its models.",
            "In such a case, Brindle will not use your prompts and outputs to get high level information (e.g. language or field of the prompts) to improve future training of its models.",
            id="what-a-promise-names",
        ),
    ],
)  # fmt: skip
def test_an_edit_of_more_than_the_deciding_words_tells_no_direction(old: str, new: str) -> None:
    there, back = changes((FILLER, old), (FILLER, new)), changes((FILLER, new), (FILLER, old))

    assert not {one.move for one in (*there, *back)} & DIRECTIONS


def test_words_that_stand_beside_the_clause_now_decide_on_no_direction() -> None:
    rules = "in accordance with the Arbitration Rules of the Henfield Chamber. The seat of arbitration shall be Henfield, and its language shall be English."
    old = f"Any dispute, controversy or claim arising out of the agreement, or the breach, termination or validity thereof, shall be finally settled by arbitration {rules}"
    new = (
        "Disputes are finally settled here.",
        f"Keepers abroad hold an arbitration {rules}",
    )
    there, back = changes((FILLER, old), (FILLER, *new)), changes((FILLER, *new), (FILLER, old))

    assert not {one.move for one in (*there, *back)} & DIRECTIONS


def test_clauses_that_stand_in_both_texts_are_not_reworded() -> None:
    training = "We use your photos to train our models, unless you opt out in your settings."
    before = f"Models learn from the world. {training} We do not sell your photos to anybody."
    after = f"Models learn from the world. {training}"

    found = [one for one in changes((FILLER, before), (FILLER, after)) if one.old and one.new]

    assert {one.move for one in found} == {ProvisionMove.KEPT}


def test_one_renaming_is_one_rewording() -> None:
    clauses = (
        "We collect the photos that you upload to {}.",
        "We collect your contacts when you invite others to {}.",
        "We collect your location while you look for hens in {}.",
        "We collect the messages that you write to keepers in {}.",
        "We collect the number of your card when you pay for {}.",
    )
    old = tuple(clause.format("Brindle Chat") for clause in clauses)
    new = tuple(clause.format("Brindle Studio") for clause in clauses)

    reworded = Counter(one.move for one in changes(old, new))[ProvisionMove.REWORDED]

    assert reworded == 1


def test_an_edit_of_a_clause_is_told_beside_a_renaming() -> None:
    old = (
        "We retain your personal data in Brindle Chat for 30 days after you close your account.",
    )
    new = ("We retain your personal data in Brindle Studio for 90 days after you close your account.",)  # fmt: skip

    assert ProvisionMove.WEAKENED in {one.move for one in changes(old, new)}
