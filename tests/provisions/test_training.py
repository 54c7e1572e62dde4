import pytest

pytest.importorskip("sklearn", reason="the extra `train` is not installed")

from policytrail.provisions.features import model_tokens
from policytrail.provisions.linear import read_model
from policytrail.provisions.sets import Labelled
from policytrail.provisions.training import Settings, train_model

SETTINGS = Settings(("sale", "end"), fewest=1, most_features=40, folds=2)
TEXTS = (
    ("We sell the data of {} to anyone.", "sale"),
    ("We may end the contract with {} today.", "end"),
    ("The weather of {} is fine.", ""),
)
NAMES = ("Ada", "Bob", "Cyd", "Dot", "Eve", "Fay", "Gus", "Hal")


def sentences() -> list[Labelled]:
    return [
        Labelled(text.format(name), frozenset({label} - {""}), name)
        for name in NAMES
        for text, label in TEXTS
    ]


def test_what_was_trained_tells_the_labels_apart() -> None:
    model = read_model(train_model(sentences(), SETTINGS, {"name": "mine"}).text, "mine")

    sale, end = model.score_labels(model_tokens("we sell the data of zoe"))

    assert (sale > 0, end < 0) == (True, True)


def test_the_same_sentences_give_the_same_text() -> None:
    assert (
        train_model(sentences(), SETTINGS, {}).text == train_model(sentences(), SETTINGS, {}).text
    )


def test_figures_are_those_of_documents_that_were_held_out() -> None:
    assert train_model(sentences(), SETTINGS, {}).micro_f1 > 0.9


def test_no_more_features_are_kept_than_asked_for() -> None:
    text = train_model(sentences(), SETTINGS, {}).text

    assert sum(not line.startswith("# ") for line in text.splitlines()) == 40
