"""The JSON Schemas of the published records, by name."""

from types import MappingProxyType

from policytrail.errors import ConfigurationError
from policytrail.report.digests import DigestRecord
from policytrail.report.histories import IndexRecord, SourceRecord
from policytrail.report.provision_records import (
    ComparisonRecord,
    ProvisionRecord,
    TypePageRecord,
)
from policytrail.report.published import schema_of
from policytrail.report.records import ChangeRecord
from policytrail.report.services import ServiceRecord
from policytrail.report.texts import TextRecord
from policytrail.report.type_records import TypesRecord

RECORDS = MappingProxyType(
    {
        "change": (ChangeRecord, "policytrail/change/1"),
        "source": (SourceRecord, "policytrail/source/1"),
        "text": (TextRecord, "policytrail/text/1"),
        "service": (ServiceRecord, "policytrail/service/1"),
        "provision": (ProvisionRecord, "policytrail/provision/1"),
        "type": (TypePageRecord, "policytrail/type/1"),
        "types": (TypesRecord, "policytrail/types/1"),
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
    return schema_of(kind, title)
