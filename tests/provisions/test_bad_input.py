"""What hostile or broken policies give: nothing wrong, and a note where something is missing."""

import gzip
import json
from collections.abc import Iterator
from itertools import islice

import pytest

from policytrail.model import Block, BlockKind, Document, Provision, Severity, StatedHow
from policytrail.provisions import find_provisions, shipped_finder
from policytrail.provisions.passages import read_passages
from tests.corpus import CORPUS, needs_corpus
from tests.provisions.values import document

CLAUSES = (
    "We do not sell your personal information. You waive any right to a trial by jury. "
    "We may change these terms at any time without notice. "
)


def types_of(text: str) -> set[str]:
    return {one.type for one in find_provisions(document(text))}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nous pouvons partager les données avec des tiers pour les besoins de la publicité et vous ne pouvez pas vous y opposer.", "fr"),
        ("Podemos compartir los datos con terceros para la publicidad y el usuario no puede oponerse a ello en el servicio.", "es"),
        ("我们可能会与第三方共享您的个人信息，用于广告目的，您不能反对。", "zh"),
        ("Мы можем передавать данные третьим лицам для рекламы, и вы не можете возразить.", "ru"),
    ],
)  # fmt: skip
def test_another_language_is_not_analysed(text: str, language: str) -> None:
    findings = shipped_finder().find_provisions(document(text * 3))

    assert (findings.provisions, findings.not_analysed) == ((), f"language {language}")


def test_one_giant_paragraph_is_read_clause_by_clause() -> None:
    filler = "The lake is blue in summer and white in winter, as everybody here knows. "
    text = filler * 400 + CLAUSES + filler * 400

    found = {one.type: one.excerpt for one in find_provisions(document(text))}

    assert found["jury_waiver"] == "You waive any right to a trial by jury."


def test_a_giant_paragraph_without_full_stops_gives_no_giant_quotes() -> None:
    text = "; ".join(["you waive any right to a trial by jury in the matter of the lake"] * 300)

    lengths = [len(one.excerpt) for one in find_provisions(document(text))]

    assert lengths
    assert max(lengths) <= 1_500


def test_every_provision_near_a_cut_is_noted() -> None:
    text = (
        f"{CLAUSES * 3}You also grant us a worldwide licence to use your content in any media and"
    )

    notes = {one.note for one in find_provisions(document("We keep logs for 30 days.", text))[1:]}

    assert notes
    assert all("ends abruptly" in note for note in notes)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Nothing here limits your right to a class action.", "class_action_waiver"),
        ("You may not sell, rent or lend your account to others.", "data_sale"),
        ("Do not sell, lend or share your account.", "data_sale"),
        ("A sale of data means giving personal data away for money.", "data_sale"),
        ("The Federal Trade Commission has information on identity theft.", "data_sale"),
        ("You may find the lake at https://example.org/cookies for now.", "cookies_tracking"),
    ],
)
def test_words_in_another_sense_are_no_provision(text: str, absent: str) -> None:
    assert absent not in types_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Categories of sensitive personal data that we collect",
        "Geolocation data, such as precise location, that is collected",
        "Sharing your personal data with partners without notice",
    ],
)
def test_words_that_only_name_are_inferred_and_never_high(text: str) -> None:
    found = find_provisions(Document((Block(BlockKind.ROW, text),)))

    assert found
    assert {one.stated for one in found} == {StatedHow.INFERRED}
    assert all(one.severity is not Severity.HIGH for one in found)


def real_provisions(step: int) -> Iterator[Provision]:
    """Yield the provisions of each so-manieth quoted passage."""
    path = CORPUS / "labelled" / "tosdr_points" / "shared.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, step):
            quote = str(json.loads(line).get("quoteText") or "")
            yield from find_provisions(read_passages(quote).document)


@needs_corpus
@pytest.mark.sampled
def test_nothing_inferred_and_no_denial_is_high_in_real_policies(is_whole: bool) -> None:
    doubted = [
        one
        for one in real_provisions(1 if is_whole else 8)
        if one.stated is StatedHow.INFERRED or one.values.get("denied") is True
    ]

    assert doubted
    assert [one.excerpt for one in doubted if one.severity is Severity.HIGH] == []
