"""Sentences that nearly say it, beside sentences that do: what each attribute must read of them."""

from functools import cache
from pathlib import Path

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


@cache
def shipped_clauses() -> Clauses:
    return Clauses(Matcher(shipped_taxonomy()))


def clause_of(kind: str, text: str) -> Provision:
    given = document(text)
    (one,) = split_statements(stating_places(given, frozenset()))
    quote = Quote(0, given.blocks[0], 0, len(text))
    match = Match(shipped_taxonomy().by_id[kind], Strength.STRONG, "")
    support = Support(one.folded, one.tokens.words, None, 0.9)
    return shipped_clauses().build_provision(one.place, quote, match, support)


def reads(kind: str, attribute: str, text: str) -> bool:
    """Return whether a sentence gives a provision an attribute, or a value of it."""
    name, _, wanted = attribute.partition("=")
    value = clause_of(kind, text).values.get(name)
    return str(value) in (wanted, f"{wanted}.0") if wanted else value is True


def test_an_attribute_is_read_of_what_says_it_and_of_nothing_near() -> None:
    wrong = [
        (kind, attribute, said, text)
        for kind, attribute, said, text in ROWS
        if reads(kind, attribute, text) is not (said == "yes")
    ]

    assert len(ROWS) >= 300
    assert wrong == []


TYPE_ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "near_types.tsv").read_text("utf-8").splitlines()
]


def test_a_sentence_that_is_never_of_a_type_is_told_from_one_that_may_be() -> None:
    finder = build_finder(None)
    wrong: list[tuple[str, str, str]] = []
    for kind, wanted, text in TYPE_ROWS:
        (statement,) = finder.observer.observe_document(document(text), frozenset())
        is_silent = finder.is_silent_on(statement, finder.taxonomy.by_id[kind])
        if is_silent is not (wanted == "never"):
            wrong.append((kind, wanted, text))

    assert len(TYPE_ROWS) >= 20
    assert wrong == []
