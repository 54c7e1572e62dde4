"""What is tracked: sources.yaml, Open Terms Archive's files, and URLs that belong to a source."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.sources import ota, ota_files
    from policytrail.sources.add_entry import (
        EMPTY_SOURCES,
        NewSource,
        add_source,
        has_services,
        tracked_source,
    )
    from policytrail.sources.discover import WELL_KNOWN_PATHS, FoundPolicy, policies_among
    from policytrail.sources.guess import guess_policy, organisation_names
    from policytrail.sources.move_entry import move_source
    from policytrail.sources.moved_address import find_moved
    from policytrail.sources.ota import Translation, as_yaml
    from policytrail.sources.parse import parse_sources
    from policytrail.sources.schema import Confirm, check_selector, check_url, parse_seconds
    from policytrail.sources.shards import divide_sources
    from policytrail.sources.spread import start_delays
    from policytrail.sources.urls import UrlIndex, index_urls, is_id, normal_url, unnamed_source

__all__ = [
    "EMPTY_SOURCES",
    "WELL_KNOWN_PATHS",
    "Confirm",
    "FoundPolicy",
    "NewSource",
    "Translation",
    "UrlIndex",
    "add_source",
    "as_yaml",
    "check_selector",
    "check_url",
    "divide_sources",
    "find_moved",
    "guess_policy",
    "has_services",
    "index_urls",
    "is_id",
    "move_source",
    "normal_url",
    "organisation_names",
    "ota",
    "ota_files",
    "parse_seconds",
    "parse_sources",
    "policies_among",
    "start_delays",
    "tracked_source",
    "unnamed_source",
]
__getattr__ = import_on_demand(__name__, __file__)
