"""A fact is told as new or gone only if no sentence of the other text states it, in whatever notation."""

import pytest

from policytrail.significance.weigh.stated_facts import stated_in
from tests.significance.texts import POLICY, verdict


def facts(old: str, new: str) -> set[tuple[str, str | None, str | None]]:
    return {(fact.what, fact.old, fact.new) for fact in verdict(old, new).facts}


def reasons(old: str, new: str) -> set[str]:
    return {reason.code for reason in verdict(old, new).reasons}


def stated(text: str) -> list[tuple[str, str]]:
    return [(each.what, each.text) for each in stated_in(text)]


def with_clauses(first: str, last: str) -> str:
    """Return the invented policy with one clause under "Sharing" and another at its end."""
    return POLICY.replace("Sharing\n-------\n", f"Sharing\n-------\n\n{first}\n") + f"\n{last}\n"


OTHER = (
    "A vet comes to see the hens of every keeper who has asked for it by letter or by telephone."
)


@pytest.mark.parametrize(
    ("clause", "elsewhere"),
    [
        ("Our total liability to you is limited to $1000 for all claims.", "WE ARE LIABLE FOR NO MORE THAN $1,000 IN ALL."),
        ("Nobody under the age of 13 may use the service.", "You must be at least 13 years old to keep a diary."),
        ("You have to claim within thirty (30) days of the egg.", "Every claim is to be made no later than 30 days after it."),
        ("The diary is run by Brindle Ireland Ltd for all keepers.", "Keepers in Ireland have a contract with Brindle Ireland Limited."),
        ("Eggs are counted by Feather Works, L.L.C. each spring.", "Feather Works, LLC counts what your hens lay."),
        ("Old diaries are deleted after 26 (twenty-six) months.", "We delete an old diary after twenty-six (26) months."),
        ("The fee is EUR 1,000 for each coop.", "For each coop a fee of €1000 is charged."),
        ("Call us at +44 20 4532 2003 for help.", "Our telephone is +44 (20) 4532-2003 on all days."),
    ],
)  # fmt: skip
def test_a_fact_that_moves_to_another_clause_neither_comes_nor_goes(
    clause: str, elsewhere: str
) -> None:
    moved = facts(with_clauses(clause, OTHER), with_clauses(OTHER, elsewhere))
    back = facts(with_clauses(OTHER, elsewhere), with_clauses(clause, OTHER))

    assert not {fact for fact in moved | back if None in fact[1:]}


def test_a_fact_that_the_other_text_has_nowhere_is_told() -> None:
    clause = "Our total liability to you is limited to $1000 for all claims."

    assert ("liability_cap", "$1000", None) in facts(
        with_clauses(clause, OTHER), with_clauses(OTHER, OTHER)
    )


def test_a_period_of_another_kind_does_not_hide_one() -> None:
    kept = "We retain the ring numbers of your hens for 30 days."
    notice = "We will give you 30 days notice of a new fee."

    found = facts(with_clauses(kept, notice), with_clauses(OTHER, notice))

    assert ("retention_period", "30 days", None) in found


@pytest.mark.parametrize(
    "text",
    [
        "Your password (as defined under Oregon law) is kept.",
        "You have rights under Oregon law.",
        "Anywhere outside the scope of the data protection laws of the UK is abroad.",
        "You comply with French law when you sell eggs.",
        "We disclose it where that is required by Dutch law.",
    ],
)
def test_a_law_that_is_only_mentioned_governs_nothing(text: str) -> None:
    assert "governing_law" not in dict(stated(text))


@pytest.mark.parametrize(
    "text",
    [
        "These terms are governed by the laws of the State of Oregon.",
        "Dutch law applies to this agreement.",
        "This contract is subject to the laws of Norway.",
        "The courts of London have exclusive jurisdiction.",
        "Disputes are heard by the courts in Dublin.",
    ],
)
def test_a_law_or_court_with_its_verb_is_stated(text: str) -> None:
    assert "governing_law" in dict(stated(text))


@pytest.mark.parametrize(
    "text",
    [
        "You may not upload information about children under the age of 13.",
        "Do not submit data that you know is from or about children under 16.",
    ],
)
def test_a_ban_on_the_data_of_children_is_no_age_limit(text: str) -> None:
    assert "age_limit" not in dict(stated(text))


@pytest.mark.parametrize(
    "text",
    [
        "You must be at least 18 years old.",
        "We do not knowingly collect personal information from children under 13.",
        "The service is not for anyone under the age of 16.",
    ],
)
def test_an_age_of_use_is_an_age_limit(text: str) -> None:
    assert "age_limit" in dict(stated(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Write to Unit 3D North Coop House, Cork.", ("address", "Unit 3D North Coop House")),
        ("We are at 20-22 Barley Road, London.", ("address", "20-22 Barley Road")),
        ("Your contract is with Feather Works, L.L.C. of Oregon.", ("party", "Feather Works, L.L.C.")),
        ("as the UK GDPR. Trustwell Ltd is our officer.", ("party", "Trustwell Ltd")),
        ("brindle Rechtsanwälte GmbH t/a Coop is our agent.", ("party", "brindle Rechtsanwälte GmbH")),
        ("St. Egbert Farms Ltd keeps them.", ("party", "St. Egbert Farms Ltd")),
        ("Copyright Agent Brindle, LLC", ("party", "Brindle, LLC")),
        ("Storage is twenty-six (26) months.", ("retention_period", "twenty-six (26) months")),
    ],
)  # fmt: skip
def test_a_value_is_read_whole(text: str, value: tuple[str, str]) -> None:
    assert value in [(what, words) for what, words in stated(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Across Brindle Company Products, you can talk to hens.",
        "Regulation (EU) 2016/679 of the Parliament of 27 April 2016 applies.",
        "There is a 24-hour watch at the coop.",
    ],
)
def test_words_that_state_nothing_are_no_facts(text: str) -> None:
    assert not {"party", "date", "figure"} & dict(stated(text)).keys()


def test_a_right_of_the_service_is_none_of_the_readers() -> None:
    old = with_clauses(
        "In such a case, Brindle shall have the right to delete and to correct your diary by one of two ways.",
        OTHER,
    )

    assert "right_withdrawn" not in reasons(old, with_clauses(OTHER, OTHER))


def test_a_disclaimer_is_no_promise() -> None:
    old = with_clauses(
        "We are not responsible for the accuracy of the information that other keepers share with us.",
        OTHER,
    )

    assert "promise_withdrawn" not in reasons(old, with_clauses(OTHER, OTHER))
