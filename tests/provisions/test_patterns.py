import pytest

from policytrail.errors import ConfigurationError
from policytrail.language.sentences import fold_for_matching, sentence_spans
from policytrail.provisions.patterns import CueIndex, compile_pattern


@pytest.mark.parametrize(
    ("source", "text", "fits"),
    [
        ("class action", "no class-action here", True),
        ("class action", "a first-class reaction", False),
        ("waive* .. jury", "you waive your right to a jury", True),
        ("waive* ..2 jury", "you waive your right to a jury", False),
        ("(sell|rent)", "we rent it", True),
        ("not (be)? liable", "not liable", True),
        ("not (be)? liable", "not be liable", True),
        ("<n> days", "thirty (30) days", True),
        ("fee & refund*", "refunds of the fee", True),
        ("fee & refund*", "the fee", False),
        ("do n't sell", "we don’t sell", True),
    ],
)
def test_a_pattern_fits_what_it_should(source: str, text: str, *, fits: bool) -> None:
    assert (compile_pattern(source, {}).search_folded(fold_for_matching(text)) is not None) == fits


def test_an_unknown_macro_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="unknown macro 'them'"):
        compile_pattern("<them> sell", {})


def test_only_patterns_whose_cue_is_there_are_called() -> None:
    index = CueIndex([compile_pattern(line, {}) for line in ("we ^sell", "you ^pay*", "gift")])

    assert index.called_by(["we", "payment"]) == [1]


@pytest.mark.parametrize("text", ["İstanbul’da DON’T", "We – don't", "ﬁne print", ""])
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold_for_matching(text)) == len(text)


def test_sentences_are_cut_from_the_text_itself() -> None:
    text = "We may, e.g. for Acme Inc. or others, act.  You may not!\nNew line"

    assert [text[start:end] for start, end in sentence_spans(text)] == [
        "We may, e.g. for Acme Inc. or others, act.",
        "You may not!",
        "New line",
    ]
