"""Captured text that would like to do something, on every kind of page."""

from dataclasses import replace
from functools import cache

from policytrail.model import (
    Block,
    BlockKind,
    Change,
    ClaimedDate,
    DateKind,
    Document,
    Fact,
    Link,
    Reason,
    Retention,
    Significance,
    SourceHistory,
    Tracker,
)
from policytrail.report.build.change import change_line
from policytrail.report.build.provision import type_page_record
from policytrail.report.build.source import source_line
from policytrail.report.build.text import Annotations
from policytrail.report.data.digest import digest_pages, digest_record
from policytrail.report.records.change import ChangeLine
from policytrail.report.records.provision import (
    AttributeRecord,
    ComparisonRecord,
    ProvisionRecord,
)
from policytrail.report.records.statement import FindingChangeRecord
from policytrail.report.site import change_pages
from tests.report import clauses, told, values
from tests.report.whole import site_pages, source_and_text

HOSTILE = (
    "<script>alert(1)</script><svg onload=alert(2)><img src=x onerror=alert(3)>"
    "\u202egnp.exe\u2066 ]]> </del> {{ 7*7 }} `x` [a](javascript:alert(4)) \x07 \ud800 "
) + "w" * 5000
SHORT = HOSTILE[:160]
SOURCE = replace(
    values.TERMS,
    source_id=SHORT[:60],
    service=SHORT,
    service_id="hostile",
    policy_type=SHORT,
    url=f"javascript:alert(5)//{SHORT}",
    tags=(SHORT,),
)
TEXT = Document(
    (
        Block(BlockKind.HEADING, HOSTILE, 2, SHORT),
        Block(BlockKind.PARAGRAPH, HOSTILE, 0, SHORT),
        Block(BlockKind.ITEM, "שלום " + HOSTILE, 1, SHORT),
        Block(BlockKind.ROW, HOSTILE),
        Block(BlockKind.PREFORMATTED, HOSTILE),
    ),
    HOSTILE,
    "en",
    (Link(1, 0, 20, "javascript:alert(6)"), Link(2, 0, 4, 'https://x.example/" onclick="x')),
)


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
    date = ClaimedDate(DateKind.LAST_UPDATED, "2026-03-02", HOSTILE, 1)
    before, after = values.version("a", 0, 1, date), values.version("b", 2, 3, date)
    return values.change(before, after, verdict, hunk, SOURCE)


def hostile_line() -> ChangeLine:
    """Return the change as lists show it."""
    return change_line(hostile_change())


def hostile_pages() -> dict[str, str]:
    """Return the pages of the change by their paths."""
    moved = FindingChangeRecord(
        "tracker", "added", SHORT, SHORT, HOSTILE, HOSTILE, values.VERDICT.severity, HOSTILE, 0
    )
    return dict(change_pages(hostile_change(), moved=[moved]))


@cache
def hostile_site() -> dict[str, str]:
    """Return a page of every kind, each full of hostile text."""
    seen, change = told.history(), hostile_change()
    versions = (change.transition.before, change.transition.after, *seen.versions)
    attempts = [replace(one, detail=HOSTILE) for one in seen.attempts]
    history = SourceHistory(
        SOURCE, seen.observations, versions, (change,), tuple(attempts), values.day(55)
    )
    line = replace(
        clauses.OURS, service=SHORT, service_id="hostile", excerpt=HOSTILE, policy_type=SHORT
    )
    types = (type_page_record(clauses.ARBITRATION, clauses.PREVALENCE, (line,)),)
    comparison = ComparisonRecord(
        "policytrail/comparison/1",
        (("hostile", SHORT), ("brook", SHORT)),
        (("arbitration", "Arbitration"),),
        (line,),
    )
    tracker = Tracker(
        SHORT,
        clauses.quote_of(TEXT),
        purpose=HOSTILE,
        provider=SHORT,
        retention=Retention(SHORT, None),
    )
    beside = Annotations((_provision(),), (tracker,), frozenset({1}), SHORT)
    digest = digest_record(SHORT[:30], [hostile_line()], [source_line(history)], *_PERIOD)
    return {
        **dict(site_pages([history], lambda _: TEXT, types, (comparison,))),
        **dict(source_and_text(history, lambda _: TEXT, beside)),
        **hostile_pages(),
        **dict(digest_pages(digest)),
    }


_PERIOD = values.day(0), values.day(28)


def _provision() -> ProvisionRecord:
    return replace(
        clauses.record(clauses.OURS),
        title=SHORT,
        block=1,
        end=40,
        note=HOSTILE,
        attributes=(AttributeRecord("place", SHORT, HOSTILE, HOSTILE),),
    )
