"""A table of invented texts, each with its sentences: where one ends, and where one only seems to."""

from pathlib import Path

import pytest

from policytrail.language import sentence_spans, split_sentences

ROWS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("sentences.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("text", "sentences"), ROWS)
def test_a_text_is_cut_where_its_sentences_end(text: str, sentences: str) -> None:
    assert split_sentences(text) == tuple(filter(None, sentences.split(" | ")))


@pytest.mark.parametrize("text", [text for text, _ in ROWS])
def test_the_places_are_those_of_the_same_sentences(text: str) -> None:
    assert tuple(text[start:end] for start, end in sentence_spans(text)) == split_sentences(text)


def test_a_line_break_ends_a_sentence_whatever_stands_before_it() -> None:
    assert split_sentences("Ask Dr.\nMoss\n\nanswers") == ("Ask Dr.", "Moss", "answers")


def test_a_sentence_too_long_to_quote_is_parted_for_quotes_only() -> None:
    text = f"We keep {'eggs and ' * 60}hens; we sell {'milk and ' * 60}cheese."

    spans = list(sentence_spans(text))

    assert split_sentences(text) == (text,)
    assert [text[start] for start, _ in spans] == ["W", "w"]
