"""How grave a change is, where few words say it."""

import pytest

from policytrail.model import Severity
from tests.significance.texts import POLICY, codes, edit

_TEXT = (
    f"{POLICY}\nWe use your content to improve our models if you opt-in to that, and your private diaries are kept apart and"
    " are not used for training.\n\nYou may opt out of training on your messages if you tell us.\n\n"
    "These processors help us: Coop AB, which keeps the servers, and Perch Ltd, which sends our letters.\n"
)


@pytest.mark.parametrize(
    ("old", "new", "severity"),
    [
        (" if you opt-in to that", "", Severity.HIGH),
        (" and are not used for training", "", Severity.HIGH),
        ("if you tell us", "if you have one of our paid plans", Severity.HIGH),
        ("Coop AB", "Roost AB", Severity.MEDIUM),
        (", and Perch Ltd, which sends our letters", "", Severity.MEDIUM),
        ("sends our letters.", "sends our letters. You will not use the diaries of others to build a service of your own.", Severity.MEDIUM),
        ("at privacy@", "at hens@", Severity.LOW),
    ],
)  # fmt: skip
def test_a_short_edit_weighs_what_it_says(old: str, new: str, severity: Severity) -> None:
    assert edit(old, new, _TEXT).severity is severity


def test_the_choice_that_went_is_the_reason() -> None:
    assert "choice_withdrawn" in codes(edit(" if you opt-in to that", "", _TEXT))
