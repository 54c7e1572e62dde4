"""Corrections that change no meaning, and edits as small that do."""

import pytest

from policytrail.model import Kind
from tests.significance.texts import POLICY, codes, edit, verdict

_TEXT = (
    f"{POLICY}\nAt the end of the contract we return your papers – the fee of $50 and interest of 5 % is due"
    " then. Members aged 18+ may sail with your consent; the balance may sink to -500 euros. We collect what"
    " you write about crossings of < 5 hours, we sell tickets to you, and the the rest is “yours”, Zoé & Co.\n"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("return your", "retain your"),
        ("We collect what", "We correct what"),
        ("your consent", "your content"),
        ("the contract", "the contact"),
        ("tickets to you", "tickets of you"),
        ("return your papers", "return our papers"),
        ("$50", "€50"),
        ("5 %", "5 ‰"),
        ("18+", "18"),
        ("-500", "500"),
        ("< 5 hours", "> 5 hours"),
    ],
)
def test_a_small_edit_that_says_something_else_is_alerted(old: str, new: str) -> None:
    found = edit(old, new, _TEXT)

    assert (found.kind, found.alert) == (Kind.SUBSTANTIVE, True)


@pytest.mark.parametrize(
    ("wrong", "right", "kind", "code"),
    [
        ("retrun your", "return your", Kind.EDITORIAL, "typing_error"),
        ("your consnet", "your consent", Kind.EDITORIAL, "typing_error"),
        ("the the rest", "the rest", Kind.EDITORIAL, "typing_error"),
        ("is â€œyoursâ€�, ZoÃ©", "is “yours”, Zoé", Kind.TECHNICAL, "encoding_repaired"),
        ("Zoé &amp;amp; Co", "Zoé & Co", Kind.TECHNICAL, "encoding_repaired"),
        ("of $50Â and", "of $50 and", Kind.TECHNICAL, "encoding_repaired"),
        ("papers - the", "papers – the", Kind.EDITORIAL, "punctuation"),
    ],
)
def test_a_correction_is_told_as_one(wrong: str, right: str, kind: Kind, code: str) -> None:
    text = _TEXT if right in _TEXT else _TEXT.replace("the the rest", "the rest")
    found = edit(wrong, right, text.replace(right, wrong))

    assert (found.kind, found.alert, code in codes(found)) == (kind, False, True)


def test_a_slip_put_in_is_no_correction() -> None:
    assert edit("return your", "retrun your", _TEXT).alert


def test_a_list_in_another_order_is_moved() -> None:
    rows = ["tax offices", "banks", "payment offices", "police"]
    lists = ["".join(f"*   {row}\n" for row in order) for order in (rows, [rows[2], *rows[:2], rows[3]])]  # fmt: skip
    text = f"{POLICY}\nWe hand your name to these four:\n\n{lists[0]}\nand to nobody else, whatever they may say to us.\n"
    found = edit(lists[0], lists[1], text)

    assert (found.alert, codes(found)) == (False, {"moved"})


def test_an_item_that_leaves_its_list_for_another_is_no_move() -> None:
    text = (
        f"{POLICY}\nWe collect from you:\n\n*   face scans\n*   names\n\nWe never collect from you:\n\n"
        "*   payslips\n*   sermons\n\nand this is so, whatever anybody else may say to you.\n"
    )
    found = edit(
        "*   face scans\n*   names\n\nWe never collect from you:\n\n",
        "*   names\n\nWe never collect from you:\n\n*   face scans\n",
        text,
    )

    assert "moved" not in codes(found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Q1 2025", "Q3 2025"),
        ("Spring 2025", "Autumn 2025"),
        ("1 март 2025", "5 юни 2025"),
        ("1 Απριλίου 2025", "10 Μαΐου 2025"),
        ("1 เมษายน 2025", "10 พฤษภาคม 2025"),
        ("01 tháng 04 năm 2025", "10 tháng 05 năm 2025"),
        ("١ مارس 2025", "٥ يونيو 2025"),
    ],
)
def test_a_date_that_is_read_by_its_year_alone_accuses_nobody(old: str, new: str) -> None:
    texts = [POLICY.replace("3 March 2026", date) for date in (old, new)]
    found = verdict(texts[0], texts[1].replace("never sell", "sell"))

    assert (found.alert, found.silent) == (True, False)
