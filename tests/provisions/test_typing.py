import pytest

from policytrail.errors import ConfigurationError
from policytrail.extract import read_markdown
from policytrail.model import Block, BlockKind, Document
from policytrail.provisions.features import model_tokens
from policytrail.provisions.find import build_finder, find_provisions
from policytrail.provisions.gold import match_gold_sentences, read_gold
from policytrail.provisions.gold_score import Tally, calibration_error
from policytrail.provisions.passages import read_passages
from policytrail.provisions.places import stating_places
from policytrail.provisions.sentence_types import build_typing
from policytrail.provisions.statements import split_statements
from policytrail.provisions.typing_features import POINTS, ModelInput, sentence_hints
from policytrail.provisions.typing_judge import CLUES, read_judge
from policytrail.provisions.typing_model import read_typing_model

MODEL = """# format: policytrail-types-2
# labels: fees | refunds
# signs: AB
# scale: 10
# biases: -1.0 -0.5
=pay\t100 A20B-10
=refund\t400 B30
#item\t0 A16"""
JUDGE = "\n".join(
    (
        "# format: policytrail-judge-1",
        *(f"clue\t{clue}\t{1.0 if clue == 'score' else 0.0}" for clue in CLUES),
        "type\tfees\t0\t0\t0\t0.5\t0",
        "type\trefunds\t0\t0\t0\t0.5\t0",
        "curve\t0\t0",
        "curve\t1\t1",
    )
)
KNOWN = ("fees", "refunds")
SENTENCES = "[1] You pay each month.\n# [2] Refunds\n[3] We refund nothing.\n"


def seen(text: str, *hints: str) -> ModelInput:
    nothing = model_tokens("")
    return ModelInput(text, model_tokens(text), "", ("", ""), nothing, nothing, hints)


def blocks(*given: tuple[BlockKind, str]) -> Document:
    return Document(tuple(Block(kind, text) for kind, text in given))


def leads_of(document: Document) -> dict[str, str]:
    return {
        one.quote.excerpt: one.lead
        for one in split_statements(stating_places(document, frozenset()))
    }


def test_a_score_is_the_bias_and_the_weights_over_the_length_of_their_group() -> None:
    model = read_typing_model(MODEL, "model", KNOWN)

    first, second = model.score_labels(seen("pay"))

    assert (round(first, 2), round(second, 2)) == (1.0, -1.5)


def test_a_hint_counts_the_same_in_any_sentence() -> None:
    model = read_typing_model(MODEL, "model", KNOWN)

    (without, _), (with_hint, _) = (
        model.score_labels(seen("pay")),
        model.score_labels(seen("pay", "item")),
    )

    assert round(with_hint - without, 2) == 0.1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (MODEL.replace("types-2", "types-0"), "no model of the format"),
        (MODEL.replace("signs: AB", "signs: AA"), "is damaged"),
        (MODEL.replace("# scale: 10\n", ""), "is damaged"),
        (MODEL.replace("=pay\t", "=pay "), "is damaged"),
        (MODEL.replace("refunds", "smells"), "the taxonomy lacks: smells"),
    ],
    ids=["format", "signs", "card", "line", "types"],
)
def test_a_model_that_is_damaged_or_of_another_taxonomy_is_refused(text: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        read_typing_model(text, "model", KNOWN)


def test_a_judge_of_another_model_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="of another model"):
        read_judge(JUDGE, "judge", ("fees", "arbitration"))


def test_a_typing_is_made_of_a_model_and_its_judge() -> None:
    typing = build_typing(MODEL, JUDGE, build_finder(None).taxonomy)

    assert dict(typing.numbers) == {"fees": 0, "refunds": 1}


def test_labels_stand_beside_their_sentences() -> None:
    found = read_gold("p", SENTENCES, "1\tfees\n3\trefunds,fees\thigh\tdays=3\n", frozenset(KNOWN))

    assert [(one.number, one.label.types, sorted(one.label.flags)) for one in found] == [
        (1, ("fees",), []),
        (2, (), []),
        (3, ("refunds", "fees"), ["high"]),
    ]


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        ("x\tfees\n", "line 1 of the labels has no number"),
        ("1\tfees\n2\tsmell\n", "line 2 of the labels has smell"),
        ("1\tfees\tloud\n", "line 1 of the labels has loud"),
        ("9\tfees\n", "labels sentence 9, there is none"),
        ("1\n", "line 1 of the labels has no type"),
    ],
)
def test_a_broken_line_of_labels_is_named(labels: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        read_gold("p", SENTENCES, labels, frozenset(KNOWN))


def test_a_statement_covers_the_sentence_that_has_its_words() -> None:
    document = blocks(
        (BlockKind.PARAGRAPH, "You pay each month."),
        (BlockKind.HEADING, "Refunds"),
        (BlockKind.PARAGRAPH, "We  refund nothing."),
    )
    statements = list(split_statements(stating_places(document, frozenset())))
    golden = read_gold("p", SENTENCES, "3\trefunds\n", frozenset(KNOWN))

    covered = match_gold_sentences(document, statements, golden)

    assert [[one.number for one in each] for each in covered] == [[1], [3]]


def test_minor_sentences_need_not_be_found_but_count_as_right() -> None:
    golden = read_gold("p", SENTENCES, "1\tfees\tminor\n3\trefunds\n", frozenset(KNOWN))
    tally = Tally()

    tally.count_policy([{"fees"}, set()], [[golden[0]], [golden[2]]], golden)

    assert (tally.precision(), tally.recall()) == (1.0, 0.0)


def test_shares_that_are_true_have_no_calibration_error() -> None:
    assert calibration_error([0.5] * 4, [True, True, False, False]) == 0.0


def test_items_and_numbered_paragraphs_are_read_with_the_lead_of_their_list() -> None:
    document = blocks(
        (BlockKind.PARAGRAPH, "You agree not to:"),
        (BlockKind.ITEM, "use robots;"),
        (BlockKind.HEADING, "Page 2"),
        (BlockKind.PARAGRAPH, "11.2.15 copy the site."),
        (BlockKind.PARAGRAPH, "We bake bread for all of our guests on every single day."),
    )

    assert leads_of(document) == {
        "use robots;": "you agree not to:",
        "11.2.15 copy the site.": "you agree not to:",
        "We bake bread for all of our guests on every single day.": "",
        "You agree not to:": "",
    }


def test_an_item_after_an_inner_list_is_read_with_the_lead_of_the_outer_list() -> None:
    text = (
        "You may not:\n\n1. paint at night;\n2. use oil, namely:\n    1. linseed oil;\n"
        "    2. walnut oil;\n3. sing in the studio.\n"
    )
    for document in (read_markdown(text), read_passages(text, is_markdown=True).document):
        leads = {words.lstrip("0123456789. "): lead for words, lead in leads_of(document).items()}
        assert leads["linseed oil;"].endswith("use oil, namely:")
        assert leads["walnut oil;"].endswith("use oil, namely:")
        assert leads["sing in the studio."] == "you may not:"


def test_a_paragraph_of_the_next_number_is_not_read_with_the_lead_of_its_neighbour() -> None:
    document = blocks(
        (BlockKind.PARAGRAPH, "3.13 A deposit is kept by the club unless one of these holds:"),
        (BlockKind.PARAGRAPH, "3.13.1 the painter is ill;"),
        (BlockKind.PARAGRAPH, "3.14 Where you book a free lesson, the fee is paid back to you."),
    )

    leads = leads_of(document)
    assert leads["3.13.1 the painter is ill;"].startswith("3.13 a deposit")
    assert leads["3.14 Where you book a free lesson, the fee is paid back to you."] == ""


def test_a_short_open_line_over_a_paragraph_states_nothing() -> None:
    document = blocks(
        (BlockKind.PARAGRAPH, "4. Minimum Age"),
        (BlockKind.PARAGRAPH, "You must be an adult to use any part of the service."),
    )

    (one,) = split_statements(stating_places(document, frozenset()))

    assert one.place.title == "4. minimum age"


def test_a_line_of_the_table_of_contents_states_nothing() -> None:
    document = blocks(
        (BlockKind.ITEM, "1. Binding arbitration"),
        (BlockKind.HEADING, "1. Binding Arbitration"),
        (BlockKind.PARAGRAPH, "Disputes go to a court."),
    )

    assert list(leads_of(document)) == ["Disputes go to a court."]


@pytest.mark.parametrize(
    "text",
    [
        "For more information, write to us.",
        "For detailed details about fees, ask the desk.",
        "To find further information, open the menu.",
        "For additional information on fees, ask the desk.",
        "Learn more about fees.",
        "More details are in the shop.",
        "Please visit our fees page.",
        "Refer to the fees section.",
        "Consult its website.",
        "Please review the notice.",
        "Check out the centre.",
        "Click on this site.",
        "Go to the portal.",
        "You read the FAQ.",
        "Our fees can be found in the shop.",
        "What we charge is described in the list.",
        "See below.",
    ],
)
def test_a_sentence_that_refers_elsewhere_is_known_by_its_words(text: str) -> None:
    (said, other) = split_statements(
        stating_places(
            blocks(
                (BlockKind.PARAGRAPH, text), (BlockKind.PARAGRAPH, "We found fees in the shop.")
            ),
            frozenset(),
        )
    )
    assert POINTS in sentence_hints(said, (), (), ())
    assert POINTS not in sentence_hints(other, (), (), ())


def test_an_excerpt_doubts_what_only_a_pattern_says() -> None:
    text = "We may seek an injunction in any court to protect our rights."

    (found,) = find_provisions(blocks((BlockKind.PARAGRAPH, text)))

    assert (found.type, found.confidence) == ("injunctive_relief", 0.6)
