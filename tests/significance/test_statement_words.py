"""The words of statements: items behind their lead, moved words, small edits told where nothing else is certain."""

import pytest

from policytrail.diff import compare_documents
from policytrail.extract.markdown import read_markdown
from policytrail.significance import assess_change
from policytrail.significance.describe.list_leads import forbids_reader, is_ban
from tests.significance.texts import POLICY, between

BANS = """
## Rules of the yard

You may not:

*   copy the diaries of other keepers by a robot;
*   sell the eggs of your account to another keeper;
"""
PROMISES = """
## What we leave alone

We will not:

*   sell the weights of your hens to feed merchants;
*   show your diary to insurers without your consent;
"""
_LAST = "*   show your diary to insurers without your consent;\n"


def test_an_item_of_a_ban_is_told_as_a_ban() -> None:
    found = between(BANS, f"{BANS}*   train a model on the photos of other keepers;\n")

    assert found.headline == 'New ban: "train a model on the photos of other keepers"'
    assert 'the list "You may not" now has "train a model' in found.summary


def test_no_clause_about_the_service_is_told_of_a_ban_on_the_reader() -> None:
    found = between(BANS, f"{BANS}*   use our photos to train artificial intelligence models;\n")

    assert "training AI models added" not in f"{found.headline} {found.summary}"


def test_an_item_of_a_promise_is_quoted_behind_its_lead() -> None:
    found = between("", PROMISES)

    assert 'under "We will not", "' in found.summary
    assert 'says "sell the weights' not in found.summary
    assert 'says "show your diary' not in found.summary


def test_a_promise_that_leaves_a_list_is_told_with_its_lead() -> None:
    found = between(PROMISES, PROMISES.replace(_LAST, ""))

    assert '"We will not"' in found.summary


@pytest.mark.parametrize(
    ("lead", "item", "expected"),
    [
        ("You may not:", "scrape our pages", True),
        ("You must not use the service to:", "scrape our pages", True),
        ("The following activities are prohibited:", "scraping", True),
        ("You agree not to:", "scrape our pages", True),
        ("We do not:", "sell your data", False),
        ("We will never:", "sell your data", False),
        ("You may:", "download our pages", False),
        ("We collect:", "your name", False),
        ("", "scrape our pages", False),
    ],
)
def test_a_lead_is_read_as_a_ban_only_if_it_forbids_the_reader(
    lead: str, item: str, expected: bool
) -> None:
    assert is_ban(lead, item) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("You may not use the photos to train models.", True),
        ("Keepers must not share their key.", False),
        ("We may use the photos to train models.", False),
        ("We do not use the photos to train models.", False),
    ],
)
def test_a_sentence_forbids_the_reader_or_not(sentence: str, expected: bool) -> None:
    assert forbids_reader(sentence, "") is expected


def test_words_that_moved_inside_a_passage_are_not_told_as_dropped_or_added() -> None:
    found = between(
        "We write to you about eggs if you signed up for our letters (you can stop them in the yard at any time).",
        "We write to you about eggs if you signed up. We ask for your consent first. "
        "You hear of it by post (you can stop them in the yard at any time).",
    )

    assert all("you can stop them" not in one.headline for one in found.statements)


def test_a_repetition_that_went_is_not_told_as_dropped() -> None:
    found = between(
        "Features are diaries, photo albums, weights, photo albums and maps of the yard.",
        "Features are diaries, photo albums, weights and maps of the yard.",
    )

    assert 'Drops "photo albums"' not in found.headline


def test_a_company_is_told_once() -> None:
    found = between(
        "Feeders are sold by Coop Corp. Ask Coop Corp. Coop Corp. answers within a week.",
        "Feeders are sold by Perch Inc. Ask Perch Inc. Perch Inc. answers within a week.",
    )

    assert found.headline.count("Perch") == 1


def test_an_item_cut_short_is_no_removed_item() -> None:
    lead = "\nForbidden content is:\n\n"
    old = (
        f"{lead}*   pictures of chicks that are shown in any unkind context or in a context that hints at "
        "harm, including but not limited to;\n*   noise;\n"
    )
    found = between(old, f"{lead}*   pictures of chicks, including;\n*   noise;\n")

    assert not {"removed", "added"} & {one.kind for one in found.statements}


def test_only_words_that_came_are_told_as_words_that_came() -> None:
    found = between(
        "\n## Diary\n\nHens lay.\n",
        "\n## Diary\n\nHens lay.\n\n| a | b |\n|---|---|\n| 2.3 | 30 |\n",
    )

    assert found.headline == 'Words added under "Diary": "a | b 2.3 | 30"'


def test_quotation_marks_are_no_edit() -> None:
    found = between(
        'Write to the "Yard Office" if your hens are ill. Robots must ask.',
        "Write to the “Yard Office” if your hens are ill. Robots may ask.",
    )

    assert found.headline == '"Robots must ask" becomes "Robots may ask"'


def test_what_a_policy_says_of_its_own_revision_comes_after_what_it_does() -> None:
    found = between(
        "",
        "We have updated our privacy policy to make it clearer for keepers and to describe our yard. "
        "\n\nWe share the photos of your hens with advertisers for a fee.\n",
    )

    assert "share the photos" in found.headline
    assert "have updated" not in found.headline.split(";")[0]


def test_two_edits_of_one_sentence_are_told() -> None:
    found = between(
        "We keep the grit of your hens for their keepers and sell the corn to farms near Hentown.",
        "We keep the grit of your hens for their keepers and share the corn with farms near Oldtown.",
    )

    assert "farms near Oldtown" in found.summary
    assert "sell" in found.summary


def test_an_address_that_changed_is_not_told_as_added() -> None:
    found = between(
        "If your hens are ill you can always write to hens@brindle.example for advice.",
        "If your hens are ill you can always write to sick-hens@brindle.example for advice.",
    )

    assert "hens@brindle.example → sick-hens@brindle.example" in found.headline


def test_an_item_that_is_rewritten_behind_its_beginning_is_not_taken_out() -> None:
    lead = "\nYou may not:\n\n*   keep noisy birds;\n"
    found = between(
        f"{lead}*   post or send any picture that is unlawful, false, unkind, hateful, profane, harassing or otherwise improper;\n",
        f"{lead}*   post or send any picture that breaks the rules of the club whose yard you are using at the time;\n",
    )

    assert not {"removed", "added"} & {one.kind for one in found.statements}
    assert "Taken out" not in found.headline


def test_a_company_named_beside_another_is_no_change_of_company() -> None:
    found = between(
        "Our affiliates are firms such as Coop Corp. and the farms of Hentown that serve it.",
        "Our affiliates are firms such as Coop Corp. or its subsidiaries, e.g. Perch Inc. and the farms of Hentown that serve it.",
    )

    assert "party" not in {one.kind for one in found.statements}


def test_a_denial_that_moved_inside_a_short_item_is_told_whole() -> None:
    lead = "\nYou may not show:\n\n*   noise;\n"
    found = between(
        f"{lead}*   feeders not checked by the club\n", f"{lead}*   unchecked feeders\n"
    )

    assert "Drops" not in found.headline


def test_a_word_that_changed_places_in_a_sentence_is_not_told() -> None:
    found = between(
        "You may use the map of the yards only to find the hens of your own keepers in Hentown. Robots must ask.",
        "You may only use the map of the yards to find the hens of your own keepers in Hentown. Robots may ask.",
    )

    assert '"only"' not in found.summary


def test_figures_of_sentences_about_different_things_are_no_change_of_a_figure() -> None:
    found = between(
        "The winner of the corn riddle gets a sack of corn worth 70 euros from our store.",
        "Whoever sends the finest drawing of a rooster receives one wooden coop valued at 150 euros.",
    )

    assert "price" not in {one.kind for one in found.statements}


def test_lines_that_were_broken_elsewhere_are_no_rewording() -> None:
    found = between(
        "Where we hold corn for a keeper, the corn (less any grain owed for feeding in\n\n"
        "respect of any hen), will be held in the barn until it can be fetched by you. Robots must ask.",
        "Where we hold corn for a keeper, the corn (less any grain owed for feeding in respect of any hen), "
        "will be held in the barn until it can be fetched by you.\n\nRobots may ask.",
    )

    assert all("held in the barn" not in one.headline for one in found.statements)


def test_a_plural_is_no_other_law() -> None:
    found = between(
        "The law of the State of Henland governs these terms. Robots must ask.",
        "The laws of the State of Henland govern these terms. Robots may ask.",
    )

    assert "governing_law" not in {one.kind for one in found.statements}


GERMAN = (
    "Wir geben die Bilder Ihrer Hennen an den Verein weiter, und Sie können das nicht ablehnen, "
    "weil wir für die Weitergabe keine Einwilligung von Ihnen brauchen."
)


def test_nothing_is_said_of_a_translation_that_is_served_with_the_text() -> None:
    found = between("", GERMAN)

    assert found.statements == ()
    assert found.headline == 'Section "Contact" reworded'


def test_what_else_changed_is_told_beside_a_translation() -> None:
    found = between("\nRobots must ask.\n", f"\nRobots may ask.\n\n## Deutsch\n\n{GERMAN}\n")

    assert found.headline == '"Robots must ask" becomes "Robots may ask"'


def test_no_right_is_gained_or_lost_between_two_languages() -> None:
    found = between("We sell the photos of your hens to the club and to nobody else.", GERMAN)

    assert not {one.kind for one in found.statements} - {"figure"}


def test_a_telephone_number_is_no_title_of_a_passage() -> None:
    found = between(
        "",
        "\n+44 20 4532 2003\n\nThe yard office speaks for us in Henland. It answers keepers who ask for their photos. "
        "It may be called by anyone on working days.\n",
    )

    assert "passage" not in found.headline


def test_a_word_with_a_hyphen_is_no_address() -> None:
    text = POLICY + "\n\nYour hens are looked after by in-house vets at all times of the year.\n"
    new = text.replace("in-house", "third-party").replace(
        "if you want to know what", "when you want to hear what"
    )
    before, after = read_markdown(text), read_markdown(new)

    found = assess_change(compare_documents(before, after), before, after)

    assert "third-party" in found.statements[0].text


def test_a_statement_names_the_place_of_the_lead_it_quotes() -> None:
    lead = "\nYou may not:\n\n*   keep noisy birds;\n"
    ban = "*   sell the feathers of birds that belong to other keepers of the yard.\n"
    before, after = (read_markdown(POLICY + text) for text in (lead, lead + ban))
    stated = assess_change(compare_documents(before, after), before, after).statements[0]
    assert stated.lead is not None
    assert stated.lead.text == "You may not:"
    block = after.blocks[stated.lead.block]
    assert block.text[stated.lead.start : stated.lead.end] == stated.lead.text


def test_a_numbered_paragraph_is_an_item_of_the_ban_above_it() -> None:
    lead = "\nYou may not:\n\n(a) keep noisy birds in the yard;\n\n"
    ban = "(b) sell, lend or give away the key of your yard to another keeper; or\n\n"
    rest = "(c) paint the hens of other keepers.\n"
    found = between(f"{lead}{ban}{rest}", f"{lead}{rest}")
    assert found.headline.startswith('Removed from the bans: "sell, lend or give away')


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("If we don't", "If we do not", id="short-form"),
        pytest.param("To the extent they", "If they", id="turn-of-the-sentence"),
        pytest.param("When the keeper", "If keepers", id="number-and-joint"),
    ],
)
def test_no_swap_of_empty_words_is_told(old: str, new: str) -> None:
    rest = "feed the hens of the club before noon, the club may charge the keeper for the grain."
    found = between(f"{old} {rest} Eggs cost 3 euros.", f"{new} {rest} Eggs cost 4 euros.")
    assert found.alert
    assert old not in " ".join(one.text for one in found.statements)


def test_a_sentence_that_the_page_glues_to_another_is_told_by_itself() -> None:
    kept = "We keep the photos of your hens, depending on the features that you use."
    fresh = "We may record the voices of your hens when you open the coop and keep them as biometric data."
    found = between(f"\n{kept}\n", f"\n{kept}{fresh}\n")
    assert found.headline.startswith('New: "We may record the voices of your hens')


def test_a_choice_that_moved_to_the_other_end_of_its_sentence_is_not_told_as_dropped() -> None:
    old = "If you do not want us to show your hens to other keepers, you can go to your settings to opt out."
    new = "When logged in, you can select whether or not you want us to show your hens to other keepers."
    found = between(f"\n{old}\n", f"\n{new}\n")
    assert found.alert
    assert "dropped" not in found.summary
    assert "becomes" in found.summary


def test_the_head_of_a_table_is_no_row_that_went() -> None:
    table = "| Keeper name | Location |\n|---|---|\n| Brindle Cloud | Ely |\n| Speckle Mail | Hentown |\n"
    found = between(f"\n{table}", "\nA list of keepers is kept at the gate of the yard.\n")
    assert found.alert
    assert "Keeper name" not in found.headline


def test_words_added_at_the_end_of_a_sentence_are_told() -> None:
    item = "*   photos that show the hens of living keepers without their consent"
    more = ", or of deceased keepers in yards where nobody may show them"
    rest = "\nThis includes:\n\n*   noise;\n"
    found = between(f"{rest}{item};\n", f"{rest}{item}{more};\n")
    assert 'Adds "or of deceased keepers in yards' in found.headline


def test_a_sentence_that_became_a_list_is_not_told_as_dropped() -> None:
    parts = [
        "count the hens of your yard",
        "weigh the eggs that they lay for you",
        "paint the doors of the coops in the colour of the club",
        "train the dogs that watch the yard at night and call the keeper",
    ]
    lead = "To run the yard of the club we let our people"
    found = between(
        f"\n{lead}: {', '.join(parts)}, and sing.\n",
        f"\n{lead}:\n\n" + "".join(f"*   {part},\n" for part in parts) + "*   sing, and whistle.\n",
    )
    assert "dropped" not in found.summary
    assert "drops" not in found.summary.casefold()
