"""Sentences that came or went are quoted with their main clause, and no label, line or link title is told."""

import pytest

from policytrail.significance.classify import quote_main
from tests.significance.texts import POLICY, between_rules, verdict, words_told

_OLD_RULE = 'Any gate, lamp or feeder that works with a coop (a "Door") is subject to our Feeder Terms and you are responsible for ensuring that any Door of your coop operates in compliance with those terms.'
_NEW_RULE = "Any own lamp is subject to our Lamp Maker Terms and you are responsible for ensuring that your lamp and its feeder operate in compliance with those terms."


@pytest.mark.parametrize(
    ("opener", "begins"),
    [
        (
            "To show you the hens that are nearest to your yard when you use a lamp",
            '"terms that you look for',
        ),
        (
            "If any part of these rules is found to be void under the laws of the county",
            '"If any part of these rules is found to be void under the laws of the county" ... "terms that',
        ),
    ],
)
def test_a_long_sentence_is_quoted_with_its_main_clause(opener: str, begins: str) -> None:
    sentence = f"{opener}, terms that you look for may be sent to the makers of lamps in the town."

    assert quote_main(sentence, 90).startswith(begins)


def test_a_new_headline_names_the_main_clause() -> None:
    rule = (
        "To show you the hens that are nearest to your yard when you use a lamp that keeps secrets, words of your messages may be "
        "sent to the makers of lamps in the town."
    )
    found = between_rules("Hens lay.", f"Hens lay. {rule}")

    assert "may be sent to the makers of lamps" in found.headline


def test_a_title_is_not_quoted_as_a_sentence() -> None:
    rules = (
        "Liability.\n\nNeither the club nor a keeper shall pay more than 100 euros for the loss of a hen.\n\n"
        "The club shall pay nothing for lost eggs.\n\nNobody pays for feathers that a fox took."
    )
    found = between_rules("Hens lay.", f"Hens lay.\n\n{rules}")

    assert 'says "Liability' not in words_told(found)


def test_lines_of_an_address_and_titles_of_links_are_no_statements() -> None:
    found = between_rules(
        "Hens lay.\n\n## More resources\n\n*   How the eggs are guarded as they are sent to other countries",
        "Hens lay. You must count them.\n\n12 Mill Point House\n\nFox Hill Ltd\n\n## More resources\n\n*   The club",
    )

    words = words_told(found)
    assert "Mill Point" not in words
    assert "guarded" not in words
    assert "You must count them" in words


def test_a_new_sentence_is_not_paired_with_one_that_became_another() -> None:
    edited = _OLD_RULE.replace("Feeder Terms", "Lamp Maker Terms").replace(
        "coop operates", "coop works"
    )
    found = verdict(
        f"{POLICY}\n\n## Doors\n\n{_OLD_RULE}\n\n## Lamps\n\nLamps glow at night.\n",
        f"{POLICY}\n\n## Doors\n\n{edited}\n\n## Lamps\n\nLamps glow at night. {_NEW_RULE}\n",
    )

    assert all("Feeder Terms" not in one.text for one in found.statements if "own lamp" in one.text)


def test_a_sentence_put_before_other_words_is_not_told_as_added_to_them() -> None:
    tail = "access to the yard (including its lamps and feeders) to any third party on a lone basis"
    found = between_rules(
        f"You agree that you give no {tail}.",
        f"For the avoidance of doubt, you may not lend or otherwise sell {tail}, or through any fair of hens.",
    )

    assert 'to "access to the yard' not in words_told(found)


def test_a_mark_of_a_list_begins_a_sentence_without_a_blank() -> None:
    found = between_rules(
        "Fees are paid as told below.(i) Grain is paid in spring.",
        "Fees are paid by the maker of the lamp in your county.(i) Grain is paid in spring.",
    )

    assert "Grain" not in words_told(found)
