"""What stands beside an exported capture, so that reading it back gives the very same capture."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from policytrail.evidence.framing import RawRecord
from policytrail.evidence.records import Record, RecordDamaged
from policytrail.model.capture import Capture, Header, Origin
from policytrail.sources.schema import is_id

ENCODINGS: Final = ("content-encoding", "transfer-encoding", "content-length")
"""Headers that are no longer true of a body whose encodings are undone."""
ORIGINAL: Final = "X-Archive-Orig-"
"""What is put before the names of those headers."""
_CONCURRENT: Final = re.compile(rb"^WARC-Concurrent-To: (\S+)", re.MULTILINE)
_LENGTH: Final = "content-length"
_TRUTHS: Final = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Beside:
    """What a metadata record of ours says of the record that it stands beside."""

    capture_id: str
    capture: Capture
    """Without what the record itself says: its final URL, its time and its headers."""
    headers: tuple[Header, ...]
    """Those that the record cannot hold, since no server sent its body."""


def lines_beside(capture: Capture) -> list[Header]:
    """Return the fields of the metadata record beside a capture."""
    return [
        ("policytrail-source", capture.source_id),
        ("policytrail-capture", capture.capture_id),
        ("policytrail-origin", capture.origin.value),
        ("policytrail-url", capture.url),
        ("policytrail-status", str(capture.status)),
        ("policytrail-fetched-at", capture.fetched_at.isoformat()),
        ("policytrail-body-sha256", capture.body_sha256),
        *(("policytrail-memento", url) for url in (capture.memento_url,) if url),
        *(
            ("policytrail-digest-verified", str(each).lower())
            for each in (capture.digest_verified,)
            if each is not None
        ),
        *(
            ("policytrail-header", f"{name}: {value}")
            for name, value in capture.headers
            if capture.origin is Origin.BROWSER
        ),
        *(("via", url) for url in capture.redirects),
    ]


def is_beside(raw: RawRecord, record: RawRecord) -> bool:
    """Return whether a record is the metadata that stand beside another one."""
    if b"WARC-Type: metadata" not in raw.head:
        return False
    referred = _CONCURRENT.search(raw.head)
    return referred is not None and b"WARC-Record-ID: " + referred[1] in record.head


def read_beside(block: bytes) -> Beside | None:
    """Return what a metadata record says; None if it is not one of ours.

    Raises:
        RecordDamaged: it is one of ours and cannot be what we wrote.
    """
    lines = [line.partition(": ") for line in block.decode("utf-8", "replace").splitlines()]
    said = {name: value for name, _, value in lines}
    if "policytrail-capture" not in said or "policytrail-url" not in said:
        return None
    if not is_id(said.get("policytrail-source")):
        raise RecordDamaged("the metadata beside it name no source")
    try:
        capture = _capture(said, tuple(value for name, _, value in lines if name == "via"))
    except (KeyError, ValueError) as error:
        raise RecordDamaged(f"the metadata beside it cannot be read ({error})") from error
    headers = [value.partition(": ") for name, _, value in lines if name == "policytrail-header"]
    return Beside(
        said["policytrail-capture"], capture, tuple((name, value) for name, _, value in headers)
    )


def _capture(said: dict[str, str], redirects: tuple[str, ...]) -> Capture:
    fetched_at = datetime.fromisoformat(said["policytrail-fetched-at"])
    if fetched_at.tzinfo is None:
        raise ValueError("policytrail-fetched-at names no time zone")
    return Capture(
        source_id=said["policytrail-source"],
        captured_at=fetched_at,
        fetched_at=fetched_at,
        origin=Origin(said["policytrail-origin"]),
        url=said["policytrail-url"],
        final_url=said["policytrail-url"],
        status=int(said["policytrail-status"]),
        headers=(),
        body_sha256=said["policytrail-body-sha256"],
        redirects=redirects,
        memento_url=said.get("policytrail-memento"),
        digest_verified=_TRUTHS.get(said.get("policytrail-digest-verified", "")),
    )


def restored(beside: Beside, record: Record) -> Capture:
    """Return the capture that was exported, out of its record and what stands beside it.

    Raises:
        RecordDamaged: they do not make up the capture that they name.
    """
    capture = replace(
        beside.capture,
        captured_at=record.captured_at,
        final_url=record.url,
        headers=beside.headers or tuple(_headers_as_sent(record)),
    )
    if capture.capture_id != beside.capture_id:
        raise RecordDamaged(f"it is not capture {beside.capture_id}, which it is said to be")
    return capture


def _headers_as_sent(record: Record) -> list[Header]:
    original = {f"{ORIGINAL}{name}".lower() for name in ENCODINGS}
    return [
        (name[len(ORIGINAL) :] if name.lower() in original else name, value)
        for name, value in record.headers
        if name.lower() != _LENGTH
    ]
