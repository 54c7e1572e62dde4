"""The reports as web pages."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.report.html import pages
    from policytrail.report.html.chart import Chart, settled_chart
    from policytrail.report.html.pages import Compared, change_html, compare_html, moved_html
    from policytrail.report.html.provision import comparison_html, type_html, types_html
    from policytrail.report.html.render import escape_invisible, render_page, site_assets
    from policytrail.report.html.served import (
        QueryResult,
        captured_html,
        choose_services_html,
        paper_html,
        query_html,
    )

__all__ = [
    "Chart",
    "Compared",
    "QueryResult",
    "captured_html",
    "change_html",
    "choose_services_html",
    "compare_html",
    "comparison_html",
    "escape_invisible",
    "moved_html",
    "pages",
    "paper_html",
    "query_html",
    "render_page",
    "settled_chart",
    "site_assets",
    "type_html",
    "types_html",
]
__getattr__ = import_on_demand(__name__, __file__)
