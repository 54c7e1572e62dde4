"""Records -> HTML: one function per kind of page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from markupsafe import Markup

from policytrail.model import BlockKind
from policytrail.report import paths
from policytrail.report.build import (
    ServiceRecord,
    TextRecord,
    block_groups,
    build_front_page,
    build_redline,
    change_citation,
    clause_groups,
    contents_sections,
    edit_runs,
    effects_shown,
    fold_minor_passages,
    is_repeated,
    sort_out,
    timeline_rows,
    unchanged_after,
)
from policytrail.report.html.chart import Chart, build_chart
from policytrail.report.html.render import holds_right_to_left, render_page, site_assets
from policytrail.report.records import ChangeRecord, IndexRecord, ReasonRecord, SourceRecord
from policytrail.report.words import count_with_noun

__all__ = [
    "Compared",
    "change_html",
    "compare_html",
    "index_html",
    "methodology_html",
    "moved_html",
    "search_html",
    "service_html",
    "site_assets",
    "source_html",
    "text_html",
]

LARGEST_BYTES = 1_400_000
"""A larger page holds the inline view alone: none should have more than 1.5 MB."""
EDITS_SHOWN = 10
_DEEPEST_HEADING = 6
CHANGES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Compared:
    """Marks a page that compares two chosen versions."""

    before: int
    """The number of the old version in order of time, from 1."""
    after: int

    @property
    def steps(self) -> int:
        """Return the number of changes between the two versions."""
        return self.after - self.before

    @property
    def words(self) -> str:
        """Return the changes between them with their noun."""
        return count_with_noun("change", self.steps)


def change_html(
    record: ChangeRecord, path: str = "", compared: Compared | None = None, site: str = ""
) -> str:
    """Return the page of a change, or of two chosen versions.

    `site` is where readers find the reports; empty if that is not known.
    """
    effects = effects_shown(record.statements)

    def page(*, side_by_side: bool) -> str:
        return render_page(
            "change.html.j2",
            path or paths.change_path(record.change_id),
            record=record,
            redline=fold_minor_passages(build_redline(record.hunks)),
            reasons=_by_code(record.reasons),
            effects=effects,
            is_told=is_repeated(record.headline, [effect.text for effect in effects]),
            moved=[
                (moved_record, edit_runs(moved_record.old, moved_record.new))
                for moved_record in record.moved
            ],
            hunks=len(record.hunks),
            side_by_side=side_by_side,
            unchanged_after=unchanged_after(record),
            citation=change_citation(record, site),
            address=paths.address_in(site, paths.change_path(record.change_id)) if site else "",
            compared=compared,
        )

    both = page(side_by_side=True)
    return both if len(both.encode()) <= LARGEST_BYTES else page(side_by_side=False)


def _by_code(reasons: Sequence[ReasonRecord]) -> list[tuple[str, list[ReasonRecord]]]:
    """Return the reasons grouped by kind, in the order of first occurrence."""
    order = {reason.code: place for place, reason in reversed(list(enumerate(reasons)))}
    ordered = sorted(reasons, key=lambda reason: order[reason.code])
    return [(code, list(some)) for code, some in groupby(ordered, key=lambda reason: reason.code)]


def compare_html(problem: str = "", asked: str = "") -> str:
    """Return the page that says how two versions are compared, or why that was not possible."""
    return render_page("compare.html.j2", paths.COMPARE_PATH, told=problem, asked=asked)


def methodology_html() -> str:
    """Return the page that says how statements are made, and what is not claimed."""
    return render_page("methodology.html.j2", paths.METHODOLOGY_PATH)


def source_html(record: SourceRecord, *, has_text: bool = False) -> str:
    """Return the page of a source; `has_text` says whether the site holds its current text."""
    return render_page(
        "source.html.j2",
        paths.source_path(record.source.source_id),
        record=record,
        rows=timeline_rows(record),
        chart=build_chart([record]),
        has_text=has_text,
    )


def text_html(record: TextRecord) -> str:
    """Return the page with the text of a version."""
    return render_page(
        "text.html.j2",
        paths.text_path(record.source.source_id),
        record=record,
        sections=contents_sections(record),
        groups=block_groups(record),
        direction=_blocks_direction(record),
        headings=heading_levels(record),
    )


def heading_levels(record: TextRecord) -> dict[int, int]:
    """Return the level of each heading on the page, by the number of its block.

    The page's own title is the first level. Where a policy leaves a level out, the page does not:
    readers who move by headings would miss one that is not there.
    """
    levels: dict[int, int] = {}
    before = 1
    for number, block in enumerate(record.blocks, 1):
        if block.kind is BlockKind.HEADING:
            before = min(block.level + 1, before + 1, _DEEPEST_HEADING)
            levels[number] = before
    return levels


def _blocks_direction(record: TextRecord) -> Markup:
    """Return the attribute of each block, so that a text in two directions is shown block by block."""
    is_mixed = any(holds_right_to_left(block.text) for block in record.blocks)
    return Markup(' dir="auto"' if is_mixed else "")  # noqa: S704 (no value in it)


def service_html(record: ServiceRecord, chart: Chart | None) -> str:
    """Return the page of a service; the chart draws its sources on one axis."""
    return render_page(
        "service.html.j2",
        paths.service_path(record.service_id),
        record=record,
        chart=chart,
        parts_sorted=sort_out(record.changes),
        groups=clause_groups(record.provisions),
        shown_changes=CHANGES_SHOWN,
    )


def search_html() -> str:
    """Return the page that searches."""
    return render_page("search.html.j2", "search.html")


def moved_html(path: str, target: str, title: str) -> str:
    """Return a page that redirects to where its content is now."""
    return render_page("moved.html.j2", path, target=target, title=title)


def index_html(
    record: IndexRecord,
    lists: Sequence[tuple[str, str]] = (),
    formats: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:
    """Return the front of the site.

    `lists` are names of watch lists and of their feeds; `formats` says which files each table has.
    """
    return render_page(
        "index.html.j2",
        "index.html",
        record=record,
        front=build_front_page(record),
        lists=lists,
        formats=formats,
        shown_edits=EDITS_SHOWN,
    )
