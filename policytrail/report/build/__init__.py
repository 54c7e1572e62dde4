"""Builds the published records of each subject from the values of the model."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.report.build.analysis import landscape_heading, law_landscape
    from policytrail.report.build.announcement import (
        AnnouncedRecord,
        announced_record,
        announcement_outcome,
        still_open,
        with_notices,
    )
    from policytrail.report.build.change import ALONE, Neighbours, change_line, change_record
    from policytrail.report.build.citations import change_citation
    from policytrail.report.build.clauses import clause_groups
    from policytrail.report.build.details import (
        NO_DETAILS,
        ChangeDetails,
        StoryDetails,
        story_details,
    )
    from policytrail.report.build.effects import effects_shown
    from policytrail.report.build.front_page import build_front_page
    from policytrail.report.build.minor_passages import fold_minor_passages
    from policytrail.report.build.noise import OWN_TEXT, sort_out
    from policytrail.report.build.provision_index import (
        MOST_COMPARED,
        Kinds,
        comparison_record,
        comparison_records,
        moved_records,
        provision_lines,
        provision_records,
        rare_types,
        shipped_kinds,
        type_records,
    )
    from policytrail.report.build.redline import (
        Gone,
        RedlineLine,
        Shown,
        ShownRun,
        build_redline,
        edit_runs,
        unchanged_after,
    )
    from policytrail.report.build.repetition import is_repeated, untold_summary
    from policytrail.report.build.service import (
        ProvisionLine,
        ServiceLists,
        ServiceRecord,
        policy_lines,
        service_record,
        unusual_provisions,
    )
    from policytrail.report.build.source import (
        find_gaps,
        index_record,
        source_line,
        source_record,
    )
    from policytrail.report.build.stored_headline import KINDS
    from policytrail.report.build.text import (
        Annotations,
        TextBlockRecord,
        TextRecord,
        TrackerRecord,
        block_groups,
        contents_sections,
        text_record,
    )
    from policytrail.report.build.timeline import TimelineRow, timeline_rows

__all__ = [
    "ALONE",
    "KINDS",
    "MOST_COMPARED",
    "NO_DETAILS",
    "OWN_TEXT",
    "Annotations",
    "AnnouncedRecord",
    "ChangeDetails",
    "Gone",
    "Kinds",
    "Neighbours",
    "ProvisionLine",
    "RedlineLine",
    "ServiceLists",
    "ServiceRecord",
    "Shown",
    "ShownRun",
    "StoryDetails",
    "TextBlockRecord",
    "TextRecord",
    "TimelineRow",
    "TrackerRecord",
    "announced_record",
    "announcement_outcome",
    "block_groups",
    "build_front_page",
    "build_redline",
    "change_citation",
    "change_line",
    "change_record",
    "clause_groups",
    "comparison_record",
    "comparison_records",
    "contents_sections",
    "edit_runs",
    "effects_shown",
    "find_gaps",
    "fold_minor_passages",
    "index_record",
    "is_repeated",
    "landscape_heading",
    "law_landscape",
    "moved_records",
    "policy_lines",
    "provision_lines",
    "provision_records",
    "rare_types",
    "service_record",
    "shipped_kinds",
    "sort_out",
    "source_line",
    "source_record",
    "still_open",
    "story_details",
    "text_record",
    "timeline_rows",
    "type_records",
    "unchanged_after",
    "untold_summary",
    "unusual_provisions",
    "with_notices",
]
__getattr__ = import_on_demand(__name__, __file__)
