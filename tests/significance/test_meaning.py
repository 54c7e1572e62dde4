import re

import pytest

from policytrail.model import Fact, Severity
from policytrail.text import fold_for_comparison
from tests.significance.texts import POLICY, codes, edit, verdict


@pytest.mark.parametrize(
    ("old", "new", "fact"),
    [
        ("13 months", "30 days", ("retention_period", "13 months", "30 days")),
        (" for 13 months after", " after", ("retention_period", "13 months", None)),
        ("Brindle Ltd", "Brindle Inc.", ("party", "Brindle Ltd", "Brindle Inc.")),
        (
            "privacy@brindle.example",
            "dpo@brindle.example",
            ("email", "privacy@brindle.example", "dpo@brindle.example"),
        ),
        ("to anybody else.", "to anybody else. It costs €5 a month.", ("price", None, "€5")),
        (
            "to anybody else.",
            "to anybody else. The laws of Ireland apply.",
            ("governing_law", None, "laws of Ireland"),
        ),
        (
            "to anybody else.",
            "to anybody else. You must be at least 16 years old.",
            ("age_limit", None, "at least 16 years old"),
        ),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_the_texts_state_is_told_as_a_fact(
    old: str, new: str, fact: tuple[str, str | None, str | None]
) -> None:
    assert Fact(*fact, 0) in edit(old, new).facts


def test_new_biometric_data_is_grave() -> None:
    found = edit("*   the photos", "*   biometric scans of your face;\n*   the photos")

    assert (found.severity, "grave_words" in codes(found)) == (Severity.HIGH, True)


def test_what_the_text_denies_is_not_grave() -> None:
    found = edit("never sell it", "never sell it or use biometric data; we do not sell your data")

    assert "grave_words" not in codes(found) or found.severity is not Severity.LOW


def test_a_new_address_is_of_low_severity() -> None:
    assert edit("privacy@brindle.example", "dpo@brindle.example").severity is Severity.LOW


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("We do not share", "We may share", "stronger_for_service"),
        ("then we delete", "then, at our sole discretion, we delete", "stronger_for_service"),
        (
            "We keep your messages",
            "Only with your consent we keep your messages",
            "stronger_for_user",
        ),
    ],
    ids=lambda value: value[:25],
)
def test_whom_the_words_favour_is_told(old: str, new: str, code: str) -> None:
    assert code in codes(edit(old, new))


def test_a_shorter_retention_is_about_retention() -> None:
    assert "data_retention" in edit("13 months", "30 days").topics


def test_a_changed_period_is_the_summary() -> None:
    assert edit("13 months", "30 days").summary == (
        'Under "How long we keep it", the time that data is kept falls from 13 months to 30 days.'
    )


def test_a_new_section_is_named_in_the_summary() -> None:
    section = (
        "Robots\n------\n\nWe use your photos to train our models of hens.\n\nSharing\n-------\n"
    )

    assert edit("Sharing\n-------\n", section).summary.startswith('A new section, "Robots", says')


def test_every_figure_of_a_summary_stands_in_a_hunk() -> None:
    new = POLICY.replace("13 months", "18 months").replace("hens", "1,200 hens")
    found = verdict(POLICY, new)

    figures = re.findall(r"[\d,]*\d", found.summary)
    assert figures
    assert all(figure in fold_for_comparison(POLICY + new) for figure in figures)


def test_sentences_that_come_together_are_quoted_together() -> None:
    found = edit(
        "from all of our systems.",
        "from all of our systems. Backups go later. The mayor of Hentown checks it.",
    )

    assert 'it now says "Backups go later. The mayor of Hentown checks it".' in found.summary


@pytest.mark.parametrize(
    ("removed", "left"),
    [
        (
            "The laws of Germany apply to it.",
            "The law that governs these rules is that of Germany.",
        ),
        ("The laws of Germany apply to it.", "It is subject to German law."),
        ("It is heard by the courts of Vienna.", "Vienna is where the court sits that hears it."),
        ("The service is run by Quarrel Limited.", "The service is that of Quarrel Ltd."),
    ],
    ids=["other order", "its people", "court", "form of company"],
)
def test_a_name_is_gone_only_where_no_sentence_of_the_new_text_states_it(
    removed: str, left: str
) -> None:
    before = f"{POLICY}\nGeneral\n-------\n\n{removed}\n\nLaw\n---\n\nYou agree to the rules of the hen yard. {left}\n"
    after = before.replace(removed, "We may charge you for keeping hens.")

    gone = [fact for fact in verdict(before, after).facts if fact.new is None]
    assert not [fact for fact in gone if fact.what in {"governing_law", "party"}]


def test_a_name_that_no_sentence_states_any_more_is_gone() -> None:
    removed = "The laws of Germany apply to it."
    before = f"{POLICY}\nGeneral\n-------\n\n{removed} The courts of Vienna hear it.\n"

    found = verdict(before, before.replace(f"{removed} ", "We may charge you for hens. "))

    assert Fact("governing_law", "laws of Germany", None, 0) in found.facts
