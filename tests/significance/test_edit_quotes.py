"""The edit of a sentence is quoted by whole sentences or whole clauses, never cut inside the edit."""

import re

import pytest

from tests.significance.texts import between_rules, words_told

_OMISSION = re.compile(r"\.\.\. ?\.\.\.")
_PROMISE = (
    "The club will not use the photos of keepers or the weights of hens to train its models except (a) {}, (b) where a keeper "
    "asks the club in writing to take part in a trial of new lamps, feeders or cameras, or (c) where a law that binds the club "
    "in the county of Hentown asks for it and the keeper was told of it in good time."
)
_CHATS = "When you use a feeder that keeps secrets, the club cannot read or hear the messages you have sent{}."
_CONTROL = "Gate keepers have control over yards and {} the hens of other keepers."


def test_an_exception_is_quoted_with_the_word_that_makes_it_one() -> None:
    found = between_rules(
        _PROMISE.format("where a keeper has a free yard and has not objected"),
        _PROMISE.format(
            "when you (i) asked for it at a lamp set to ask first or (ii) have not objected at any other lamp"
        ),
    )

    words = words_told(found)
    assert "except (a) when you (i) asked for it" in found.statements[0].text
    assert "except (a) when you" in found.headline
    assert not _OMISSION.search(words)
    assert 'or (ii) have"' not in words


def test_words_added_to_a_promise_are_not_told_as_the_whole_promise() -> None:
    found = between_rules(_CHATS.format(""), _CHATS.format(", including notes to friends"))

    assert found.summary.startswith(
        'Under "Rules", it adds "including notes to friends": "When you use'
    )
    assert found.headline.startswith('Adds "including notes to friends" to ')
    assert "is added" not in words_told(found)


def test_an_edit_is_quoted_with_its_subject() -> None:
    found = between_rules(_CONTROL.format("count"), _CONTROL.format("can see, sell and lend"))

    assert 'becomes "Gate keepers have control over yards and can see' in found.headline


def test_an_exception_that_was_reworded_is_not_told_as_a_promise_dropped() -> None:
    kept = "Feeding the hens of other keepers with the grain of the club"
    found = between_rules(
        f"{kept}, unless (a) the keeper objected or (b) uses a lamp that objects by itself and has not agreed;",
        f"{kept}, unless the keeper is or has objected.",
    )

    assert "rops" not in words_told(found)
    assert "unless the keeper is or has objected" in found.headline


@pytest.mark.parametrize("name", ["Coop Inc.", "Hens of Hentown, a Coop L.L.C."])
def test_a_name_keeps_its_last_stop(name: str) -> None:
    found = between_rules(
        "Eggs are counted at night.", f"Eggs are counted at night. The yard is run by {name}"
    )

    assert f'by {name}"' in found.summary


def test_no_bracket_is_opened_and_not_closed() -> None:
    rest = "the gate (each of them a keeper of the club, or of another club that the club knows), or by a friend of theirs"
    found = between_rules(
        f"Eggs may be fetched at noon by those who were named at {rest}, {'and hens may be weighed, ' * 12}at will.",
        f"Eggs may be fetched at dawn by those who were named at {rest}, {'and hens may be weighed, ' * 12}at will.",
    )

    for quote in re.findall(r'"([^"]*)"', words_told(found)):
        assert quote.count("(") == quote.count(")")
