from policytrail.contradictions import find_contradictions
from policytrail.extract.markdown import read_markdown
from policytrail.model import Contradiction, PolicyFindings
from policytrail.provisions import find_provisions
from policytrail.trackers import find_trackers

HEAD = "# Policy\n\nThese words are about cookies, cookies and cookies.\n\n"


def reading(source: str, text: str) -> PolicyFindings:
    document = read_markdown(text)
    return PolicyFindings(source, document, find_provisions(document), find_trackers(document))


def contradictions(*texts: str) -> tuple[Contradiction, ...]:
    return find_contradictions([reading(str(number), text) for number, text in enumerate(texts)])


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
    text = "## 1. One\n\nA.\n\n## 2. Two\n\nB, see Section 7.\n\n## 3. Three\n\nC, see Section 2.\n\n## 4. Four\n\nD.\n"

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


def test_logs_said_to_be_kept_longer_elsewhere_contradict() -> None:
    found = contradictions(
        "We keep the logs of our site for 13 months.",
        "We keep the logs of our site for 6 months.",
    )

    assert [(one.what, one.detail) for one in found] == [("data_retention.days", "395 against 180")]


def test_what_is_denied_here_and_asserted_there_contradicts() -> None:
    found = contradictions(
        "We do not sell your personal information to partners.",
        "We sell your personal information to partners.",
    )

    assert [one.what for one in found] == ["data_sale.denied"]


def test_a_law_for_each_region_is_no_contradiction() -> None:
    regions = (
        "These terms are governed by the laws of France if you live in Europe.\n\n"
        "These terms are governed by the laws of Oregon if you live elsewhere.\n"
    )

    assert contradictions(regions, "These terms are governed by the laws of France.") == ()


def test_sections_of_another_text_are_no_references() -> None:
    text = "\n\n".join(f"## {n}. Part\n\nWords." for n in range(1, 6))

    assert contradictions(f"{text}\n\nThis follows from Section 87 of the Copyright Act.\n") == ()


def test_references_of_a_policy_whose_numbers_were_lost_are_not_judged() -> None:
    text = "## 1. A\n\nSee Section 4.\n\n## 2. B\n\nSee Section 5 and see Section 4.\n"

    assert contradictions(text) == ()
