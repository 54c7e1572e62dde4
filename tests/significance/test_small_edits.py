"""Small edits with a large effect are told, and a company that changed is told with those whom it serves."""

import pytest

from tests.significance.texts import between

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
