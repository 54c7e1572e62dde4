"""The headline of a change is that of its statements, the same wherever the change is named."""

from dataclasses import replace

import pytest

from policytrail.model import Kind, Severity, Significance
from policytrail.report.build.stored_headline import build_headline

EDITED = Significance(
    kind=Kind.SUBSTANTIVE,
    alert=True,
    severity=Severity.MEDIUM,
    topics=("data_sharing",),
    summary="",
    reasons=(),
    headline="Notice period: 30 days → 7 days",
)


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        pytest.param(EDITED, "Notice period: 30 days → 7 days", id="its-own"),
        pytest.param(replace(EDITED, headline=""), "Text reworded", id="none-is-certain"),
        pytest.param(replace(EDITED, is_reversion=True), "Earlier text came back", id="reversion"),
        pytest.param(
            replace(EDITED, kind=Kind.CHROME, headline=""), "Page furniture changed", id="noise"
        ),
    ],
)
def test_the_headline_of_a_change(verdict: Significance, expected: str) -> None:
    assert build_headline(verdict) == expected
