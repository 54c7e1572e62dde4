from policytrail.extract.markdown import read_markdown
from policytrail.model import Contradiction, PolicyReading
from policytrail.provisions import find
from policytrail.provisions.contradictions import contradictions_of
from policytrail.trackers import find as find_trackers

HEAD = "# Policy\n\nThese words are about cookies, cookies and cookies.\n\n"


def reading(source: str, text: str) -> PolicyReading:
    document = read_markdown(text)
    return PolicyReading(source, document, find(document), find_trackers(document))


def contradictions(*texts: str) -> tuple[Contradiction, ...]:
    return contradictions_of([reading(str(number), text) for number, text in enumerate(texts)])


def table(stay: str) -> str:
    return f"{HEAD}| Name | Purpose | Duration |\n|---|---|---|\n| lumen_id | Sign-in | {stay} |\n"


def test_two_ages_contradict_each_other() -> None:
    (found,) = contradictions(
        "You must be at least 16 years old to use it.",
        "You must be at least 13 years old to use it.",
    )

    assert (found.what, found.detail) == ("eligibility_age.age", "16 against 13")


def test_both_places_are_quoted() -> None:
    (found,) = contradictions(
        "You must be at least 16 years old to use it.",
        "You must be at least 13 years old to use it.",
    )

    assert ("16" in found.first.excerpt, found.second and "13" in found.second.excerpt) == (
        True,
        True,
    )


def test_a_cookie_that_stays_longer_elsewhere_contradicts() -> None:
    found = contradictions(table("6 months"), table("13 months"))

    assert [(one.what, one.detail) for one in found] == [
        ("tracker lumen_id", "180 days against 395")
    ]


def test_equal_periods_in_other_words_do_not_contradict() -> None:
    assert contradictions(table("12 months"), table("1 year")) == ()


def test_a_reference_to_a_section_that_is_not_there_is_found() -> None:
    text = "## 1. One\n\nA.\n\n## 2. Two\n\nB, see Section 7.\n\n## 3. Three\n\nC, see Section 2.\n"

    assert [(one.what, one.first.excerpt) for one in contradictions(text)] == [
        ("section 7", "see Section 7")
    ]


def test_different_things_may_be_kept_for_different_times() -> None:
    assert (
        contradictions(
            "We keep server logs for 30 days.",
            "Invoices and the records of your payments are kept for 10 years by law.",
        )
        == ()
    )
