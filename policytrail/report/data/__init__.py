"""The reports as data: feeds, tables, digests and the search index."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.report.data.digest import (
        DigestRecord,
        digest_pages,
        digest_record,
        with_announced,
    )
    from policytrail.report.data.feeds import Feed, feed_pages, feed_title, list_feed, one_feed
    from policytrail.report.data.search import Searched, search_scripts
    from policytrail.report.data.table_shapes import Cell
    from policytrail.report.data.tables import DataTable, data_tables, table_pages

__all__ = [
    "Cell",
    "DataTable",
    "DigestRecord",
    "Feed",
    "Searched",
    "data_tables",
    "digest_pages",
    "digest_record",
    "feed_pages",
    "feed_title",
    "list_feed",
    "one_feed",
    "search_scripts",
    "table_pages",
    "with_announced",
]
__getattr__ = import_on_demand(__name__, __file__)
