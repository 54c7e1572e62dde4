"""Pages that the report server makes, and their notice for readers without such a server."""

from collections.abc import Sequence
from dataclasses import dataclass

from policytrail.report import paths
from policytrail.report.html.render import render_page


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The result of an SQL query."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_cut: bool = False
    """Whether there are more rows."""


def query_html(asked: str = "", result: QueryResult | None = None, fault: str = "") -> str:
    """Return the page that asks for a question in SQL, with what the last one gave."""
    return render_page("query.html.j2", paths.QUERY_PATH, asked=asked, result=result, fault=fault)


def captured_html(fault: str = "") -> str:
    """Return the page that says how a captured page is seen, or why it cannot be shown."""
    return render_page(
        "served.html.j2", paths.CAPTURED_PATH, part="captured", fault=fault, commands=_WARC
    )


def paper_html(fault: str = "") -> str:
    """Return the page that says how a page is put on paper, or why that failed."""
    return render_page("served.html.j2", paths.PAPER_PATH, part="paper", fault=fault, commands=_PDF)


def choose_services_html(services: Sequence[tuple[str, str]] = (), fault: str = "") -> str:
    """Return the page on which services are chosen; `services` are ids with names."""
    ordered = sorted(services, key=lambda service: service[1].casefold())
    return render_page("services.html.j2", paths.SERVICES_PATH, services=ordered, fault=fault)


_WARC = "policytrail export wacz captures.wacz SOURCE"
_PDF = "policytrail pdf PT-C-..."
