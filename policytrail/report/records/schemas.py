"""The JSON Schemas of the published records, by name."""

from types import MappingProxyType

from policytrail.errors import ConfigurationError
from policytrail.report.build import ServiceRecord, TextRecord
from policytrail.report.data import DigestRecord
from policytrail.report.records.change import ChangeRecord
from policytrail.report.records.json_text import record_schema
from policytrail.report.records.provision import (
    ComparisonRecord,
    TypePageRecord,
)
from policytrail.report.records.source import IndexRecord, SourceRecord
from policytrail.report.records.type import TypesRecord

RECORDS = MappingProxyType(
    {
        "change": (ChangeRecord, "policytrail/change/2"),
        "source": (SourceRecord, "policytrail/source/1"),
        "text": (TextRecord, "policytrail/text/2"),
        "service": (ServiceRecord, "policytrail/service/2"),
        "type": (TypePageRecord, "policytrail/type/2"),
        "types": (TypesRecord, "policytrail/types/2"),
        "comparison": (ComparisonRecord, "policytrail/comparison/1"),
        "digest": (DigestRecord, "policytrail/digest/1"),
        "index": (IndexRecord, "policytrail/index/1"),
    }
)


def schema_text(name: str) -> str:
    """Return the JSON Schema of a kind of record as text.

    Raises:
        ConfigurationError: if there is no such kind.
    """
    if name not in RECORDS:
        raise ConfigurationError(f"no schema is named {name!r}, expected {', '.join(RECORDS)}")
    kind, title = RECORDS[name]
    return record_schema(kind, title)
