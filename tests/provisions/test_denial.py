import pytest

from policytrail.language.sentences import fold_for_matching
from policytrail.model import Block, BlockKind, Document, Provision, Severity
from policytrail.provisions import find_provisions
from tests.provisions.values import document


def the(kind: str, text: str) -> Provision:
    return next(one for one in find_provisions(document(text)) if one.type == kind)


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("biometric_data", "We do not look for biometric features in your pictures.", "not look for biometric"),
        ("data_sale", "We will never sell, rent or trade your personal data.", "never sell"),
        ("data_sale", "Your personal data is not sold to anyone.", "not sold"),
        ("data_sale", "Neither we nor our partners sell your personal data.", "neither we nor our partners sell"),
        ("ai_training", "We do not use any data that your school gives us, such as names and marks, to train our models.", "not use"),
        ("ai_training", "No customer data is used for training our models.", "no customer data is used"),
        ("sensitive_data", "We do not knowingly collect information that many people hold to be very private, such as your health data.", "not knowingly collect"),
        ("data_sharing", "We refrain from sharing your personal data with partners.", "refrain from sharing"),
        ("data_sale", "Your personal data is excluded from any sale of personal data.", "excluded from any sale"),
        ("data_sale", "At no time do we sell your personal data.", "at no time do we sell"),
        ("data_sale", "Our partners are prohibited from selling your personal data.", "prohibited from selling"),
        ("data_sale", "We avoid selling your personal data.", "avoid selling"),
        ("data_sale", "We earn our money without selling your personal data.", "without selling"),
    ],
)  # fmt: skip
def test_a_denial_is_recorded_with_its_words_and_is_never_high(
    kind: str, text: str, words: str
) -> None:
    found = the(kind, text)

    (denial,) = [one for one in found.attributes if one.name == "denied"]
    quoted = fold_for_matching(denial.quote.excerpt) if denial.quote else ""
    assert (denial.value, quoted.startswith(words), found.severity is Severity.HIGH) == (
        True,
        True,
        False,
    ), quoted


@pytest.mark.parametrize(
    "text",
    [
        "If you do not want us to sell your personal data, write to us.",
        "We do not charge you; we sell your personal data.",
        "We do not only sell your personal data to partners.",
        "We do not charge you but we sell your personal data.",
    ],
)
def test_a_negation_of_something_else_denies_nothing(text: str) -> None:
    assert "denied" not in the("data_sale", text).values


@pytest.mark.parametrize("word", ["notify you before we", "give notice that we", "normally"])
def test_a_word_that_begins_like_a_negation_denies_nothing(word: str) -> None:
    assert "denied" not in the("data_sale", f"We {word} sell your personal data.").values


def test_what_is_asserted_beside_a_denial_outweighs_it() -> None:
    found = the("data_sale", "We do not sell your personal data; we rent your personal data.")

    assert "denied" not in found.values


def test_a_later_denial_that_points_back_counts() -> None:
    text = "Some people hold health data to be sensitive, and we do not collect this kind of data."

    assert the("sensitive_data", text).values["denied"] is True


def test_a_denial_and_an_assertion_that_follow_each_other_stay_two() -> None:
    texts = "We do not sell your personal data in Spain. We sell your personal data elsewhere."

    found = [one.excerpt for one in find_provisions(document(texts)) if one.type == "data_sale"]

    assert len(found) == 2


def test_a_denial_in_a_table_is_no_assertion() -> None:
    row = Document((Block(BlockKind.ROW, "Precise location | We collect it with GPS | No"),))

    assert all(one.severity is not Severity.HIGH for one in find_provisions(row))


def test_a_sentence_that_only_sends_elsewhere_is_not_grave() -> None:
    text = (
        "For details on how we use your personal data to make automated decisions about you, "
        "please see our help pages."
    )

    found = [one for one in find_provisions(document(text)) if one.severity is Severity.HIGH]

    assert found == []
