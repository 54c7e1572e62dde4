"""How grave a change is, where few words say it."""

import pytest

from policytrail.model import Severity
from tests.significance.texts import POLICY, codes, edit, verdict

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


_COMPANY = f"{POLICY}\n\nBrindle Hens Limited runs the yard. Write to Brindle Hens Limited, c/o Mill Lane 4, Ely, for a copy.\n"


@pytest.mark.parametrize(
    ("old", "new", "severity"),
    [
        ("c/o Mill Lane 4, Ely", "c/o Barn House for Brindle Hens Limited, Bishop Lane 22, Ely", Severity.LOW),
        ("for a copy.", "for a copy. Ask the data officer of Brindle Hens Limited.", Severity.LOW),
        ("for a copy.", "for a copy. Ask the data officer of Lumen Feeds Limited.", Severity.MEDIUM),
        ("Brindle Hens Limited", "Lumen Feeds Limited", Severity.MEDIUM),
    ],
)  # fmt: skip
def test_only_a_company_that_the_other_text_does_not_name_comes_or_goes(
    old: str, new: str, severity: Severity
) -> None:
    assert edit(old, new, _COMPANY).severity is severity


_FEED = "You may not hand your feed to other keepers. We answer letters each day. Ne donnez pas votre grain aux voisins."


@pytest.mark.parametrize(
    ("old", "new", "severity"),
    [
        ("other keepers", "other keepers, unless they have signed with the yard", Severity.MEDIUM),
        ("aux voisins", "aux voisins, sauf si le moulin est d'accord", Severity.MEDIUM),
        ("each day", "each day but Sunday", Severity.LOW),
        ("each day", "each day except Sunday", Severity.LOW),
    ],
)  # fmt: skip
def test_an_exception_that_comes_to_a_rule_or_goes_is_worth_knowing(
    old: str, new: str, severity: Severity
) -> None:
    text = f"{POLICY}\n{_FEED}\n"

    assert edit(old, new, text).severity is severity
    assert verdict(text.replace(old, new), text).severity is severity


_OTHER_MAKERS = (
    "The service can be used together with feeders of other makers, and the terms of those makers govern what their feeders do in"
    " your coop; the yard neither checks their feeders nor their terms, and a feeder may stop working with the yard when its maker"
    " says so."
)
_ON_SPENDING = (
    "We are open about what we spend on feed: once a quarter we publish a report on the page of the yard, and in that report each"
    " keeper finds what the yard spent on corn, on grit and on straw, and what it has left for the next quarter of the year."
)


@pytest.mark.parametrize(
    ("added", "severity"), [(_OTHER_MAKERS, Severity.MEDIUM), (_ON_SPENDING, Severity.LOW)]
)
def test_some_sentences_are_worth_knowing_if_a_clause_comes_with_them(
    added: str, severity: Severity
) -> None:
    assert verdict(POLICY, f"{POLICY}\n{added}\n").severity is severity


def test_the_choice_that_went_is_the_reason() -> None:
    assert "choice_withdrawn" in codes(edit(" if you opt-in to that", "", _TEXT))
