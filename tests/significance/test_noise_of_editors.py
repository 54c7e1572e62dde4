"""Noise of editors, editions and failed pages, each with the real edit beside it that must still alert."""

import pytest

from policytrail.model import Kind
from tests.significance.texts import AMERICAN, BRITISH, POLICY, codes, verdict


def _before_contact(text: str) -> str:
    """Return the policy with a text before its last section."""
    return POLICY.replace("Contact\n-------", f"{text}\n\nContact\n-------")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("As of August 2025, Brindle has 4,000 average monthly active recipients in the European Union.", "As of February 2026, Brindle has 4,000 average monthly active recipients in the European Union.", "date_only"),
        ("The Keeper and its Keeper shall not feed the hens of others without their leave.", "The Keeper and its Vets shall not feed the hens of others without their leave.", "typing_error"),
        ("You may not post child pornography in the diary of a hen, or ask others for it.", "You may not post child sexual abuse material in the diary of a hen, or ask others for it.", "notation"),
        ("What the vets ask of you can be found [here](https://b.example/vets) for all hens.", "What the vets ask of you can be found at [Vets and Hens](https://b.example/vets) for all hens.", "pointer"),
    ],
    ids=["month of a count", "word repeated", "law's new word", "named link"],
)  # fmt: skip
def test_an_edit_that_leaves_the_rule_alone_is_no_news(old: str, new: str, code: str) -> None:
    found = verdict(_before_contact(old), _before_contact(new))

    assert not found.alert
    assert code in codes(found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("As of August 2025, Brindle has 4,000 average monthly active recipients in the European Union.", "As of February 2026, Brindle has 9,000 average monthly active recipients in the European Union."),
        ("As of August 2025, Brindle sells the diaries of its keepers to anybody who asks for them.", "As of February 2026, Brindle sells the diaries of its keepers to anybody who asks for them."),
        ("The Keeper and its Vets shall not feed the hens of others without their leave.", "The Keeper and its Heirs shall not feed the hens of others without their leave."),
        ("You may not post child pornography in the diary of a hen, or ask others for it.", "You may not post pornography in the diary of a hen, or ask others for it."),
        ("What the vets ask of you can be found [here](https://b.example/vets) for all hens.", "What the vets ask of you can be found on paper for all hens."),
    ],
    ids=["count", "start of a rule", "other group", "other ban", "no link"],
)  # fmt: skip
def test_an_edit_beside_it_that_changes_the_rule_alerts(old: str, new: str) -> None:
    assert verdict(_before_contact(old), _before_contact(new)).alert


def test_parts_that_come_back_with_most_of_a_page_that_had_failed_are_no_news() -> None:
    error = "This page isn't available at the moment"
    parts = [
        f"Part {number} says what keepers of hen {number} owe each other, and what they owe to the vet of their town."
        for number in range(20)
    ]
    whole = "\n\n".join(
        f"## Part {number}\n\n{part}\n\nKeepers of part {number} agree that it holds for them in all towns of the land."
        for number, part in enumerate(parts)
    )
    failed = "\n\n".join(f"## Part {number}\n\n{error}" for number in range(20))
    lone = "## Feathers\n\nFeathers belong to Brindle, and keepers may not sell them to others."
    kept = "## Yards\n\nA yard is kept clean, and its keeper writes down when it was last cleaned."

    assert not verdict(
        f"{POLICY}\n{failed}\n\n{kept}\n", f"{POLICY}\n{whole}\n\n{kept}\n\n{lone}\n"
    ).alert
    assert verdict(
        f"{POLICY}\n{whole}\n\n{kept}\n", f"{POLICY}\n{whole}\n\n{kept}\n\n{lone}\n"
    ).alert


def test_an_edition_puts_a_word_elsewhere_and_writes_a_country_otherwise() -> None:
    british = "We and you agree that, by 3 May 2026, you ONLY may hold your licences in the UK and the US."
    american = "By May 3, 2026, we and you agree that you may ONLY hold your licenses in the UK and the U.S."
    old, new = f"{POLICY}\n{AMERICAN}\n{american}\n", f"{POLICY}\n{BRITISH}\n{british}\n"

    assert verdict(old, new).kind is Kind.VARIANT
    assert verdict(old, new.replace("ONLY may", "may NEVER")).alert
    assert verdict(old, new.replace("3 May", "9 May")).alert
