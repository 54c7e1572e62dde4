"""Which provisions of a policy its pages show."""

from dataclasses import replace

from policytrail.governance import leading_provisions
from policytrail.model import (
    Block,
    BlockKind,
    CurrentProvisions,
    NamedProvision,
    Provision,
    Quote,
    Severity,
)
from policytrail.provisions import SURE

TEXT = Block(BlockKind.PARAGRAPH, "We may close your account at any time.")
CLAUSE = Provision(
    "termination", "abc", Quote(0, TEXT, 0, len(TEXT.text)), "", Severity.MEDIUM, "any_reason", 0.9
)


def named(number: int, severity: Severity, confidence: float, kind: str) -> NamedProvision:
    place = replace(CLAUSE.quote, position=number)
    clause = replace(CLAUSE, type=kind, severity=severity, confidence=confidence, quote=place)
    return NamedProvision(f"PT-P-{number}", clause)


def shown(*found: NamedProvision) -> list[str]:
    governed = CurrentProvisions(tuple(found), tuple(() for _ in found))
    leading = leading_provisions(governed)
    assert len(leading.events) == len(leading.current)
    return [each.provision_id for each in leading.current]


def test_a_page_shows_the_gravest_sure_clause_of_each_type() -> None:
    doubtful = named(1, Severity.HIGH, SURE - 0.01, "termination")
    sure = named(2, Severity.MEDIUM, SURE, "termination")
    surer = named(3, Severity.LOW, 0.97, "termination")
    other = named(4, Severity.LOW, 0.9, "refunds")

    assert shown(doubtful, sure, surer, other) == ["PT-P-2", "PT-P-4"]


def test_a_type_of_which_nothing_is_sure_stands_on_no_page() -> None:
    doubtful = named(1, Severity.HIGH, SURE - 0.01, "termination")

    assert shown(doubtful) == []


def test_of_clauses_of_one_weight_the_surest_is_shown() -> None:
    first = named(1, Severity.MEDIUM, 0.85, "termination")
    surest = named(2, Severity.MEDIUM, 0.95, "termination")

    assert shown(first, surest) == ["PT-P-2"]
