"""A relief that stands near a clause makes it less severe; one about something else does not."""

import pytest

from policytrail.model import Block, BlockKind, Document, Provision
from policytrail.provisions import find_provisions

ARBITRATION = (
    "You and Brindle agree that every dispute about these terms is settled by binding arbitration."
)
CLASS = "You waive the right to take part in a class action against Brindle."
ADS = "We share your browsing history and your profile with advertisers, who use them to show you ads on other sites."
SALE = "We sell your personal information to data brokers."
TRAINING = "We use your messages and photos to train our machine learning models."
CALLS = "You agree that we may send you marketing messages by text message and telephone."
CHANGES = "We may change these terms at any time, and by continuing to use the service you accept the changes."
LIABILITY = "Brindle is not liable for any loss or damage, however it is caused."
CHILDREN = "If a child gave us personal information without the consent of a parent, we delete it."

CASES = [
    ("arbitration", ARBITRATION, "You may opt out of arbitration within 30 days by writing to us."),
    ("arbitration", ARBITRATION, "You can reject this agreement to arbitrate by e-mail in the first month."),
    ("class_action_waiver", CLASS, "You may opt out of this class action waiver within 30 days of joining."),
    ("data_use_advertising", ADS, "You can opt out of interest-based ads in your settings."),
    ("data_use_advertising", ADS, "You may turn off targeted advertising whenever you like."),
    ("data_sale", SALE, "You can opt out of the sale of your information on this page."),
    ("ai_training", TRAINING, "You can opt out of training in your settings."),
    ("communications_consent", CALLS, "You can unsubscribe from these text messages by answering STOP."),
    ("policy_changes", CHANGES, "We will notify you by e-mail 14 days before a change takes effect."),
    ("limitation_of_liability", LIABILITY, "Some countries do not allow the exclusion of liability, so that this may not apply to you."),
    ("children", CHILDREN, "We do not knowingly collect personal information from children under 13."),
]  # fmt: skip

NEAR_MISSES = [
    ("arbitration", ARBITRATION, "You may opt out of our newsletter within 30 days."),
    ("arbitration", ARBITRATION, "You cannot opt out of arbitration."),
    ("arbitration", ARBITRATION, "You may reject any change to the arbitration agreement within 30 days."),
    ("arbitration", ARBITRATION, "Residents of Henland may opt out of arbitration."),
    ("arbitration", ARBITRATION, "The arbitrator decides within 30 days of the hearing."),
    ("arbitration", ARBITRATION, "You can opt out of cookies in your browser."),
    ("class_action_waiver", CLASS, "You may opt out of e-mails about new breeds of hens."),
    ("class_action_waiver", CLASS, "You may not opt out of this class action waiver."),
    ("class_action_waiver", CLASS, "You may reject a change to the class action waiver by letter."),
    ("data_use_advertising", ADS, "You can opt out of our newsletter in your settings."),
    ("data_use_advertising", ADS, "You can turn off the sound of the hens in your settings."),
    ("data_use_advertising", ADS, "You cannot opt out of ads while you use the free plan."),
    ("data_use_advertising", ADS, "California residents may opt out of targeted advertising."),
    ("data_use_advertising", ADS, "How ads are opted out of is described in our cookie policy, which we publish."),
    ("data_use_advertising", ADS, "Advertisers can opt out of the fair of hens."),
    ("data_sale", SALE, "You can opt out of our newsletter."),
    ("data_sale", SALE, "If you live in the EEA, you may opt out of the sale of your information."),
    ("data_sale", SALE, "You cannot opt out of the sale of your information."),
    ("data_sale", SALE, "Eggs are for sale in the yard, and keepers may bring their own boxes."),
    ("ai_training", TRAINING, "You can opt out of our newsletter in your settings."),
    ("ai_training", TRAINING, "You cannot opt out of training on the free plan."),
    ("ai_training", TRAINING, "You can turn off the lamp above the nest."),
    ("communications_consent", CALLS, "You cannot unsubscribe from messages about your account."),
    ("communications_consent", CALLS, "You can opt out of cookies in your browser."),
    ("communications_consent", CALLS, "We are unable to stop messages of other keepers, from which you may unsubscribe there."),
    ("policy_changes", CHANGES, "We tell you of changes by posting them on this page."),
    ("policy_changes", CHANGES, "We will notify you when your hens have laid an egg."),
    ("policy_changes", CHANGES, "You will notify us of changes to your address."),
    ("policy_changes", CHANGES, "Where we are unable to notify you of changes, we will let you know of them later."),
    ("policy_changes", CHANGES, "We will notify you of changes by updating the date above."),
    ("limitation_of_liability", LIABILITY, "To the fullest extent permitted by law, we disclaim all warranties."),
    ("limitation_of_liability", LIABILITY, "Some countries do not allow the keeping of roosters."),
    ("children", CHILDREN, "We do not knowingly sell sick hens."),
]  # fmt: skip


def found(kind: str, clause: str, *others: str, title: str = "Rules of the yard") -> Provision:
    """Return the provision that a clause of a policy states, with other sentences around it."""
    blocks = [
        Block(BlockKind.HEADING, "Terms and privacy of Brindle", 1),
        Block(BlockKind.PARAGRAPH, "Brindle runs a service for people who keep hens, and you use it under these terms."),
        *(Block(BlockKind.PARAGRAPH, f"Rule {n} of the yard says how many hens may stand in row {n}.") for n in range(12)),
        Block(BlockKind.HEADING, title, 2),
        Block(BlockKind.PARAGRAPH, clause),
        *(Block(BlockKind.PARAGRAPH if text[0] != "#" else BlockKind.HEADING, text.strip("# "), text[0] == "#") for text in others),
    ]  # fmt: skip
    (one,) = (
        provision
        for provision in find_provisions(Document(tuple(blocks)))
        if provision.type == kind and provision.excerpt in clause
    )
    return one


def reliefs(provision: Provision) -> list[str]:
    """Return the quoted words of the reliefs that stand near a provision."""
    return [
        attribute.quote.excerpt
        for attribute in provision.attributes
        if attribute.quote and attribute.quote.position != provision.quote.position
    ]


@pytest.mark.parametrize(("kind", "clause", "relief"), CASES)
def test_a_relief_near_a_clause_makes_it_less_severe_and_is_quoted(
    kind: str, clause: str, relief: str
) -> None:
    alone, relieved = found(kind, clause), found(kind, clause, relief)

    assert alone.severity != relieved.severity
    assert alone.severity in ("high", "medium")
    assert reliefs(relieved) == [relief]


@pytest.mark.parametrize(("kind", "clause", "other"), NEAR_MISSES)
def test_a_sentence_about_something_else_relieves_nothing(
    kind: str, clause: str, other: str
) -> None:
    alone, beside = found(kind, clause), found(kind, clause, other)

    assert (beside.severity, reliefs(beside)) == (alone.severity, [])
    assert alone.severity in ("high", "medium")


def test_a_relief_of_another_section_is_not_read() -> None:
    relief = "You may opt out of arbitration within 30 days by writing to us."

    assert found("arbitration", ARBITRATION, "# Sale of eggs", relief).severity == "high"


def test_the_sentence_that_grants_the_choice_is_quoted() -> None:
    speaks = "If you opt out of arbitration, Brindle is not bound by it either."
    grants = "You may opt out of arbitration within 30 days by writing to us."

    assert reliefs(found("arbitration", ARBITRATION, speaks, grants)) == [grants]
