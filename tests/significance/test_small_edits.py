"""Small edits with a large effect are told, and a company that changed is told with those whom it serves."""

import pytest

from tests.significance.texts import between, edit

_ELSEWHERE = "By default, we show the weights of your hens to the keepers of your own town alone."
_SENTENCE = "do not train our models on the photos of your hens that you bring from another diary."


def test_words_that_begin_a_promise_are_told_though_they_stand_elsewhere() -> None:
    found = between(
        f"\n{_ELSEWHERE}\n\nWe {_SENTENCE}\n", f"\n{_ELSEWHERE}\n\nBy default, we {_SENTENCE}\n"
    )

    assert "By default, we do not train" in found.summary


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the later of the sale and the invoice", "the earlier of the sale and the invoice"),
        ("the models that we use and keep", "all models and nests"),
        ("what we may do with them", "what we will do with them"),
        ("with your consent and a notice", "with your consent or a notice"),
        ("eggs that we sell", "eggs that you sell"),
    ],
)
def test_a_swap_of_small_words_is_told(old: str, new: str) -> None:
    found = between(
        f"\nThe term of the licence that you give us depends on {old}, as told in the yard book.\n",
        f"\nThe term of the licence that you give us depends on {new}, as told in the yard book.\n",
    )

    assert new in f"{found.headline} {found.summary}"


_COMPANIES = (
    'In these terms, "the Yard" means: (a) {company}, for keepers who live outside of Hentown;'
    " (b) Hatch Limited, for all of the others."
)


def test_a_company_is_told_with_those_whom_it_serves() -> None:
    found = between(
        f"\n{_COMPANIES.format(company='Brindle, L.L.C.')}\n",
        f"\n{_COMPANIES.format(company='Brindle Trading, LLC')}\n",
    )

    assert "for keepers who live outside of Hentown" in found.headline
    assert "Brindle, L.L.C. →" in found.headline


_GOES_ON = "\nYou may visit the yard on each day of the week that it is open to visitors.\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The fee is 20.", "The fee is 80."),
        ("The fee is $20.", "The fee is €20."),
        ("The fee is 20 %.", "The fee is 20 ‰."),
        ("Fees: 5 per month", "Fees: 7 per month"),
        ("We take 5 for each egg above 40.", "We take 5 for each egg above 14."),
        ("The yard is open to keepers of < 12 hens.", "The yard is open to keepers of > 12 hens."),
        ("You must be 16 and/or have a coop.", "You must be 16 and have a coop."),
        ("Wir berechnen eine Gebühr von 20.", "Wir berechnen eine Gebühr von 80."),
    ],
)
def test_a_figure_or_a_sign_that_changed_is_told_with_its_sentence(old: str, new: str) -> None:
    found = between(f"\n{old}\n{_GOES_ON}", f"\n{new}\n{_GOES_ON}")

    assert old.rstrip(".") in found.summary
    assert new.rstrip(".") in found.summary


def test_a_row_whose_price_changed_is_told_with_both_prices() -> None:
    table = "\n| Plan | Price |\n|---|---|\n| Perch | {} |\n| Roost | 9 |\n"

    assert '"5" becomes "6"' in between(table.format(5), table.format(6)).summary


def test_the_number_of_a_clause_is_no_figure_of_its_sentence() -> None:
    found = between(
        "\nSection 4 holds for hens, and you pay 3 for each. The gate is shut at night.\n",
        "\nSection 5 holds for hens, and you pay 3 for each. The gate stays open at night.\n",
    )

    assert "gate" in found.summary
    assert "Section" not in found.summary


_PROMISE = (
    "We do not share your personal data with advertisers, and we never sell it to anybody else."
)


@pytest.mark.parametrize(
    ("now", "is_grave"),
    [
        ("We share your messages with the keepers whom you choose.", True),
        ("We keep your personal data with care.", True),
        ("We do not sell personal data about you, nor share it with advertisers.", False),
        ("Your personal data is never sold by us, and advertisers do not get it.", False),
    ],
)
def test_a_promise_not_to_sell_data_that_nothing_repeats_is_grave(now: str, is_grave: bool) -> None:
    found = edit(_PROMISE, now)

    assert (found.severity == "high") == is_grave


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Minimum age: 16", "Minimum age: 13"),
        ("Fees: 5 per month", "Fees: 7 per month"),
        ("Deposit: EUR 100", "Deposit: EUR 300"),
        ("Kündigungsfrist: 14", "Kündigungsfrist: 41"),
        ("Prix : 5 euros", "Prix : 7 euros"),
    ],
)
def test_a_term_and_its_figure_behind_the_last_paragraph_alert(old: str, new: str) -> None:
    assert between(f"\n{old}\n", f"\n{new}\n").alert


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Comments: 12", "Comments: 14"),
        ("Page: 1 of 4", "Page: 1 of 5"),
        ("Read time: 5 min", "Read time: 6 min"),
        ("Rated 4.5 stars by 1,200 keepers", "Rated 4.6 stars by 1,300 keepers"),
    ],
)
def test_a_counter_there_does_not(old: str, new: str) -> None:
    assert not between(f"\n{old}\n", f"\n{new}\n").alert
