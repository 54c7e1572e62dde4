"""How many effects stand above the redline."""

from policytrail.model import Certainty
from policytrail.report.build.effects import effects_shown
from policytrail.report.records.statement import StatementRecord


def statement(letters: int) -> StatementRecord:
    return StatementRecord("x" * letters, "x", "added", 0, None, None, Certainty.CERTAIN)


def test_five_short_effects_are_shown() -> None:
    assert len(effects_shown([statement(100)] * 12)) == 5


def test_long_effects_leave_room_for_the_redline() -> None:
    assert len(effects_shown([statement(600)] * 5)) == 2


def test_the_first_effect_is_always_shown() -> None:
    assert len(effects_shown([statement(4_000)])) == 1
