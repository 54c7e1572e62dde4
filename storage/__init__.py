"""The only package that talks to DuckDB."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from storage import database
    from storage.addresses import (
        absolute_store,
        check_address,
        is_lake,
        local_name,
        mask_password,
        numbered_beside,
        store_exists,
    )
    from storage.batches import attempts_by_source, documents_by_source, neighbours_by_source
    from storage.captures import (
        Found,
        known_captures,
        last_slots,
        newest_event,
        newest_validators,
        put_captures,
        read_attempts,
        recent_attempts,
        stored_captures,
        type_of_body,
    )
    from storage.catalogue import CatalogueDifference, catalogue_differences, check_catalogue
    from storage.changes import (
        assessment_json,
        known_assessments,
        put_assessments,
        read_assessments,
    )
    from storage.compaction import check_compacted, write_compacted
    from storage.contents import (
        ContentCounts,
        all_blocks,
        all_documents,
        body_hashes,
        count_contents,
        lost_contents,
        readable_bodies,
        readings_done,
        wrong_excerpts,
    )
    from storage.copying import copy_rows
    from storage.database import Connection, Holding, Opened, keep_log
    from storage.delta_chains import read_bodies
    from storage.documents import (
        count_readings_due,
        put_extractions,
        read_documents,
        readings_due,
        wanted_documents,
    )
    from storage.exclusive_rights import SENDING, sole_right
    from storage.export import Form, captures_with_bodies, exported_files, write_tables
    from storage.findings import (
        documents_read,
        documents_unread,
        policies_read,
        put_findings,
        read_findings,
        services_of_types,
        wrong_copies,
    )
    from storage.lake import compact_lake, lake_bytes
    from storage.ledger import current_tree, read_entries, tree_head
    from storage.ledger_check import find_differences
    from storage.listings import (
        documents_of_mementos,
        lost_mementos,
        newest_listing,
        put_archive_failure,
        put_listing,
    )
    from storage.mementos import put_mementos
    from storage.outbox import OutboxInTurns, StoredOutbox, UndeliveredAlert
    from storage.parquet import table_to_parquet
    from storage.reading_copy import (
        copy_beside,
        copy_whole,
        file_states,
        has_log,
        is_up_to_date,
        update_copy,
    )
    from storage.redirected import linked_addresses, redirect_targets
    from storage.report_queries import LONGEST_S, QuestionRefused, ask_question, opened_tables
    from storage.reviews import put_review, read_reviews
    from storage.site_rows import ROWS_PATH, SiteRows, StoryRow, read_site_rows, write_site_rows
    from storage.sources import (
        declare_sources,
        declare_upgraded,
        muting_by_source,
        tracked_sources,
        upcoming_sources,
        with_extractor,
    )
    from storage.spool import Spool, Spooled, spool_beside
    from storage.status import health_records
    from storage.timelines import read_observations, read_timelines
    from storage.underived_sources import put_marks, services_changed
    from storage.unfinished_files import begin_beside, remove_unfinished, unfinished_beside

__all__ = [
    "LONGEST_S",
    "ROWS_PATH",
    "SENDING",
    "CatalogueDifference",
    "Connection",
    "ContentCounts",
    "Form",
    "Found",
    "Holding",
    "Opened",
    "OutboxInTurns",
    "QuestionRefused",
    "SiteRows",
    "Spool",
    "Spooled",
    "StoredOutbox",
    "StoryRow",
    "UndeliveredAlert",
    "absolute_store",
    "all_blocks",
    "all_documents",
    "ask_question",
    "assessment_json",
    "attempts_by_source",
    "begin_beside",
    "body_hashes",
    "captures_with_bodies",
    "catalogue_differences",
    "check_address",
    "check_catalogue",
    "check_compacted",
    "compact_lake",
    "copy_beside",
    "copy_rows",
    "copy_whole",
    "count_contents",
    "count_readings_due",
    "current_tree",
    "database",
    "declare_sources",
    "declare_upgraded",
    "documents_by_source",
    "documents_of_mementos",
    "documents_read",
    "documents_unread",
    "exported_files",
    "file_states",
    "find_differences",
    "has_log",
    "health_records",
    "is_lake",
    "is_up_to_date",
    "keep_log",
    "known_assessments",
    "known_captures",
    "lake_bytes",
    "last_slots",
    "linked_addresses",
    "local_name",
    "lost_contents",
    "lost_mementos",
    "mask_password",
    "muting_by_source",
    "neighbours_by_source",
    "newest_event",
    "newest_listing",
    "newest_validators",
    "numbered_beside",
    "opened_tables",
    "policies_read",
    "put_archive_failure",
    "put_assessments",
    "put_captures",
    "put_extractions",
    "put_findings",
    "put_listing",
    "put_marks",
    "put_mementos",
    "put_review",
    "read_assessments",
    "read_attempts",
    "read_bodies",
    "read_documents",
    "read_entries",
    "read_findings",
    "read_observations",
    "read_reviews",
    "read_site_rows",
    "read_timelines",
    "readable_bodies",
    "readings_done",
    "readings_due",
    "recent_attempts",
    "redirect_targets",
    "remove_unfinished",
    "services_changed",
    "services_of_types",
    "sole_right",
    "spool_beside",
    "store_exists",
    "stored_captures",
    "table_to_parquet",
    "tracked_sources",
    "tree_head",
    "type_of_body",
    "unfinished_beside",
    "upcoming_sources",
    "update_copy",
    "wanted_documents",
    "with_extractor",
    "write_compacted",
    "write_site_rows",
    "write_tables",
    "wrong_copies",
    "wrong_excerpts",
]
__getattr__ = import_on_demand(__name__, __file__)
