"""Provisions, types and comparisons -> HTML."""

from collections.abc import Sequence

from policytrail.report import paths
from policytrail.report.build import ProvisionLine, landscape_heading, law_landscape
from policytrail.report.html.render import render_page
from policytrail.report.records import ComparisonRecord, TypePageRecord, TypesRecord


def type_html(record: TypePageRecord) -> str:
    """Return the page of a type."""
    return render_page(
        "type.html.j2",
        paths.type_path(record.type.type),
        record=record,
        landscape=law_landscape(record.type),
        landscape_heading=landscape_heading(),
    )


def types_html(record: TypesRecord, comparisons: Sequence[ComparisonRecord] = ()) -> str:
    """Return the list of all types, and of the services that are compared."""
    compared = [
        (
            paths.comparison_path(dict(comparison.services)),
            [name for _, name in comparison.services],
        )
        for comparison in comparisons
    ]
    return render_page("types.html.j2", "types/index.html", record=record, compared=compared)


def comparison_html(record: ComparisonRecord, path: str = "") -> str:
    """Return the page that compares services."""
    cells: dict[tuple[str, str], list[ProvisionLine]] = {}
    for provision in record.provisions:
        cells.setdefault((provision.type, provision.service_id), []).append(provision)
    path = path or paths.comparison_path([service_id for service_id, _ in record.services])
    return render_page("comparison.html.j2", path, record=record, cells=cells)
