"""Statements that quote the texts and still mislead: each case was found by reading changes beside what was said of them."""

import re

import pytest

from policytrail.significance.classify import quote_rule
from tests.significance.texts import between

_BECOMES = re.compile(r'"([^"]*)"(?: \.\.\.)? becomes "([^"]*)"')


def test_a_long_sentence_that_ends_otherwise_is_quoted_where_it_differs() -> None:
    same = (
        "You may not count, weigh or handle any bird of the yard by means of a robot, ladder, net, drone, spider, trap, "
        "lamp, camera, whistle or other device of any kind (including all feeding tools)"
    )
    found = between(
        f"\n*   {same} other than the tools or baskets handed out by the club;\n",
        f"\n*   {same}, except (a) through gates that the club opens for robots, such as the north gate, each with a valid key "
        "and below the limit of ten robots an hour, (b) the tools or baskets handed out by the club, or (c) as the club "
        "otherwise allows in writing before the visit, with its stamp on paper and both names, for one week at most;\n",
    )

    assert all(old != new for old, new in _BECOMES.findall(found.summary))
    assert "gates that the club opens" in found.summary
    assert "gates that the club opens" in found.headline


def test_sentences_of_one_clause_are_not_counted_as_items() -> None:
    clause = (
        "7.  Lamps of other makers. The yard has lamps, cameras and whistles that other makers put there to count hens. "
        "These makers may learn the colour of your hens and the time at which they sleep. "
        "They may join what they learn with what they know from other yards. "
        "By entering the yard you agree to the use of these lamps.\n"
    )
    found = between("\n6.  Hens sleep.\n", f"\n6.  Hens sleep.\n{clause}")

    assert "items" not in found.headline
    assert "list" not in found.summary


def test_the_number_of_a_clause_is_not_cut_in_two() -> None:
    assert quote_rule("9.4.2 the number of eggs that you owe for the month").startswith(
        '"the number'
    )


def test_words_put_in_place_of_others_are_not_told_as_added() -> None:
    eggs = (
        "Two hens may lay the same egg. Consequently, and unless we say otherwise, we will not pay for your losses in case "
        "your egg is like or equal to the egg of another keeper."
    )
    fresh = (
        "Two hens may lay the same egg. Accordingly, we shall not be obliged to pay you for any claim alleging that "
        "your egg is like or equal to the egg of another keeper."
    )
    found = between(
        f"\n## White hens\n\n{eggs}\n\n## Brown hens\n\n{eggs}\n",
        f"\n## White hens\n\n{fresh}\n\n## Brown hens\n\n{eggs}\n",
    )

    assert "Adds" not in found.headline
    assert "is added to" not in found.summary


def test_a_passage_is_not_quoted_by_its_date() -> None:
    fresh = (
        "Last Updated: April 20th, 2026\n\nWe weigh the hens of every keeper each week. "
        "We sell the weights to feed merchants in Hentown. We show them to insurers who ask for them.\n"
    )
    found = between("", f"\n{fresh}")

    assert "Last Updated" not in found.summary
    assert "feed merchants" in found.summary


def test_words_that_were_only_added_are_told_as_added() -> None:
    kept = (
        "Once paid, grain can be given back within a day; after that the grain cannot be given back. "
        "To ask for it, write to the gate. Grain paid in eggs is never given back."
    )
    fresh = "The grain that is left will be given back at the gate; the fees of the gate cannot be given back. "
    found = between(f"\n{kept}\n", "\n" + kept.replace("Grain paid", f"{fresh}Grain paid") + "\n")

    assert "reworded" not in found.summary
    assert "The grain that is left" in found.summary


def test_a_pointer_does_not_stand_before_what_a_change_does() -> None:
    found = between(
        "\nIf you turned the lamp off, the club may collect the weights of your hens to feed them.\n",
        "\nThe club may collect the weights of your hens to feed them.\n\n"
        "For more information about how we feed your hens, see our full feeding notice, below.\n",
    )

    assert not found.headline.startswith('New: "For more information')


def test_sentences_of_a_paragraph_that_replaced_each_other_are_told_together() -> None:
    rest = "Thrown eggs are gone after a week, unless the club keeps them. Ask the gate."
    others = (
        "## Blue coop\n\nThe keepers decide how long your eggs stay.\n\n"
        "## Green coop\n\nEach of your geese decides whether her eggs are kept.\n"
    )
    found = between(
        f"\n## Red coop\n\nEach of your hens decides whether her eggs are kept. {rest}\n\n{others}",
        f"\n## Red coop\n\nThe keepers decide how long your red eggs stay. {rest}\n\n{others}",
    )

    assert "Each of your hens decides" in found.summary
    assert "your red eggs" in found.summary


def test_a_limit_that_went_is_told_where_the_new_words_stand_elsewhere_too() -> None:
    whole = (
        "Within your yard, keepers can see their own messages. The club may read them to keep the yard safe. "
        "Robots can only see the gate."
    )
    found = between(
        "\n## Who can read the messages of the red coop?\n\nWithin your yard, only keepers can see their messages. "
        f"The club may read them to keep the yard safe.\n\n## Who can read the messages of the blue coop?\n\n{whole}\n",
        "\n## Who can read the messages of the red coop?\n\nWithin your yard, keepers can see their own messages. "
        "The club may read and sell them to keep the yard safe.\n\n"
        f"## Who can read the messages of the blue coop?\n\n{whole}\n",
    )

    assert "only" in found.summary


def test_a_promise_that_stands_in_part_is_told_with_what_breaks_it() -> None:
    found = between(
        "\n## Weights\n\nWe will not use your photos to train any models.\n\n## Corn\n\nCorn is yellow.\n",
        "\n## Weights\n\nWe will not use photos from paid yards to train our models.\n\n## Corn\n\nCorn is yellow. "
        "You agree that we may use your photos, drawings and maps to train, test and improve our models and products.\n",
    )

    assert "Promise reworded" not in found.headline
    assert "we may use your photos, drawings and maps to train" in found.summary
    assert all("Rewritten: " not in one.headline for one in found.statements)
    assert "We will not use your photos to train any models" in found.summary


def test_a_notice_of_a_clause_that_stands_is_not_told_first() -> None:
    rule = "You and the club settle every claim by binding arbitration before one arbiter and not in a court."
    notice = (
        "PLEASE READ THIS WITH CARE. THESE TERMS CONTAIN A MANDATORY ARBITRATION PROVISION IN SECTION 9 THAT LIMITS HOW "
        "CLAIMS OVER HENS ARE BROUGHT."
    )
    fee = "The club charges a fee of 3 euros for each hen that stays in the yard at night."
    found = between(f"\n{notice}\n\n{rule}\n\n{fee}\n", f"\n{rule}\n")

    assert not found.headline.startswith('Removed: "THESE TERMS CONTAIN')


def test_a_condition_that_the_sentence_before_sets_is_no_lost_choice() -> None:
    before = "If you choose to keep all sharing off, we collect the messages and files of your diary to train our models."
    rest = "you use the lamp, our partner may also collect your messages to improve its light."
    found = between(f"\n{before}\n\nWith all sharing off, if {rest}\n", f"\n{before} If {rest}\n")

    assert "choice_withdrawn" not in {reason.code for reason in found.reasons}


def test_an_address_that_grew_at_its_beginning_is_told_as_another_address() -> None:
    found = between(
        "\nWrite about the terms by [sending a letter to hens-intl@brindle.example].\n",
        "\nWrite about the terms by [sending a letter to DPO_hens-intl@brindle.example].\n",
    )

    assert "hens-intl@brindle.example → DPO_hens-intl@brindle.example" in found.headline


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("To withdraw, you must write to x.HEN, LLC", "To withdraw, you must write to X.HEN LLC"),
        ("Write to: Yard Team X.HEN LLC", "Write to: x.HEN LLC"),
    ],
    ids=["a comma in it", "words before it"],
)
def test_the_name_of_a_company_written_otherwise_is_no_other_company(old: str, new: str) -> None:
    where = "4 Mill Road, Ely, within"
    found = between(f"\n{old}, {where} 14 days.\n", f"\n{new}, {where} 15 days.\n")

    assert "party" not in {statement.kind for statement in found.statements}


def test_a_promise_that_only_moved_makes_no_change_severe() -> None:
    promise = "We will not use your messages to train any models."
    rest = "We may keep your messages (i) as far as the law asks for it"
    found = between(
        f"\n{rest}. {promise} Hens are counted at night.\n",
        f"\n{rest}; and (ii) when a robot marks them for a breach of the rules of the yard.\n\n{promise} Hens are counted at night.\n",
    )

    assert "choice_withdrawn" not in {reason.code for reason in found.reasons}


def test_words_put_into_a_clause_are_told_though_they_stand_elsewhere_too() -> None:
    where = "and the keeper lives in a village which is, at the time of the visit, deemed not to be dry by the council"
    clauses = [
        f"4.1 When hens are moved to the club {where}, the club and the keeper agree to the rules for moved hens.",
        "4.2 When hens are moved to the keeper under these terms, the club and the keeper agree to the rules for moved hens.",
    ]
    fresh = clauses[1].replace("under these terms", f"under these terms {where}")
    found = between(f"\n{clauses[0]}\n\n{clauses[1]}\n", f"\n{clauses[0]}\n\n{fresh}\n")

    assert "lives in a village" in found.headline


def test_a_word_that_a_longer_insertion_repeats_is_not_told_as_dropped() -> None:
    rest = "365 days after you bought it, whether or not you have fed a hen by then."
    found = between(
        f"\nUnused grain expires {rest}\n",
        f"\nThe club reserves the right to let all unused grain expire {rest}\n",
    )

    assert "dropped" not in found.summary


def test_a_later_sentence_of_an_item_is_not_quoted_behind_the_lead_of_its_list() -> None:
    lead = "\n## Who can join\n\nYou may only join the yard if:\n\n*   you have a hen;\n"
    found = between(
        "",
        f"{lead}*   you are a grown keeper. If we learn that a child has joined, we delete the photos that it gave us.\n",
    )

    assert 'join the yard if", "If we learn' not in found.summary
    assert "If we learn that a child" in found.summary


def test_the_discretion_of_the_reader_is_no_lost_safeguard() -> None:
    found = between(
        "",
        "\nYou may add photos to the service, as determined and controlled by the customer in its sole discretion.\n",
    )

    assert "safeguard_dropped" not in {reason.code for reason in found.reasons}


def test_the_same_edit_of_two_cells_is_told_once() -> None:
    found = between(
        "\n| Yard | What | Ask | Leave |\n|---|---|---|---|\n| The red coop behind the gate | Photos that its keepers gave | Email hens@brindle.example | Email hens@brindle.example |\n",
        "\n| Yard | What | Ask | Leave |\n|---|---|---|---|\n| The red coop behind the gate | Photos that its keepers gave | Email all-hens@brindle.example | Email all-hens@brindle.example |\n",
    )

    assert found.summary.count('changes from "hens@brindle.example"') == 1


def test_a_plural_in_brackets_is_no_other_name() -> None:
    old = "\nThe Services open at noon. Use the Services with care. Ask the Services desk. Services cost 3 euros.\n"
    found = between(old, old.replace("Services", "Service(s)").replace("3 euros", "4 euros"))

    assert "term" not in {statement.kind for statement in found.statements}


_PARTNERS = "\n## Who sees your photos\n\nWe may show your photos to these people:\n\n*   Vets who come to the yard;\n"


def test_an_item_that_gained_words_is_not_told_as_new() -> None:
    item = (
        "*   Neighbours: Photos of hens may be shown to neighbours of Brindle, including Millbrook, to help with visits, "
        "feeding, lost eggs, fences, gates"
    )
    found = between(
        f"{_PARTNERS}{item} and lanes. Our neighbours may only use the photos as this notice says.\n",
        f"{_PARTNERS}{item}, lanes, training of models (including training and improving artificial intelligence), and for other "
        "aims described in their own notices. When we show photos to neighbours, they will treat them with care.\n",
    )

    assert "now has" not in found.summary
    assert "New" not in found.headline
    assert "training of models (including training and improving" in found.headline


def test_an_item_that_moved_and_gained_words_is_not_told_as_new() -> None:
    item = "*   We process photos for aims in our interest, such as guarding the yard, writing to you, and improving the yard"
    other = "\n## Why\n\nWe do it on these grounds:\n\n*   Consent of the keeper.\n"
    found = between(
        f"{_PARTNERS}{item}.\n{other}",
        f"{_PARTNERS}{other}{item}, which includes artificial intelligence and advertisers.\n",
    )

    assert "now has" not in found.summary
    assert "New" not in found.headline
    assert "artificial intelligence" in found.headline


def test_a_rule_beside_one_that_stands_is_told_as_new() -> None:
    rule = "We may show the photos of your hens to vets in the town for the care of hens.\n"
    found = between(
        f"\n{rule}", f"\n{rule}\n{rule.replace('vets in the town', 'insurers in the county')}"
    )

    assert "insurers in the county" in found.summary
    assert "becomes" not in found.summary


def test_a_rule_that_went_is_told_with_what_its_paragraph_says_now() -> None:
    found = between(
        "\nEggs. As far as the law allows, the club assigns to you all ownership rights in and to the eggs, including the right "
        "to boil, fry, paint, hatch and sell the eggs in any form, known or unknown, in all villages and by all means.\n",
        "\nEggs. We claim no ownership rights in and to eggs that hens laid at the club. You alone own them.\n",
    )

    assert "no longer says" not in found.summary
    assert "We claim no ownership" in found.summary
    assert "the club assigns to you all ownership rights" in found.summary


def test_a_section_on_a_subject_that_another_section_has_is_not_told_as_gone() -> None:
    old = (
        "\n## Purchases and payment of grain\n\nThe club may mend wrong prices of grain, even after it asked for the money. "
        "You pay by coin or by card before the hens eat.\n"
    )
    found = between(
        old,
        "\n## Fees and payment terms\n\nEvery keeper owes the fee that the board at the gate shows on the first day of a month. "
        "Late keepers owe one coin more for each week.\n",
    )

    assert "is gone" not in found.summary
    assert "Fees and payment terms" in found.summary
    assert "is gone" in between(old, "").summary


def test_tags_that_a_page_shows_as_text_are_no_words() -> None:
    license_text = '\n"Licence" means the rules for the use of photos as set by {} this notice.\n\n{}Yard{} means the place where hens live.\n'
    found = between(
        license_text.format("&lt;s&gt;Sections 1 to 9 of&lt;/s&gt;", "&lt;u&gt;", "&lt;/u&gt;"),
        license_text.format("", "", ""),
    )

    assert not found.alert
    assert "<s>" not in found.headline + found.summary


def test_a_passage_on_a_subject_of_which_the_text_still_speaks_is_not_told_as_gone() -> None:
    arbiter = "\nQuarrels over hens. Every quarrel over a hen is settled by binding arbitration before one arbiter of the county.\n"
    passage = (
        "\nIf you refuse binding arbitration of a quarrel, tell the arbiter within 30 days by a letter to the mill. "
        "Lamps stay lit until noon. Robots count letters twice. Geese sleep beside the pond.\n"
    )

    lamps = "\nEvery keeper must pay for lamps that burn until noon. Robots count letters twice. Geese sleep beside the pond.\n"

    assert "a passage was taken out, which said" in between(f"{arbiter}{passage}", arbiter).summary
    assert "a passage is gone, which said" in between(f"{arbiter}{lamps}", arbiter).summary
