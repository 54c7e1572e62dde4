"""What editors and converters do to a page without saying anything else."""

import pytest

from policytrail.model import Kind
from tests.significance.texts import POLICY, codes, edit, verdict

_CLAUSE = "We keep your messages for 13 months after you sent them, and then we delete them from all of our systems."
_LONG = f"{_CLAUSE} Nobody else can read them in that time, and no keeper of hens is asked to keep a copy of them for us."
_LIST = "You agree:\n\n*   to feed your hens\n*   to clean their coop\n\nand to keep them well in every other way that we may name.\n"


@pytest.mark.parametrize(
    ("old", "new", "kind", "code"),
    [
        ("that you upload to your diary", "that you upload to {{{arrow}}} your diary", Kind.TECHNICAL, "markup"),
        ("through the service.", "through the service (opens in a new window).", Kind.TECHNICAL, "markup"),
        ("*   to feed your hens\n*   to clean", "*   a. to feed your hens\n*   b. to clean", Kind.EDITORIAL, "renumbered"),
        ("1.  Hens of the union lay eggs", "10.1.2 Hens of the union lay eggs", Kind.EDITORIAL, "renumbered"),
        ("for seven days", "for 7 days", Kind.EDITORIAL, "grammar"),
        ("Brindel Keepers Union", "Brindle Keepers Union", Kind.EDITORIAL, "typing_error"),
        ("write o us", "write to us", Kind.EDITORIAL, "typing_error"),
        ("We have updated this policy, see the version before 1 March 2026.\n\n", "", Kind.EDITORIAL, "notice_expired"),
        ("Contact\n-------", "What do hens eat?\n\nHow old do hens get?\n\nContact\n-------", Kind.CHROME, "questions"),
        ("We collect the name", "Version:\n\nMarch 3, 2026 (Latest)\n\nWe collect the name", Kind.EDITORIAL, "date_only"),
        ("Contact\n-------", "Previous versions\n\n*   3 May 2025\n\n*   9 June 2024\n\nContact\n-------", Kind.EDITORIAL, "date_only"),
        ("Contact\n-------", "Credits\n-------\n\nThis site is built with Coop and other free software.\n\nContact\n-------", Kind.CHROME, "furniture"),
        (_LONG, f"{_LONG}\n\n{_LONG.replace('. Nobody', '.' + chr(10) + chr(10) + 'Nobody')}", Kind.TECHNICAL, "repeated"),
        ("We collect the name", "How long we keep it\n\nSharing\n\nContact\n\nWe collect the name", Kind.CHROME, "contents"),
    ],
    ids=lambda value: str(value)[:24],
)  # fmt: skip
def test_an_edit_of_an_editor_or_a_converter_is_no_alert(
    old: str, new: str, kind: Kind, code: str
) -> None:
    text = (
        POLICY.replace(_CLAUSE, _LONG)
        .replace("Brindle Ltd", "Brindle Ltd and the Brindle Keepers Union")
        .replace("What we collect", "We have updated this policy, see the version before 1 March 2026.\n\nWhat we collect", 1)
        + f"\n{_LIST}\n1.  Hens of the union lay eggs for all of its keepers, and for nobody else.\n\nIf you write o us, we keep it for seven days, as the Brindel Keepers Union does.\n"
    )  # fmt: skip
    found = edit(old, new, text)

    assert (found.kind, found.alert, code in codes(found)) == (kind, False, True)


@pytest.mark.parametrize("unit", ["percent of", "GB for", "USD of", "Prozent von"])
def test_a_quantity_that_begins_a_clause_is_not_its_number(unit: str) -> None:
    rule = f"2.5 {unit} what an egg brings is the fee of the club, and it is due at once."
    found = edit("2.5", "3.5", f"{POLICY}\n{rule}\n")

    assert found.alert


@pytest.mark.parametrize(
    "added",
    [
        "Version 2 applies to you from 3 May 2026 on.",
        "This site is built with your data in mind.\n\nWe sell it to partners.",
        "Previous versions\n\n3 May 2025\n\nWe keep all of them.",
    ],
)
def test_a_clause_beside_a_list_of_versions_or_credits_alerts(added: str) -> None:
    found = edit("Contact\n-------", f"{added}\n\nContact\n-------", POLICY)

    assert found.alert


def test_a_text_that_ends_within_a_word_is_cut_short() -> None:
    found = verdict(POLICY, POLICY[: POLICY.index("hold about you")] + "ho")

    assert (found.kind, codes(found)) == (Kind.FAILURE, {"truncated"})


def test_headings_without_their_clauses_are_no_policy() -> None:
    headings = "Brindle Privacy Policy\n======================\n\nLast updated: 9 May 2026\n\nWhat we collect\n---------------\n"
    found = verdict(POLICY, headings)

    assert found.kind is Kind.FAILURE


def test_a_short_policy_that_becomes_a_long_one_is_a_change() -> None:
    short = "Privacy Policy\n==============\n\n" + "\n\n".join(
        f"We collect and share personal data of kind {at} with partners, and you may ask us to delete it or to give you a copy."
        for at in "abcdefghij"
    )
    long = "Privacy Notice\n==============\n\n" + "\n\n".join(
        f"Purpose {at}: our retention of information, cookies, security, children, transfers abroad, advertising and law"
        " enforcement requests is governed by consent, contract and legitimate interest, and rights of access, erasure,"
        f" portability and objection exist for users in region {at} at any time without cost to them."
        for at in range(60)
    )
    found = verdict(short, long)

    assert (found.kind, found.alert) == (Kind.SUBSTANTIVE, True)


def test_an_edit_far_from_a_part_that_did_not_load_is_told() -> None:
    first = "Part one\n========\n\nThese terms of part one bind you and us, whatever else the two of us may have agreed on before.\n"
    error = "This page isn't available\n=========================\n\nAn unexpected error has occurred. Try reloading the page.\n"
    found = verdict(f"{first}\n{POLICY}", f"{error}\n{POLICY.replace('13 months', '31 months')}")

    assert (found.alert, "error_text" in codes(found)) == (True, True)
