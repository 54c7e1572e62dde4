"""Which way a reworded clause went, for each kind of fact that orders."""

import pytest

from policytrail.diff import compare_documents
from policytrail.model import DocumentPair, ProvisionChange, ProvisionMove
from policytrail.provisions import find_provisions
from policytrail.provisions.lineage import compare_provisions
from tests.provisions.values import document

LICENCE = "You grant us a licence to use, host, reproduce and display your content{}."


def change(old: str, new: str, kind: str) -> ProvisionChange:
    before, after = document(old), document(new)
    found = compare_provisions(
        find_provisions(before),
        find_provisions(after),
        DocumentPair(before, after, compare_documents(before, after)),
    )
    (one,) = [one for one in found if one.type == kind]
    return one


BETTER_TO_WORSE = [
    ("data_sale", "We do not sell your personal data.", "We may sell your personal data.", "denied"),
    (
        "data_sharing",
        "We do not share your personal information with partners.",
        "We share your personal information with partners.",
        "denied",
    ),
    (
        "ai_training",
        "We do not use your prompts to train our models.",
        "We use your prompts to train our models.",
        "denied",
    ),
    (
        "biometric_data",
        "We do not collect biometric data such as faceprints.",
        "We collect biometric data such as faceprints.",
        "denied",
    ),
    (
        "location_data",
        "We do not collect your precise location.",
        "We collect your precise location.",
        "denied",
    ),
    (
        "profiling_automated_decisions",
        "We do not use your personal data to make automated decisions about you.",
        "We use your personal data to make automated decisions about you.",
        "denied",
    ),
    (
        "sensitive_data",
        "We do not collect health data about you.",
        "We collect health data about you.",
        "denied",
    ),
    (
        "data_retention",
        "We retain your personal information for 30 days.",
        "We retain your personal information for 90 days.",
        "days: 30 -> 90",
    ),
    (
        "policy_changes",
        "We may change these terms and will give you 30 days notice.",
        "We may change these terms and will give you 14 days notice.",
        "notice days: 30 -> 14",
    ),
    (
        "policy_changes",
        "We may change these terms and will give you 20 days notice.",
        "We may change these terms and will give you 7 days notice.",
        "notice days: 20 -> 7",
    ),
    (
        "termination",
        "We may terminate your account on 20 days prior notice.",
        "We may terminate your account on 5 days prior notice.",
        "notice days: 20 -> 5",
    ),
    (
        "price_changes",
        "We may increase our prices with 20 days notice.",
        "We may increase our prices with 10 days notice.",
        "notice days: 20 -> 10",
    ),
    (
        "user_termination",
        "You may cancel your subscription with 5 days notice.",
        "You may cancel your subscription with 20 days notice.",
        "notice days: 5 -> 20",
    ),
    (
        "opt_out_window",
        "You may opt out of arbitration within 30 days by mail.",
        "You may opt out of arbitration within 10 days by mail.",
        "severity low -> medium",
    ),
    (
        "liability_cap",
        "Our total liability is limited to $500 for all claims.",
        "Our total liability is limited to $100 for all claims.",
        "cap amount: $500 -> $100",
    ),
    (
        "claim_period",
        "Any claim must be filed within 5 years after it arose or be barred.",
        "Any claim must be filed within 3 years after it arose or be barred.",
        "days: 1825 -> 1095",
    ),
    ("content_license", LICENCE.format(""), LICENCE.format(" in a sublicensable way"), "sublicensable"),
    ("content_license", LICENCE.format(""), LICENCE.format(" and may transfer the rights"), "transferable"),
    ("content_license", LICENCE.format(""), LICENCE.format(" free of charge"), "royalty free"),
    ("content_license", LICENCE.format(""), LICENCE.format(" throughout the world"), "worldwide"),
    ("content_license", LICENCE.format(""), LICENCE.format(" and you cannot revoke it"), "irrevocable"),
    (
        "content_license",
        LICENCE.format(""),
        LICENCE.format(", perpetual and irrevocable, for any use"),
        "severity medium -> high",
    ),
    (
        "data_use_advertising",
        "We use your activity for targeted advertising, and you can opt out.",
        "We use your activity for targeted advertising.",
        "opt out: yes -> not stated",
    ),
    (
        "refunds",
        "Fees are refundable in the first days.",
        "Fees are non-refundable in the first days.",
        "severity low -> medium",
    ),
    (
        "class_action_waiver",
        "You waive class actions in any dispute with us, unless you opt out by mail.",
        "You waive class actions in any dispute with us.",
        "severity medium -> high",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "better", "worse", "fact"), BETTER_TO_WORSE)
def test_less_protection_is_weakened(kind: str, better: str, worse: str, fact: str) -> None:
    found = change(better, worse, kind)

    assert (found.move, fact in found.reason) == (ProvisionMove.WEAKENED, True), found.reason


@pytest.mark.parametrize(("kind", "better", "worse", "fact"), BETTER_TO_WORSE)
def test_the_same_the_other_way_is_strengthened(
    kind: str, better: str, worse: str, fact: str
) -> None:
    found = change(worse, better, kind)

    assert found.move is ProvisionMove.STRENGTHENED, (fact, found.reason)


def test_a_withdrawn_denial_is_told_from_old_to_new() -> None:
    found = change("We do not sell your personal data.", "We sell your personal data.", "data_sale")

    assert found.reason == "denied: yes -> not stated"


def test_a_denial_that_names_less_is_reworded_since_fewer_words_may_cover_more() -> None:
    found = change(
        "We do not share your personal data with employers in the city.",
        "We do not share your personal data with employers.",
        "data_sharing",
    )

    assert found.move is ProvisionMove.REWORDED


def test_a_period_named_for_the_first_time_is_neither_longer_nor_shorter() -> None:
    found = change(
        "We keep your account data as long as we have the legal obligation and delete it after 90 days.",
        "We keep your account data as long as we have the legal obligation and delete it after that.",
        "data_retention",
    )

    assert found.move is not ProvisionMove.STRENGTHENED


def test_amounts_in_two_currencies_are_not_compared() -> None:
    found = change(
        "Our total liability is limited to $500 for all claims.",
        "Our total liability is limited to €100 for all claims.",
        "liability_cap",
    )

    assert found.move is ProvisionMove.REWORDED


def test_facts_that_pull_both_ways_are_named_and_decide_nothing() -> None:
    found = change(
        "You grant us a worldwide licence to use, host and display your content.",
        "You grant us a sublicensable, exclusive-free licence to use, host and display your content.",
        "content_license",
    )

    assert found.reason
