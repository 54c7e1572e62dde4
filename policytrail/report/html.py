"""Records -> HTML: one function a kind of page."""

from collections.abc import Sequence

from policytrail.report import paths
from policytrail.report.chart import chart_of
from policytrail.report.citations import change_citation
from policytrail.report.histories import Health, IndexRecord, SourceRecord
from policytrail.report.records import ChangeRecord
from policytrail.report.redline import redline, unchanged_after
from policytrail.report.render import assets, render
from policytrail.report.services import ServiceRecord
from policytrail.report.sorted_out import sort_out
from policytrail.report.texts import TextRecord, groups_of, sections_of
from policytrail.report.timeline import rows_of

__all__ = [
    "assets",
    "change_html",
    "index_html",
    "search_html",
    "service_html",
    "source_html",
    "text_html",
]

SIDE_CHARS = 400_000
"""Beyond so many characters of edits a page holds the inline view alone, to stay under 1.5 MB."""
ALERTS_SHOWN = 20
EDITS_SHOWN = 10


def change_html(record: ChangeRecord) -> str:
    """Return the page of a change."""
    lines = redline(record.hunks)
    return render(
        "change.html.j2",
        paths.change_path(record.change_id),
        record=record,
        redline=lines,
        hunks=len(record.hunks),
        side_by_side=sum(len(text) for hunk in record.hunks for _, text in hunk.edits) < SIDE_CHARS,
        unchanged_after=unchanged_after(record),
        citation=change_citation(record),
    )


def source_html(record: SourceRecord, *, has_text: bool = False) -> str:
    """Return the page of a source; `has_text` says whether the site holds its current text."""
    return render(
        "source.html.j2",
        paths.source_path(record.source.source_id),
        record=record,
        rows=rows_of(record),
        chart=chart_of([record]),
        has_text=has_text,
    )


def text_html(record: TextRecord) -> str:
    """Return the page with the text of a version."""
    return render(
        "text.html.j2",
        paths.text_path(record.source.source_id),
        record=record,
        sections=sections_of(record),
        groups=groups_of(record),
    )


def service_html(record: ServiceRecord, histories: Sequence[SourceRecord]) -> str:
    """Return the page of a service; the histories of its sources are drawn on one axis."""
    return render(
        "service.html.j2",
        paths.service_path(record.service_id),
        record=record,
        chart=chart_of(histories),
        parts_sorted=sort_out(record.changes),
    )


def search_html() -> str:
    """Return the page that searches."""
    return render("search.html.j2", "search.html")


def index_html(record: IndexRecord) -> str:
    """Return the front of the site."""
    parts = sort_out(record.changes)
    return render(
        "index.html.j2",
        "index.html",
        record=record,
        alerts=parts.alerts,
        edits=parts.edits,
        noise=parts.noise,
        noise_kinds=parts.noise_kinds,
        healths=[(one, count) for one in Health if (count := _count(record, one))],
        services=len({one.service_id for one in record.sources}),
        shown_alerts=ALERTS_SHOWN,
        shown_edits=EDITS_SHOWN,
    )


def _count(record: IndexRecord, health: Health) -> int:
    return sum(one.health is health for one in record.sources)
