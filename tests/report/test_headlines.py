from dataclasses import replace

import pytest

from policytrail.model import Fact, Kind, Severity, Significance
from policytrail.report.build.headline import headline_of
from policytrail.report.records.change import MovedRecord

EDITED = Significance(
    kind=Kind.SUBSTANTIVE,
    alert=True,
    severity=Severity.MEDIUM,
    topics=("data_sharing", "ai_training"),
    summary="",
    reasons=(),
)
NOTICE = Fact("notice_days", "30 days", "7 days")


def move(name: str, title: str, how: str, severity: Severity = Severity.HIGH) -> MovedRecord:
    return MovedRecord("provision", how, name, title, None, None, severity, "", None)


ARBITRATION = move("arbitration", "Arbitration", "added")
WAIVER = move("class_action_waiver", "Waiver of class actions", "added")
TRAINING = move("ai_training", "AI training", "weakened")
LIGHT = move("opt_out", "Choices and opting out", "removed", Severity.LOW)


@pytest.mark.parametrize(
    ("verdict", "moves", "expected"),
    [
        pytest.param(
            EDITED,
            [ARBITRATION, WAIVER, LIGHT],
            "Arbitration and waiver of class actions added",
            id="grave-clauses-before-light-ones",
        ),
        pytest.param(
            EDITED,
            [ARBITRATION, TRAINING],
            "Arbitration added; AI training less favourable to you",
            id="fates",
        ),
        pytest.param(
            replace(EDITED, facts=(NOTICE,)),
            [ARBITRATION, LIGHT],
            "Arbitration added; notice 30 days → 7 days",
            id="a-figure-after-grave-clauses",
        ),
        pytest.param(
            replace(EDITED, facts=(Fact("notice_days", "30 days", "thirty (30) days"),)),
            [LIGHT],
            "Choices and opting out removed",
            id="a-figure-written-in-two-ways-is-none",
        ),
        pytest.param(
            EDITED,
            [ARBITRATION, replace(ARBITRATION, move="removed")],
            "Edits on data sharing and AI training",
            id="a-clause-both-gone-and-new-was-edited",
        ),
        pytest.param(
            replace(EDITED, severity=Severity.HIGH, facts=(NOTICE,)),
            [],
            "Edits on data sharing and AI training; notice 30 days → 7 days",
            id="a-figure-alone-hides-nothing-grave",
        ),
        pytest.param(
            EDITED,
            [move(str(n), f"Clause {n}", "added") for n in range(5)],
            "Clause 0, clause 1 and 3 more added",
            id="many",
        ),
        pytest.param(replace(EDITED, topics=("other",)), [], "Text changed", id="nothing-known"),
        pytest.param(replace(EDITED, kind=Kind.EDITORIAL), [ARBITRATION], "Wording edited", id="k"),
        pytest.param(replace(EDITED, is_reversion=True), [], "Earlier text came back", id="back"),
    ],
)
def test_a_headline_says_what_a_change_did(
    verdict: Significance, moves: list[MovedRecord], expected: str
) -> None:
    assert headline_of(verdict, moves) == expected
