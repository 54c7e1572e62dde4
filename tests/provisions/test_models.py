import pytest

from policytrail.errors import ConfigurationError
from policytrail.language.sentences import fold_for_matching
from policytrail.provisions import unfairness
from policytrail.provisions.features import model_tokens
from policytrail.provisions.labelled_sets import Labelled, privacy_topics, read_opp115, unfair_tos
from policytrail.provisions.linear import Lanes, read_model
from policytrail.provisions.matcher import Matcher
from policytrail.provisions.segments import read_segments
from policytrail.provisions.taxonomy import shipped_taxonomy
from policytrail.provisions.topics import shipped_model

HEAD = "# format: policytrail-linear-2\n# labels: a | b\n# scale: 100\n# biases: 0.5 -0.5\n"


def model(*lines: str) -> str:
    return HEAD + "# thresholds: 0 0\n# calibration: 1 0\n" + "".join(f"{line}\n" for line in lines)


def test_a_score_is_the_bias_plus_the_weights_by_the_norm() -> None:
    read = read_model(model("=sell\t100\t200\t-50", "we sell\t300\t100\t0"), "m")

    assert read.score_labels(model_tokens("we sell")) == [0.5 + 3 / 2, -0.5 - 0.5 / 2]


def test_a_text_without_features_has_the_biases() -> None:
    assert read_model(model("=sell\t100\t200\t-50"), "m").score_labels(model_tokens("")) == [
        0.5,
        -0.5,
    ]


def test_a_word_adds_its_letters_by_a_norm_of_their_own() -> None:
    read = read_model(model("~_la\t100\t100\t0", "~law\t100\t100\t0", "=law\t400\t50\t0"), "m")

    assert read.score_labels(model_tokens("law"))[0] == pytest.approx(0.5 + 2 / 2**0.5 + 0.5 / 2)


def test_a_hint_counts_as_often_as_it_says_in_any_sentence() -> None:
    read = read_model(model("#arbitration\t1\t100\t0", "=x\t900\t0\t0"), "m")

    assert read.score_labels(model_tokens("x"), {"arbitration": 4})[0] == pytest.approx(0.5 + 4)


@pytest.mark.parametrize("numbers", [(1, -1, 0), (-5, 3, -(2**40)), (0, 0, 0), (-1, -1, -1)])
def test_the_sum_of_packed_numbers_is_the_packed_sum(numbers: tuple[int, ...]) -> None:
    lanes = Lanes(3)

    total = lanes.pack(numbers) + lanes.pack((7, -7, 1))

    assert lanes.unpack(total) == (numbers[0] + 7, numbers[1] - 7, numbers[2] + 1)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("# format: other\n", id="another format"),
        pytest.param(model("=sell\t100\t200"), id="a weight is missing"),
        pytest.param(model("=sell\tx\t1\t1"), id="no number"),
        pytest.param(HEAD.replace("# scale: 100\n", ""), id="no scale"),
    ],
)
def test_a_damaged_model_is_refused_by_name(text: str) -> None:
    with pytest.raises(ConfigurationError, match="mine"):
        read_model(text, "mine")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("We may terminate your account at any time, for any reason and without notice.", "Unilateral termination"),
        ("We may change these terms at any time in our sole discretion.", "Unilateral change"),
        ("These terms are governed by the laws of the State of California.", "Choice of law"),
        ("We shall not be liable for any damages of any kind.", "Limitation of liability"),
        ("By using the service you agree to be bound by these terms.", "Contract by using"),
        ("Any dispute shall be resolved by binding arbitration.", "Arbitration"),
    ],
)  # fmt: skip
def test_a_plainly_unfair_clause_gets_its_label(text: str, label: str) -> None:
    folded = fold_for_matching(text)
    hints = {match.type.id: 3 for match in Matcher(shipped_taxonomy()).match_sentence(folded)}

    assert label in unfairness.shipped_unfairness().judge_sentence(model_tokens(folded), hints)


def test_a_fair_clause_gets_no_label() -> None:
    assert (
        unfairness.shipped_unfairness().judge_sentence(
            model_tokens(fold_for_matching("You can reach us by e-mail.")), {}
        )
        == {}
    )


def test_the_shipped_models_name_their_licence_and_figures() -> None:
    cards = [dict(shipped_model().card), dict(unfairness.shipped_unfairness().card)]

    assert all({"licence", "held_out"} <= set(card) for card in cards)


def test_a_users_model_gives_a_paragraph_at_least_its_likeliest_category() -> None:
    text = model("=share\t100\t-900\t-900").replace("a | b", "Data Retention | Data Security")

    segments = read_segments(text, "mine", Matcher(shipped_taxonomy()), shipped_model())

    assert segments.categories_of("share share") == {"Data Retention"}


def test_unfair_tos_leaves_out_what_its_sister_repeats_and_the_test_services() -> None:
    own = [{"text": "we may end the contract today .", "labels": ["x"], "company": "Ada_UK"}]
    sister: list[dict[str, object]] = [
        {"text": "We may end the contract today.", "doc": "Bob", "labels_unfair_2_3": []},
        {"text": "Anything that is new in here.", "doc": "Grindr", "labels_unfair_2_3": []},
        {"text": "Anything that is new in there.", "doc": "Ada", "labels_unfair_2_3": ["y"]},
    ]

    found = unfair_tos(own, sister)

    assert [(one.document, one.labels, one.is_scored) for one in found] == [
        ("ada", frozenset({"x"}), True),
        ("ada", frozenset({"y"}), False),
    ]


def test_topics_are_read_from_label_vectors() -> None:
    (found,) = privacy_topics([{"text": "t", "label": [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]}])

    assert found == Labelled("t", frozenset({"sharing"}), "0")


def test_a_row_without_labels_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="no list 'labels'"):
        read_opp115([{"text": "t"}])


def test_a_sentence_that_stood_in_an_earlier_version_is_not_scored_again() -> None:
    read = read_model(model("=sell\t100\t200\t-50"), "m")

    first, again = (read.score_labels(model_tokens("we sell")) for _ in range(2))

    assert again is first
