"""Reports: pure functions from model values to (relative path, text) without I/O."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.report.manifest import (
        ManifestEntry,
        SourceStory,
        build_entry,
        build_story,
        has_other_preview,
        is_overdue,
        program_name,
        read_story,
        story_bytes,
        story_key,
    )
    from policytrail.report.paths import (
        CAPTURED_PATH,
        COMPARE_PATH,
        PAPER_PATH,
        QUERY_PATH,
        SERVICES_PATH,
        address_in,
        change_path,
        compared_path,
        comparison_path,
        former_provision_path,
        provision_link,
        service_path,
        source_path,
        type_path,
    )
    from policytrail.report.site import (
        FrontPageOptions,
        Leaf,
        change_pages,
        common_pages,
        comparison_pages,
        service_pages,
        source_pages,
        text_pages,
        type_pages,
        types_pages,
    )

__all__ = [
    "CAPTURED_PATH",
    "COMPARE_PATH",
    "PAPER_PATH",
    "QUERY_PATH",
    "SERVICES_PATH",
    "FrontPageOptions",
    "Leaf",
    "ManifestEntry",
    "SourceStory",
    "address_in",
    "build_entry",
    "build_story",
    "change_pages",
    "change_path",
    "common_pages",
    "compared_path",
    "comparison_pages",
    "comparison_path",
    "former_provision_path",
    "has_other_preview",
    "is_overdue",
    "program_name",
    "provision_link",
    "read_story",
    "service_pages",
    "service_path",
    "source_pages",
    "source_path",
    "story_bytes",
    "story_key",
    "text_pages",
    "type_pages",
    "type_path",
    "types_pages",
]
__getattr__ = import_on_demand(__name__, __file__)
