"""Captured text that would like to do something."""

from policytrail.model import Change, Fact, Reason, Significance
from policytrail.report.described import change_line
from policytrail.report.records import ChangeLine
from policytrail.report.site import change_pages
from tests.report import values

HOSTILE = (
    "<script>alert(1)</script><svg onload=alert(2)><img src=x onerror=alert(3)>"
    "\u202egnp.exe\u2066 ]]> </del> {{ 7*7 }} `x` [a](javascript:alert(4)) \x07 \ud800 "
) + "w" * 5000


def hostile_change() -> Change:
    """Return a change of which every text is hostile."""
    verdict = Significance(
        values.VERDICT.kind,
        alert=True,
        severity=values.VERDICT.severity,
        topics=(HOSTILE[:40],),
        summary=HOSTILE,
        reasons=(Reason(HOSTILE[:40], HOSTILE),),
        facts=(Fact(HOSTILE[:40], HOSTILE, HOSTILE),),
    )
    hunk = values.one_edit(HOSTILE, HOSTILE[::-1], "-" + HOSTILE, "+" + HOSTILE[::-1])
    before, after = values.version("a", 0, 1), values.version("b", 2, 3)
    return values.change(before, after, verdict, hunk)


def hostile_line() -> ChangeLine:
    """Return the change as lists show it."""
    return change_line(hostile_change())


def hostile_pages() -> dict[str, str]:
    """Return the pages of the change by their paths."""
    return dict(change_pages(hostile_change()))
