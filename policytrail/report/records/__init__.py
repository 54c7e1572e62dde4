"""The records in the JSON of the reports, one module per subject."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.report.records.change import (
        BlockRecord,
        CaptureRecord,
        ChangeLine,
        ChangeRecord,
        DateRecord,
        HunkRecord,
        NewVersionRecord,
        ReasonRecord,
        RecipeRecord,
        SideRecord,
        SourceName,
        StatsRecord,
        VersionRecord,
    )
    from policytrail.report.records.json_text import as_json, escape_json, iso_time, record_key
    from policytrail.report.records.memento import MementoRecord
    from policytrail.report.records.provision import (
        AgencyRecord,
        AttributeRecord,
        CitationRecord,
        ComparisonRecord,
        LawRecord,
        LineageEventRecord,
        PrevalenceRecord,
        ProvisionRecord,
        TypePageRecord,
        TypeProvisionLine,
        TypeRecord,
    )
    from policytrail.report.records.review import ReviewRecord
    from policytrail.report.records.schemas import schema_text
    from policytrail.report.records.source import (
        GapRecord,
        Health,
        IndexRecord,
        SourceLine,
        SourceRecord,
        TroubleRecord,
    )
    from policytrail.report.records.statement import (
        FactRecord,
        FindingChangeRecord,
        LeadRecord,
        SpanRecord,
        StatementRecord,
    )
    from policytrail.report.records.type import TypeLine, TypesRecord

__all__ = [
    "AgencyRecord",
    "AttributeRecord",
    "BlockRecord",
    "CaptureRecord",
    "ChangeLine",
    "ChangeRecord",
    "CitationRecord",
    "ComparisonRecord",
    "DateRecord",
    "FactRecord",
    "FindingChangeRecord",
    "GapRecord",
    "Health",
    "HunkRecord",
    "IndexRecord",
    "LawRecord",
    "LeadRecord",
    "LineageEventRecord",
    "MementoRecord",
    "NewVersionRecord",
    "PrevalenceRecord",
    "ProvisionRecord",
    "ReasonRecord",
    "RecipeRecord",
    "ReviewRecord",
    "SideRecord",
    "SourceLine",
    "SourceName",
    "SourceRecord",
    "SpanRecord",
    "StatementRecord",
    "StatsRecord",
    "TroubleRecord",
    "TypeLine",
    "TypePageRecord",
    "TypeProvisionLine",
    "TypeRecord",
    "TypesRecord",
    "VersionRecord",
    "as_json",
    "escape_json",
    "iso_time",
    "record_key",
    "schema_text",
]
__getattr__ = import_on_demand(__name__, __file__)
