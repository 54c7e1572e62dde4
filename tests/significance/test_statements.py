"""What is said of an edit is borne out by both texts: the spans hold the words, and nothing stayed."""

import pytest

from policytrail.diff import compare_documents
from policytrail.extract.markdown import read_markdown
from policytrail.significance import assess_change
from tests.significance.texts import POLICY, between, edit

CREDITS = "Unused eggs of your account lapse after 12 months, and no money is paid back for them."
SCRAPING = "You may not let robots copy the diaries of other keepers from our pages."
PARTNERS = (
    "We show your hens to the Poultry Club of Hentown, which prints a yearly calendar of them."
)


@pytest.mark.parametrize(
    ("old", "new", "headline"),
    [
        pytest.param("", PARTNERS, "New: ", id="sentence-added"),
        pytest.param(SCRAPING, "", "Removed: ", id="sentence-removed"),
        pytest.param(
            "You must be at least 18 years old.",
            "You must be at least 13 years old.",
            "Minimum age: 18 → 13",
            id="age",
        ),
        pytest.param(
            "Write to Brindle Ltd, Coop Lane.",
            "Write to Hatch Ltd, Coop Lane.",
            "Company named: Brindle Ltd → Hatch Ltd",
            id="company",
        ),
        pytest.param(
            "Robots must ask before they copy a page.",
            "Robots may ask before they copy a page.",
            '"Robots must ask before they copy a page" becomes "Robots may ask before they copy a page"',
            id="modal",
        ),
        pytest.param(
            "In the diary we keep the photos of your hens for all of the keepers of Hentown to admire.",
            "In the diary we keep the photos, voices and weights of your hens for all of the keepers of Hentown to admire.",
            'Adds "voices and weights"',
            id="list-grew",
        ),
        pytest.param(
            "", f"## Lapsing eggs\n\n{CREDITS}", 'New section "Lapsing eggs"', id="new-section"
        ),
        pytest.param(
            f"## Lapsing eggs\n\n{CREDITS}", "", 'Section "Lapsing eggs" gone', id="section-gone"
        ),
    ],
)
def test_the_headline_states_the_edit(old: str, new: str, headline: str) -> None:
    assert between(f"\n{old}\n", f"\n{new}\n").headline.startswith(headline)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            f"{PARTNERS} {SCRAPING} Hens lay eggs.",
            f"Hens lay eggs in spring.\n\n{SCRAPING}\n\n{PARTNERS}",
            id="split-and-moved",
        ),
        pytest.param(f"1. {SCRAPING} Hens lay.", f"4.2 {SCRAPING} Hens lay eggs.", id="renumbered"),
        pytest.param(
            f"{SCRAPING} Hens lay eggs.",
            "From our pages, you may not let robots copy the diaries that other keepers have. Hens lay eggs now.",
            id="said-in-other-words",
        ),
    ],
)
def test_what_still_stands_is_neither_new_nor_removed(old: str, new: str) -> None:
    found = between(f"\n{old}\n", f"\n{new}\n")

    kinds = {one.kind for one in found.statements}
    assert not kinds & {"added", "removed", "provision_added", "provision_removed"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("never sell it to anybody else", "may sell it to insurers"),
        ("13 months", "30 days"),
        ("privacy@brindle.example", "dpo@brindle.example"),
        ("the name and the e-mail address", "the name"),
    ],
)
def test_the_spans_of_a_statement_hold_words_of_both_texts(old: str, new: str) -> None:
    before, after = read_markdown(POLICY), read_markdown(POLICY.replace(old, new))
    diff = compare_documents(before, after)

    found = assess_change(diff, before, after).statements

    assert found
    for one in found:
        hunk = diff.hunks[one.hunk]
        for span, side in ((one.old, hunk.old), (one.new, hunk.new)):
            assert span is None or (side is not None and side.text[span.start : span.end].strip())


def test_a_withdrawn_promise_is_told_with_what_is_said_now() -> None:
    found = edit(
        "We do not share your personal data with advertisers",
        "We share your personal data with advertisers",
    )

    assert found.headline.startswith("Promise taken back: ")


def test_a_promise_that_still_stands_in_other_words_is_not_withdrawn() -> None:
    found = edit(
        "We do not share your personal data with advertisers, and we never sell it to anybody else.",
        "Your personal data is never sold to anybody else, and it is not shared with advertisers.",
    )

    assert "promise_withdrawn" not in {reason.code for reason in found.reasons}


def test_an_age_for_advertisements_is_no_minimum_age() -> None:
    found = between(
        "\nWe use no diaries of users under 13 years old for directing targeted advertising.\n",
        "\nWe use no diaries of users under 18 years old for directing targeted advertising.\n",
    )

    assert found.headline == "Age named: 13 → 18"
