import pytest

from policytrail.provisions.moods import Mood, sentence_mood


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("The lake sells data on every visit.", Mood.STATES),
        ("We may sell data about your visits.", Mood.ACTS),
        ("To detect fraud and keep the lake safe.", Mood.NAMES),
        ("\u201cSale\u201d means giving data away for money.", Mood.DEFINES),
        ("Personal information includes your name and your faceprint.", Mood.DEFINES),
        ("As used in these terms, a visit is what ends at the gate.", Mood.DEFINES),
        ("You may not sell data of other visitors.", Mood.FORBIDS),
        ("Do not sell, lend or share your account.", Mood.FORBIDS),
        ("You represent and warrant that the pictures are yours.", Mood.FORBIDS),
        ("\u201cVisitor\u201d refers to whoever comes in.", Mood.DEFINES),
        ("A day pass is a term of the gate.", Mood.DEFINES),
        ("Members undertake to leave by night.", Mood.FORBIDS),
        ("You cannot use it for trade.", Mood.FORBIDS),
        ("You have the right to know what was sold.", Mood.ENTITLES),
        ("You may write to us about it.", Mood.ENTITLES),
        ("Do we sell your data?", Mood.ASKS),
        ("Categories of sensitive data", Mood.NAMES),
        ("collect or infer traits of other people", Mood.NAMES),
    ],
)
def test_what_a_sentence_does(text: str, mood: Mood) -> None:
    assert sentence_mood(text.lower()) is mood


def test_an_item_among_forbidden_things_forbids() -> None:
    assert (
        sentence_mood("selling data of visitors", "you may not use the lake for:") is Mood.FORBIDS
    )


def test_a_promise_that_you_will_not_have_to_do_something_forbids_nothing() -> None:
    text = "the lake keeps your name so that you will not have to type it again"

    assert sentence_mood(text) is not Mood.FORBIDS


def test_a_row_of_a_table_only_names() -> None:
    assert sentence_mood("we collect | precise location | no", is_row=True) is Mood.NAMES
