"""A page that shows the policy twice, or a window about its revision, has no new terms."""

import pytest

from policytrail.model import Kind
from tests.significance.texts import AMERICAN, POLICY, codes, verdict

LONG = POLICY + AMERICAN
COPY = LONG.partition("Last updated")[2].partition("\n\n")[2]
MENU = "Italiano\n\nFrançais (France)\n\nPortuguês (Brasil)\n\nSign Up Log In Diary Coop Lite Videos Shop Hens Eggs Careers Cookies Imprint Help Contact"  # fmt: skip


@pytest.mark.parametrize("tail", ["", MENU], ids=["copy", "copy-and-menu"])
def test_a_second_copy_of_the_policy_on_its_page_is_no_change(tail: str) -> None:
    twice = f"{LONG}\n{COPY}\n\n{tail}\n"

    found, back = verdict(LONG, twice), verdict(twice, LONG)

    assert not found.alert
    assert not back.alert
    assert found.summary == back.summary == "The page shows the text twice, or no longer does."
    assert "silent_edit" not in codes(found) | codes(back)


def test_a_copy_with_a_new_clause_is_a_change() -> None:
    clause = "We may sell the photos of your hens to insurers, who pay us for them every month."
    twice = f"{LONG}\n{COPY}\n\n{clause}\n"

    assert verdict(LONG, twice).alert


def test_a_clause_that_is_removed_beside_its_list_is_a_change() -> None:
    clause = "*   the messages that you send to other keepers through the service.\n"

    assert verdict(POLICY, POLICY.replace(clause, "")).alert


@pytest.mark.parametrize(
    "banner",
    [
        "Privacy Notice Updated\n----------------------\n\nWe added more detail about cookies and your choices. We also clarified that we do not sell your personal data.\n\n",
        "We recently updated our privacy notice. We clarified that we never share your data with insurers.\n\n",
    ],
    ids=["window", "banner"],
)  # fmt: skip
def test_a_banner_about_a_revision_is_no_clause(banner: str) -> None:
    top = POLICY.replace("Brindle Privacy Policy\n=", f"{banner}Brindle Privacy Policy\n=", 1)
    below = POLICY.replace("Contact\n-------\n", f"{banner}Contact\n-------\n", 1)

    kinds = {found.kind for found in (verdict(POLICY, top), verdict(POLICY, below))}

    assert kinds <= {Kind.CHROME, Kind.EDITORIAL, Kind.TECHNICAL}


@pytest.mark.parametrize(
    "clause",
    [
        "We updated our terms: we now share your data with insurers.",
        "We added that we may sell your photos to advertisers.",
        "Photos Updated\n--------------\n\nYou must pay a fee for each photo that you change.",
    ],
)
def test_a_clause_that_begins_like_a_banner_is_a_change(clause: str) -> None:
    new = POLICY.replace("Contact\n-------\n", f"{clause}\n\nContact\n-------\n", 1)

    assert verdict(POLICY, new).alert
