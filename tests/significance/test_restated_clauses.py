"""What the other text says again, in other words or in another place, is told neither as new nor as gone."""

import pytest

from tests.significance.texts import between

_OLD_COURT = (
    "Keepers have the possibility, under certain conditions, to invoke binding arbitration before the"
    " Yard Council for complaints about its older charter of feathers."
)
_NEW_COURT = (
    "In some cases, the Hentown Compact gives you the right to pursue binding arbitration before the"
    " Yard Council. You can do this once Brindle has answered you."
)


def test_a_sentence_that_replaced_another_of_its_paragraph_is_not_new() -> None:
    found = between(f"\n{_OLD_COURT}\n", f"\n{_NEW_COURT}\n")

    assert not found.headline.startswith("New")
    assert {one.kind for one in found.statements} == {"reworded"}
    assert "invoke binding arbitration" in found.summary


def test_a_section_whose_subject_now_begins_a_paragraph_is_not_gone() -> None:
    found = between(
        "\n## 8. Return and deletion of eggs\n\nAt the end of the year Brindle tells each barn to hand"
        " over all of the eggs within thirty days, unless the law of the town forbids it.\n\n"
        "The barn keeps no list of them afterwards, and it tells nobody what they weighed.\n",
        "\n2.11 Return or deletion of eggs. When the term is over, whatever was laid goes back to its keeper or is"
        " cooked at once, as the keeper likes it best.\n",
    )

    assert "is gone" not in found.summary
    assert "gone" not in found.headline


_LIST = """
## Papers of the yard

The contract consists of these papers, in this order:

*   the order of the keeper;
*   the yard guide{}
"""
_GUIDE = "The yard guide tells keepers how hens sleep, and the yard guide is free for all."


def test_a_short_item_that_left_its_list_is_told_though_the_text_still_names_it() -> None:
    kept = _LIST.replace("*   the yard guide{}\n", "")
    found = between(f"{_LIST.format('.')}\n{_GUIDE}\n", f"{kept}\n{_GUIDE}\n")

    assert "no longer has" in found.summary
    assert "the yard guide" in found.summary


def test_a_company_in_a_list_is_not_told_as_the_company_behind_the_policy() -> None:
    companies = "\nThe following firms work for us:\n\n*   {} Ltd, which feeds the hens at night;\n*   Straw Ltd, which cleans the barns;\n"
    found = between(companies.format("Hatch"), companies.format("Feather"))

    assert found.headline == "Company in a list: Hatch Ltd → Feather Ltd"


@pytest.mark.parametrize(
    ("gone", "kept"),
    [
        (
            "You will defend and indemnify Brindle against every claim that a neighbour brings because of your hens.",
            "Keepers shall hold the yard harmless and indemnify its owners for losses from crowing.",
        ),
        (
            "Any quarrel about a lost hen is settled by binding arbitration in Hentown before one arbiter.",
            "Disputes over feed go to arbitration under the rules of the Coop League.",
        ),
    ],
)
def test_a_grave_clause_is_not_gone_while_others_speak_of_its_matter(gone: str, kept: str) -> None:
    found = between(f"\n{gone}\n\n{kept}\n", f"\n{kept}\n")

    assert "no longer says" not in found.summary
    assert not found.headline.startswith("Removed")


def test_a_remark_under_a_list_is_no_item_of_it() -> None:
    uses = "\nWe use what you tell us for these purposes:\n\n*   to feed the hens;\n*   to weigh the eggs.\n"
    found = between(
        uses, f"{uses}*   Please note that we forbid the sale of your diary to merchants of feed.\n"
    )

    assert "for these purposes" not in found.summary
    assert "Please note that we forbid the sale" in found.summary


_FLAT_BANS = """
## Feed of other firms

*   We may stop the feed of other firms at any time.
*   You may not:
*   sell the feed of other firms to a merchant;
"""


def test_an_item_is_told_behind_a_lead_that_the_page_marks_up_as_an_item() -> None:
    found = between(_FLAT_BANS, f"{_FLAT_BANS}*   train a robot on what our hens say;\n")

    assert found.headline == 'New ban: "train a robot on what our hens say"'


def test_an_item_that_may_have_been_said_before_is_told_behind_its_lead() -> None:
    found = between(_FLAT_BANS, f"{_FLAT_BANS}*   copy the feed of other firms in your own barn;\n")

    assert found.headline.startswith("Added, among the bans: ")
    assert 'in the list "You may not"' in found.summary


def test_a_later_sentence_of_a_flat_list_is_not_put_under_a_lead_before_it() -> None:
    found = between(
        _FLAT_BANS, f"{_FLAT_BANS}*   We weigh the feed of other firms in our own barn each week.\n"
    )

    assert "ban" not in found.headline
    assert "You may not" not in found.summary


def test_the_end_of_a_sentence_without_a_lead_is_told_as_an_item_of_some_list() -> None:
    items = "\n## Feed\n\nWe speak of feed here.\n\n*   hay that the keeper dried at home;\n"
    found = between(items, f"{items}*   sell the feed of other firms to a merchant in town;\n")

    assert found.headline.startswith("New in a list: ")


def test_a_purpose_that_another_item_takes_up_is_not_gone() -> None:
    uses = "\nWe use what you tell us in order to do all of this:\n\n*   {}weigh the eggs of each hen on every day of the week{};\n*   feed the hens.\n{}"
    item = "*   preparing and managing the reports on broken eggs and lost hens;\n"
    found = between(
        uses.format("", "", item),
        uses.format(
            "",
            ", look after their nests and water, see to it that no fox comes near, and manage, document and report broken"
            " eggs or lost hens, where the law of the town asks for it",
            "",
        ),
    )

    assert not any(one.kind == "removed" for one in found.statements)


def test_a_hidden_address_is_no_edit() -> None:
    text = (
        "\nYou can write to the yard at {} on each day of the year. {} The hens answer by night.\n"
    )
    found = between(
        text.format("[email protected]", "We sell no eggs."),
        text.format("yard@brindle.example", "We sell all eggs that are left over to a merchant."),
    )

    assert "yard@brindle.example" not in f"{found.headline} {found.summary}"


def test_mark_up_left_in_a_text_is_no_edit() -> None:
    found = between(
        '\n[ahref="https://feather.example"]Feather[/a] keeps the yard safe for all hens.\n',
        "\nFeather keeps the yard safe for all hens.\n",
    )

    assert not found.alert


def test_a_list_that_went_as_a_whole_is_told_with_what_led_it() -> None:
    rest = "\nThe yard answers questions about barns on Mondays.\n"
    found = between(
        "\nOur people never open the boxes of keepers without asking them, except for:\n\n"
        f"*   helping a keeper with a request that she made;\n*   looking for foxes, mice and known thieves in the straw.\n{rest}",
        rest,
    )

    assert "no longer has" not in found.summary
    assert "Our people never open the boxes" in found.headline


@pytest.mark.parametrize("title", ["Privacy of the State", "Notice on Privacy"])
def test_a_title_that_shares_general_words_is_not_offered_in_place_of_another(title: str) -> None:
    found = between(
        "\n## Feather Privacy Notice\n\nOn feathers we keep a ledger with colours, and each keeper may strike out her own lines.\n",
        f"\n## {title}\n\nEggs are weighed at dawn by two people who were not told whose hens laid them.\n",
    )

    assert title not in found.headline
    assert "no longer under this title" not in found.headline
