"""Sentences that nearly say it, beside sentences that do: what each attribute must read of them."""

from pathlib import Path

import pytest

from policytrail.model import Provision, Quote
from policytrail.provisions.clauses import Clauses, Support
from policytrail.provisions.find import build_finder
from policytrail.provisions.matcher import Match, Matcher, Strength
from policytrail.provisions.places import stating_places
from policytrail.provisions.statements import split_statements
from policytrail.provisions.taxonomy import shipped_taxonomy
from tests.provisions.values import document

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "near_misses.tsv").read_text("utf-8").splitlines()
]
MATCHER = Matcher(shipped_taxonomy())


def clause_of(kind: str, text: str) -> Provision:
    given = document(text)
    (one,) = split_statements(stating_places(given, frozenset()))
    quote = Quote(0, given.blocks[0], 0, len(text))
    match = Match(shipped_taxonomy().by_id[kind], Strength.STRONG, "")
    support = Support(one.folded, one.tokens.words, None, 0.9)
    return Clauses(MATCHER).build_provision(one.place, quote, match, support)


@pytest.mark.parametrize(("kind", "attribute", "said", "text"), ROWS)
def test_an_attribute_is_read_of_what_says_it_and_of_nothing_near(
    kind: str, attribute: str, said: str, text: str
) -> None:
    name, _, wanted = attribute.partition("=")

    value = clause_of(kind, text).values.get(name)

    found = str(value) == wanted or str(value) == f"{wanted}.0" if wanted else value is True
    assert found is (said == "yes")


TYPE_ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "near_types.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("kind", "wanted", "text"), TYPE_ROWS)
def test_a_sentence_that_is_never_of_a_type_is_told_from_one_that_may_be(
    kind: str, wanted: str, text: str
) -> None:
    finder = build_finder(None)
    (one,) = finder.observer.observe_document(document(text), frozenset())

    assert finder.is_silent_on(one, finder.taxonomy.by_id[kind]) is (wanted == "never")
