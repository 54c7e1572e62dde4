"""In whose favour an edit of few words is: near misses beside what says it, on invented clauses."""

import pytest

from policytrail.model import Kind
from tests.significance.texts import POLICY, codes, edit

CLAUSES = POLICY.replace(
    "Contact\n-------\n",
    """Terms
-----

You may share the link with friends.

We may suspend your account if you break these rules.

You must pay the fee in advance.

We will store your recordings in Norway.

We collect your location only with your consent.

You can delete your account at any time.

We can change the colours of the site at any time.

We share statistics with researchers.

We answer every question that you send us.

Contact
-------
""",
)
SERVICE, USER = "stronger_for_service", "stronger_for_user"


@pytest.mark.parametrize(
    ("old", "new", "sides"),
    [
        ("You may share the link", "You must share the link", {SERVICE}),
        ("You may share the link", "You may not share the link", {SERVICE}),
        ("You may share the link", "You can share the link", set[str]()),
        ("We may suspend", "We may not suspend", {USER}),
        ("We may suspend", "We can suspend", set[str]()),
        ("if you break these rules", "at our sole discretion", {SERVICE}),
        ("if you break these rules", "for any reason", {SERVICE}),
        ("if you break these rules", "without notice", {SERVICE}),
        ("if you break these rules", "after we notify you", {USER}),
        ("You must pay the fee", "You may pay the fee", {USER}),
        ("You must pay the fee", "You shall pay the fee", set[str]()),
        ("We will store", "We may store", {SERVICE}),
        ("We will store", "We will not store", {USER}),
        ("We will store", "We will keep", set[str]()),
        ("only with your consent", "unless you object", {SERVICE}),
        ("You can delete your account", "You cannot delete your account", {SERVICE}),
        ("your account at any time", "your account within 14 days", {SERVICE}),
        ("your account at any time", "your account whenever you like", {SERVICE}),
        ("the link with friends", "the link with friends at any time", {USER}),
        ("You can delete your account at", "You may not delete your account at", {SERVICE}),
        ("the site at any time", "the site once a year", {USER}),
        ("recordings in Norway", "recordings at any time", {SERVICE}),
        ("statistics with researchers", "statistics at any time", {SERVICE}),
        ("We share statistics", "We sell statistics", {SERVICE}),
        ("We share statistics", "We do not share statistics", {USER}),
        ("We share statistics", "We never share statistics", {USER}),
        ("We share statistics", "We publish statistics", set[str]()),
        ("We answer every question", "We may answer a question", {SERVICE}),
        ("We answer every question", "We do not answer every question", {USER}),
        ("never sell it", "rarely sell it", {SERVICE}),
        ("do not share", "do share", {SERVICE}),
        ("keep hens", "raise hens", set[str]()),
        ("13 months", "14 months", set[str]()),
    ],
)  # fmt: skip
def test_an_edit_is_stronger_for_one_side_or_for_none(old: str, new: str, sides: set[str]) -> None:
    found = edit(old, new, CLAUSES)

    assert found.kind is Kind.SUBSTANTIVE
    assert codes(found) & {SERVICE, USER} == sides
