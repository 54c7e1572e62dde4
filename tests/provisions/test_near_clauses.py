"""Clauses beside sentences that share their words: who acts, on what, said or denied.

A row of `near_clauses.tsv` is a type (or `type:attribute`), whether it is said, and the sentence. What
is not said must be found neither in the sentence by itself nor in the middle of a document.
"""

from pathlib import Path

import pytest

from policytrail.extract import read_markdown
from policytrail.model import Provision
from policytrail.provisions.find import shipped_finder

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "near_clauses.tsv").read_text("utf-8").splitlines()
]
ABOVE = (
    "# Terms of the Norland Drawing Club",
    "The club was founded in 1998 by five painters.",
    "Our studio lies beside the old harbour, and its doors are green.",
    "Each spring the club holds a feast for its friends.",
    "The walls of the studio carry pictures by members.",
    "Tea is served in the afternoon.",
    "A drawing takes about two hours.",
)
BELOW = (
    "The harbour freezes in cold winters.",
    "Paper comes from a mill in the valley.",
    "Pencils are kept in the tall cupboard.",
    "The feast begins with a song.",
    "Some painters prefer oil, others chalk.",
    "The library holds four hundred books.",
    "The youngest painter draws boats.",
)


def provisions_at(text: str, above: tuple[str, ...], below: tuple[str, ...]) -> list[Provision]:
    """Return the provisions of a text between lines of a document."""
    blocks = read_markdown(text.replace("\\n", "\n")).blocks
    document = read_markdown("\n\n".join([*above, text.replace("\\n", "\n"), *below]))
    end = len(above) + len(blocks)
    found = shipped_finder().find_provisions(document).provisions
    return [one for one in found if len(above) <= one.quote.position < end]


def is_said(named: str, found: list[Provision]) -> bool:
    """Return whether a type is found and not denied, or its attribute is."""
    kind, _, attribute = named.partition(":")
    values = [one.values for one in found if one.type == kind]
    if attribute:
        return any(each.get(attribute) is True for each in values)
    return any(each.get("denied") is not True for each in values)


@pytest.mark.parametrize("said", ["yes", "no"])
def test_a_clause_is_told_from_sentences_that_share_its_words(said: str) -> None:
    rows = [(named, text) for named, wanted, text in ROWS if wanted == said]

    wrong = [
        (named, text)
        for named, text in rows
        if is_said(named, provisions_at(text, (), ())) is not (said == "yes")
        or (said == "no" and is_said(named, provisions_at(text, ABOVE, BELOW)))
    ]

    assert len(rows) >= 100
    assert wrong == []
