import re
from pathlib import Path

from policytrail.model import (
    DateKind,
    FailureReason,
    HunkOp,
    Kind,
    Origin,
    Outcome,
    ReviewVerdict,
    Severity,
)
from policytrail.report.records.source import Health
from policytrail.report.words import phrases

REASONS = Path(__file__).parents[2] / "docs" / "reasons.md"


def test_every_reason_has_words_of_its_own() -> None:
    codes = re.findall(r"^\| `([a-z_]+)` \|", REASONS.read_text(encoding="utf-8"), re.MULTILINE)

    assert codes
    assert set(codes) - set(phrases.REASONS) == set()


def test_every_value_of_the_model_has_words() -> None:
    bad_outcomes = set(Outcome) - {Outcome.CAPTURED, Outcome.CONFIRMED}

    assert set(Kind) == set(phrases.KINDS)
    assert set(Severity) == set(phrases.SEVERITIES)
    assert set(ReviewVerdict) == set(phrases.REVIEWED)
    assert set(HunkOp) == set(phrases.OPS)
    assert set(Origin) == set(phrases.ORIGINS)
    assert set(DateKind) == set(phrases.DATE_KINDS)
    assert set(Health) == set(phrases.HEALTHS)
    assert {*bad_outcomes, *FailureReason} - set(phrases.CAUSES) == set()
