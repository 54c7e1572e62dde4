"""The loops: ask storage what is missing, compute it with pure functions, write it back."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from flows.pipeline.alert import POST, Alerted, alert_in_turns
    from flows.pipeline.archive_copies import save_copies
    from flows.pipeline.archive_session import (
        Admission,
        ArchiveBlocked,
        admit_all,
        open_archive_session,
    )
    from flows.pipeline.backfill import Filled, Plan, backfill_request, fill_backfill, plan_all
    from flows.pipeline.backup import back_up, back_up_for_month, restore
    from flows.pipeline.capture import (
        CaptureRequest,
        RunTime,
        capture_all,
        choose_sources,
        next_due,
        sources_due,
    )
    from flows.pipeline.check_result import CheckResult
    from flows.pipeline.compact import Compacted, compact_database
    from flows.pipeline.compare_services import compared_services
    from flows.pipeline.compare_versions import Asked, NotComparable, compared_page
    from flows.pipeline.derive import Derived, derive_in_turns
    from flows.pipeline.derive import derive as derive_all
    from flows.pipeline.digest import rules_named, write_digests
    from flows.pipeline.evidence_package import export_evidence
    from flows.pipeline.export import export_captures, export_tables
    from flows.pipeline.extraction import extract_in_worker
    from flows.pipeline.histories import changes_since, read_histories
    from flows.pipeline.import_warc import import_files
    from flows.pipeline.kept_heads import (
        Expected,
        broken_promises,
        doubts_about,
        kept_head,
        shown_head,
        stamp_beside,
        stamp_head,
    )
    from flows.pipeline.limits import MEBIBYTE, Exceeded, Limit, Limits
    from flows.pipeline.new_source import (
        FirstLook,
        discover_policies,
        judge_look,
        keep_first_capture,
        look_at_page,
        policies_linked,
        write_file,
        write_new_entry,
    )
    from flows.pipeline.outdated_sources import has_underived
    from flows.pipeline.progress import LISTENER, OnProgress, no_progress
    from flows.pipeline.publish import (
        Published,
        Written,
        publish_reports,
        read_site_entries,
        write_pages,
    )
    from flows.pipeline.reviewed import find_change, labelled_rows, reviewed_changes
    from flows.pipeline.self_check import CheckedPlaces, check_machine
    from flows.pipeline.spooled_captures import SpooledCaptures
    from flows.pipeline.store_copy import copy_store
    from flows.pipeline.store_status import ComingChange, SourceStatus, read_status
    from flows.pipeline.verify import Sample, Verified, verify_database
    from flows.pipeline.watch_check import checked_rules, list_unset_targets
    from flows.pipeline.watch_file import reported_watch, rules_in, watch_beside, watch_in
    from flows.pipeline.worker import LimitedWorker
    from flows.pipeline.workers import do_limited, do_once

__all__ = [
    "LISTENER",
    "MEBIBYTE",
    "POST",
    "Admission",
    "Alerted",
    "ArchiveBlocked",
    "Asked",
    "CaptureRequest",
    "CheckResult",
    "CheckedPlaces",
    "ComingChange",
    "Compacted",
    "Derived",
    "Exceeded",
    "Expected",
    "Filled",
    "FirstLook",
    "Limit",
    "LimitedWorker",
    "Limits",
    "NotComparable",
    "OnProgress",
    "Plan",
    "Published",
    "RunTime",
    "Sample",
    "SourceStatus",
    "SpooledCaptures",
    "Verified",
    "Written",
    "admit_all",
    "alert_in_turns",
    "back_up",
    "back_up_for_month",
    "backfill_request",
    "broken_promises",
    "capture_all",
    "changes_since",
    "check_machine",
    "checked_rules",
    "choose_sources",
    "compact_database",
    "compared_page",
    "compared_services",
    "copy_store",
    "derive_all",
    "derive_in_turns",
    "discover_policies",
    "do_limited",
    "do_once",
    "doubts_about",
    "export_captures",
    "export_evidence",
    "export_tables",
    "extract_in_worker",
    "fill_backfill",
    "find_change",
    "has_underived",
    "import_files",
    "judge_look",
    "keep_first_capture",
    "kept_head",
    "labelled_rows",
    "list_unset_targets",
    "look_at_page",
    "next_due",
    "no_progress",
    "open_archive_session",
    "plan_all",
    "policies_linked",
    "publish_reports",
    "read_histories",
    "read_site_entries",
    "read_status",
    "reported_watch",
    "restore",
    "reviewed_changes",
    "rules_in",
    "rules_named",
    "save_copies",
    "shown_head",
    "sources_due",
    "stamp_beside",
    "stamp_head",
    "verify_database",
    "watch_beside",
    "watch_in",
    "write_digests",
    "write_file",
    "write_new_entry",
    "write_pages",
]
__getattr__ = import_on_demand(__name__, __file__)
