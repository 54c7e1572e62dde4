import numpy as np
import pytest

pytest.importorskip("sklearn", reason="the extra `train` is not installed")

from policytrail.errors import ConfigurationError
from policytrail.provisions.features import model_tokens
from policytrail.provisions.labelled_sets import Labelled
from policytrail.provisions.linear import read_model
from policytrail.provisions.training import Settings, train_model
from policytrail.provisions.typing_features import ModelInput
from policytrail.provisions.typing_model import read_typing_model
from policytrail.provisions.typing_training import Fitted, label_signs, model_text

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


def test_the_label_with_most_weights_gets_the_first_sign() -> None:
    assert label_signs([3, 9, 3]) == ["B", "A", "C"]


def test_more_labels_than_signs_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="200 labels"):
        label_signs([1] * 200)


def test_a_typing_model_reads_the_weights_that_were_written() -> None:
    weights = np.array([[2.0, 0.0], [-1.0, 3.0]])
    fitted = Fitted(["=pay", "=refund"], np.array([1.0, 1.0]), weights, np.array([0.5, -0.5]))
    nothing = model_tokens("")
    pay = ModelInput("pay", model_tokens("pay"), "", ("", ""), nothing, nothing, ())

    text = model_text(fitted, ("fees", "refunds"), {"taxonomy": "1"})
    scores = read_typing_model(text, "model", ("fees", "refunds")).score_labels(pay)

    assert [round(score, 1) for score in scores] == [2.5, -1.5]
