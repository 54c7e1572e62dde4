"""Revisit records: how they refer to the body of another record, and where those bodies are."""

from http import HTTPStatus
from typing import TypeAlias

from policytrail.evidence.framing import Broken, Content, Place, read_records
from policytrail.evidence.records import RecordDamaged, WarcRecord, read_record
from policytrail.sources import normal_url

Name: TypeAlias = tuple[str, ...]


def places_in(content: Content) -> dict[Name, Place]:
    """Return where the bodies of a file stand, by the names that a revisit may give them."""
    places: dict[Name, Place] = {}
    for raw in read_records(content):
        if isinstance(raw, Broken):
            continue
        try:
            record = read_record(raw)
        except RecordDamaged:
            continue
        if record and record.kind != "revisit" and record.status == HTTPStatus.OK:
            places.update(dict.fromkeys(names_of(record), raw.place))
    return places


def names_of(record: WarcRecord) -> list[Name]:
    """Return the names by which a later record may refer to the body of this one."""
    return [
        ("id", record.warc_field("WARC-Record-ID")),
        ("at", normal_url(record.url), record.warc_field("WARC-Date")),
        ("digest", record.warc_field("WARC-Payload-Digest")),
        ("last", normal_url(record.url)),
    ]


def referred_names(record: WarcRecord) -> list[Name]:
    """Return the names by which a record refers to the body of another one, best first."""
    referred_url = record.warc_field("WARC-Refers-To-Target-URI") or record.url
    names: list[Name] = [
        ("id", record.warc_field("WARC-Refers-To")),
        ("at", normal_url(referred_url), record.warc_field("WARC-Refers-To-Date")),
        ("digest", record.warc_field("WARC-Payload-Digest")),
    ]
    if record.status == HTTPStatus.NOT_MODIFIED:
        names.append(("last", normal_url(record.url)))
    return [name for name in names if name[-1]]
