"""Metadata of exported captures, so that an import restores exactly the same capture."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter

from policytrail.evidence.framing import Broken, RawRecord
from policytrail.evidence.records import RecordDamaged, WarcRecord, web_time
from policytrail.model import Attempt, Capture, Header, Origin
from policytrail.text import without_userinfo

ENCODINGS: Final = ("content-encoding", "transfer-encoding", "content-length")
"""Headers that are no longer true of a body whose encodings are undone."""
ORIGINAL: Final = "X-Archive-Orig-"
"""What is put before the names of those headers."""
_CONCURRENT: Final = re.compile(rb"^WARC-Concurrent-To: (\S+)", re.MULTILINE)
_LENGTH: Final = "content-length"
_CAPTURE: Final = TypeAdapter(Capture)
_ATTEMPT: Final = TypeAdapter(Attempt)
_WEB_ADDRESS: Final = re.compile(r"https?://[!-;=?-~]{1,8000}")
_HEADER_NAME: Final = re.compile(r"(?!X-Archive-Orig-)[!#-'*+.0-9A-Z^-z|~-]+", re.IGNORECASE)
_HEADER_VALUE: Final = re.compile(r"[!-~](?:[ -~]*[!-~])?")
NO_ADDRESS: Final = "https://no-address.invalid/"
"""What a record is filed under whose own addresses are none of the web."""
_TRUTHS: Final = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class CaptureMetadata:
    """What a metadata record of ours says of the record that it stands beside."""

    capture_id: str
    capture: Capture
    """Without what the record itself says: its final URL, its time and its headers."""
    headers: tuple[Header, ...]
    """Those that the record cannot hold, since no server sent its body."""
    is_exact: bool = False
    """Whether `capture` is the whole capture, since the record cannot hold it as it was."""


def filed_address(capture: Capture) -> str:
    """Return the address under which a capture is filed: its final URL, if that is valid."""
    candidates = (capture.final_url, capture.url)
    return next((url for url in candidates if _WEB_ADDRESS.fullmatch(url)), NO_ADDRESS)


def _fits_record(capture: Capture) -> bool:
    """Return whether a record restores the capture exactly."""
    addresses = (capture.url, capture.final_url, *capture.redirects)
    return (
        all(_WEB_ADDRESS.fullmatch(url) for url in addresses)
        and (capture.memento_url is None or bool(_WEB_ADDRESS.fullmatch(capture.memento_url)))
        and all(
            _HEADER_NAME.fullmatch(name) and _HEADER_VALUE.fullmatch(value)
            for name, value in capture.headers
        )
    )


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
        *(
            ("policytrail-exact", json.dumps(_CAPTURE.dump_python(capture, mode="json")))
            for _ in (1,)
            if not _fits_record(capture)
        ),
    ]


def lines_of_attempt(attempt: Attempt, url: str) -> list[Header]:
    """Return the fields of the metadata record of a failed attempt."""
    return [
        ("policytrail-attempt", json.dumps(_ATTEMPT.dump_python(attempt, mode="json"))),
        ("policytrail-attempt-url", json.dumps(url)),
    ]


def read_attempt(raw: RawRecord) -> tuple[Attempt, str] | None:
    """Return the attempt in a metadata record, and its URL; None if there is none.

    Raises:
        RecordDamaged: it is one of ours and cannot be what we wrote.
    """
    if b"WARC-Type: metadata" not in raw.head or not raw.block.startswith(b"policytrail-attempt: "):
        return None
    lines = raw.block.decode("utf-8", "replace").splitlines()
    try:
        fields = dict(line.split(": ", 1) for line in lines)
        attempt = _ATTEMPT.validate_json(fields["policytrail-attempt"])
        url: object = json.loads(fields["policytrail-attempt-url"])
    except (KeyError, ValueError, RecursionError) as error:
        raise RecordDamaged(f"the attempt that it tells of cannot be read ({error})") from error
    if attempt.capture_id is not None or attempt.attempted_at.tzinfo is None:
        raise RecordDamaged("the attempt that it tells of is no failed one at a known time")
    for moment in (attempt.attempted_at, attempt.scheduled_at or attempt.attempted_at):
        web_time(moment)
    return replace(attempt, detail=without_userinfo(attempt.detail)), without_userinfo(str(url))


def _is_beside(raw: RawRecord, record: RawRecord) -> bool:
    """Return whether a record is the metadata that stand beside another one."""
    if b"WARC-Type: metadata" not in raw.head:
        return False
    referred = _CONCURRENT.search(raw.head)
    return referred is not None and b"WARC-Record-ID: " + referred[1] in record.head


def read_beside(block: bytes) -> CaptureMetadata | None:
    """Return what a metadata record says; None if it is not one of ours.

    Raises:
        RecordDamaged: it is one of ours and cannot be what we wrote.
    """
    lines = [line.partition(": ") for line in block.decode("utf-8", "replace").splitlines()]
    fields = {name: value for name, _, value in lines}
    if "policytrail-capture" not in fields or "policytrail-url" not in fields:
        return None
    try:
        if exact := fields.get("policytrail-exact"):
            capture = _CAPTURE.validate_json(exact)
            return CaptureMetadata(
                fields["policytrail-capture"], capture, capture.headers, is_exact=True
            )
        capture = _read_capture(fields, tuple(value for name, _, value in lines if name == "via"))
    except (KeyError, ValueError, RecursionError) as error:
        raise RecordDamaged(f"the metadata beside it cannot be read ({error})") from error
    headers = [value.partition(": ") for name, _, value in lines if name == "policytrail-header"]
    return CaptureMetadata(
        fields["policytrail-capture"], capture, tuple((name, value) for name, _, value in headers)
    )


def _read_capture(fields: dict[str, str], redirects: tuple[str, ...]) -> Capture:
    fetched_at = datetime.fromisoformat(fields["policytrail-fetched-at"])
    if fetched_at.tzinfo is None:
        raise ValueError("policytrail-fetched-at names no time zone")
    return Capture(
        source_id=fields["policytrail-source"],
        captured_at=fetched_at,
        fetched_at=fetched_at,
        origin=Origin(fields["policytrail-origin"]),
        url=fields["policytrail-url"],
        final_url=fields["policytrail-url"],
        status=int(fields["policytrail-status"]),
        headers=(),
        body_sha256=fields["policytrail-body-sha256"],
        redirects=redirects,
        memento_url=fields.get("policytrail-memento"),
        digest_verified=_TRUTHS.get(fields.get("policytrail-digest-verified", "")),
    )


def restore_capture(metadata: CaptureMetadata, record: WarcRecord) -> Capture:
    """Return the exported capture from its record and its metadata.

    Raises:
        RecordDamaged: they do not make up the capture that they name.
    """
    capture = metadata.capture
    if not metadata.is_exact:
        capture = replace(
            capture,
            captured_at=record.captured_at,
            final_url=record.url,
            headers=(
                metadata.headers if record.kind == "resource" else tuple(_headers_as_sent(record))
            ),
        )
    if capture.capture_id != metadata.capture_id:
        raise RecordDamaged(f"it is not capture {metadata.capture_id}, which it is said to be")
    for moment in (capture.captured_at, capture.fetched_at):
        web_time(moment)
    return replace(capture, url=without_userinfo(capture.url))


def _headers_as_sent(record: WarcRecord) -> list[Header]:
    original = {f"{ORIGINAL}{name}".lower() for name in ENCODINGS}
    return [
        (name[len(ORIGINAL) :] if name.lower() in original else name, value)
        for name, value in record.headers
        if name.lower() != _LENGTH
    ]


def pair_with_metadata(
    raws: Iterable[RawRecord | Broken],
) -> Iterator[tuple[RawRecord | Broken, RawRecord | None]]:
    """Yield each record with the metadata that follow it, if they stand beside it."""
    waiting: RawRecord | None = None
    for raw in raws:
        if waiting is not None:
            metadata_record = (
                raw if isinstance(raw, RawRecord) and _is_beside(raw, waiting) else None
            )
            yield waiting, metadata_record
            waiting = None
            if metadata_record:
                continue
        if isinstance(raw, Broken):
            yield raw, None
        else:
            waiting = raw
    if waiting is not None:
        yield waiting, None
