"""Read captures from WARC files."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urljoin

from policytrail.evidence.capture_metadata import (
    CaptureMetadata,
    pair_with_metadata,
    read_attempt,
    read_beside,
    restore_capture,
)
from policytrail.evidence.files import opened_archives
from policytrail.evidence.framing import Broken, Content, Place, RawRecord, read_records, record_at
from policytrail.evidence.records import RecordDamaged, WarcRecord, read_record
from policytrail.evidence.references import Name, names_of, places_in, referred_names
from policytrail.model import (
    Attempt,
    Capture,
    Damage,
    Imported,
    Origin,
    Outcome,
    Retrieval,
    Source,
    Sources,
)
from policytrail.sources import UrlIndex, index_urls, is_id, normal_url, unnamed_source

_DOCUMENT_TYPES = ("html", "application/pdf", "text/plain", "text/markdown")
"""Parts of media types that can hold a policy: a URL that nothing names needs one of them."""
_REDIRECTS = (301, 302, 303, 307, 308)
_ONE_VISIT = timedelta(minutes=10)
"""A redirect leads to a record of about the same time; an older one may have been lifted."""


def read_captures(
    path: Path, sources: Sources, fetched_at: datetime, other_files: Sequence[Path] = ()
) -> Iterator[Imported | Damage]:
    """Yield every capture of an archive file, and every place that cannot be read.

    The file may be WARC (plain, gzip, zstd), ARC or WACZ. A URL that no source names becomes a
    source of its own, if its record can hold a policy. A revisit has the body that it refers to,
    wherever it stands in this file or in one of `other_files`. What we exported ourselves comes back
    as it was, also its origin.

    Raises:
        ArchiveFileError: if the file cannot be opened at all.
    """
    with ExitStack() as opened:
        for name, content in opened_archives(path, opened):
            if not len(content):
                yield Damage(name, 0, "the file is empty")
                continue
            reading = _WarcReader(name, content, sources, index_urls(sources), fetched_at)
            yield from reading.read_all()
            yield from reading.all_deferred(other_files)


_Deferred: TypeAlias = tuple[RawRecord, Callable[[], list[Imported]]]
"""A record that refers to a body not yet seen, and how to read it once that is known."""


@dataclass(frozen=True, slots=True)
class _WarcReader:
    file: str
    content: Content
    sources: Sources
    index: UrlIndex
    fetched_at: datetime
    places: dict[Name, Place] = field(default_factory=dict[Name, Place])
    """Where the body of each response stands, by the names that a revisit may give it."""
    redirects: dict[str, WarcRecord] = field(default_factory=dict[str, WarcRecord])
    """Normal URL -> the last record that redirected there."""
    own: dict[str, Source] = field(default_factory=dict[str, Source])
    """Normal URL, or the id that an export names -> the source of what is captured there."""
    deferred: list[_Deferred] = field(default_factory=list[_Deferred])
    """What is read last, since the body that it refers to may stand behind it."""
    others: list[tuple[Content, dict[Name, Place]]] = field(
        default_factory=list[tuple[Content, dict[Name, Place]]]
    )
    """Other files in which that body may stand, and the places in them."""

    def read_all(self) -> Iterator[Imported | Damage]:
        """Yield the result of each record, in the order of the file."""
        for raw, metadata_record in pair_with_metadata(read_records(self.content)):
            if isinstance(raw, Broken):
                yield Damage(self.file, raw.offset, raw.detail)
                continue
            try:
                imported = self._read_record(raw, metadata_record)
            except RecordDamaged as error:
                yield Damage(self.file, raw.offset, str(error))
            else:
                yield from imported

    def all_deferred(self, other_files: Sequence[Path]) -> Iterator[Imported | Damage]:
        """Yield the results of records whose body comes later in the file, or in another file."""
        if not self.deferred:
            return
        with ExitStack() as opened:
            waiting = [later for later in self.deferred if not self._tries(later)]
            done = [later for later in self.deferred if later not in waiting]
            if waiting:
                self.others.extend(
                    (content, places_in(content))
                    for path in other_files
                    for _, content in opened_archives(path, opened)
                )
            for raw, read_again in (*done, *waiting):
                try:
                    yield from read_again()
                except RecordDamaged as error:
                    yield Damage(self.file, raw.offset, str(error))
            self.others.clear()

    def _tries(self, later: _Deferred) -> bool:
        try:
            later[1]()
        except RecordDamaged:
            return False
        return True

    def _read_record(self, raw: RawRecord, metadata_record: RawRecord | None) -> list[Imported]:
        if attempt_read := read_attempt(raw):
            attempt, url = attempt_read
            source = self._source_for(attempt.source_id, url)
            attempt = replace(attempt, source_id=source.source_id)
            return [Imported(source, Retrieval(attempt))]
        record = read_record(raw)
        if record is None:
            return []
        if (
            metadata_record
            and record.kind != "revisit"
            and b"policytrail-capture: " in metadata_record.block
        ):
            # Whatever else is wrong with this capture: later records refer to its body.
            self.places.update(dict.fromkeys(names_of(record), raw.place))
        metadata = read_beside(metadata_record.block) if metadata_record else None
        if metadata:
            return self._or_later(raw, record, lambda: [self._restore_export(record, metadata)])
        asked = self._noted(record, raw.place)
        if asked is None:
            return []
        return self._or_later(raw, record, lambda: self._captures_in(record, asked))

    def _or_later(
        self, raw: RawRecord, record: WarcRecord, read_now: Callable[[], list[Imported]]
    ) -> list[Imported]:
        """Return the result of a record; one whose body is not known yet is deferred to the end."""
        refers = record.kind == "revisit" or record.status == HTTPStatus.NOT_MODIFIED
        if refers and self._referred(record) is None:
            self.deferred.append((raw, read_now))
            return []
        return read_now()

    def _restore_export(self, record: WarcRecord, metadata: CaptureMetadata) -> Imported:
        """Return a capture of our own, as it was when it was exported."""
        capture = restore_capture(metadata, record)
        is_whole = record.kind != "revisit"
        body = record.body if is_whole else self._referred_body(record)
        if hashlib.sha256(body).hexdigest() != capture.body_sha256:
            raise RecordDamaged(f"its body is not {capture.body_sha256}, which it is said to be")
        source = self._source_for(capture.source_id, capture.url)
        outcome = (
            Outcome.CONFIRMED if capture.status == HTTPStatus.NOT_MODIFIED else Outcome.CAPTURED
        )
        capture = replace(capture, source_id=source.source_id)
        return Imported(source, Retrieval(_build_attempt(capture, outcome), capture, body))

    def _source_for(self, source_id: str, url: str) -> Source:
        """Return the source of that id, else the one that names the URL, else one of its own.

        Earlier versions made ids of URLs that are no ids, e.g. of `http://-/terms`: what they kept
        is read under a new id.
        """
        key = f"id {source_id}"
        if key not in self.own:
            named = self.sources.by_id(source_id)
            of_url = self.index.get(normal_url(url), ())
            own = unnamed_source(url)
            own = replace(own, source_id=source_id) if is_id(source_id) else own
            self.own[key] = named or next(iter(of_url), own)
        return self.own[key]

    def _noted(self, record: WarcRecord, place: Place) -> str | None:
        """Record what later records may need; return the requested URL, None for a redirect."""
        location = _location_of(record)
        if location and record.status in _REDIRECTS:
            self.redirects[normal_url(location)] = record
            return None
        if record.kind != "revisit" and record.status == HTTPStatus.OK:
            self.places.update(dict.fromkeys(names_of(record), place))
        return self._requested_url(record)

    def _captures_in(self, record: WarcRecord, asked: str) -> list[Imported]:
        sources = self._sources_for(record, asked)
        if sources and record.status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            return [_failed_import(source, record) for source in sources]
        body = self._record_body(record) if sources else b""
        return [self._import_capture(source, record, asked, body) for source in sources]

    def _requested_url(self, record: WarcRecord) -> str:
        """Return the URL whose request led to this record, following redirects backwards."""
        url, seen = record.url, {normal_url(record.url)}
        while before := self.redirects.get(normal_url(url)):
            is_of_this_visit = abs(record.captured_at - before.captured_at) <= _ONE_VISIT
            if not is_of_this_visit or normal_url(before.url) in seen:
                break
            url = before.url
            seen.add(normal_url(url))
        return url

    def _sources_for(self, record: WarcRecord, asked: str) -> tuple[Source, ...]:
        keys = dict.fromkeys((normal_url(record.url), normal_url(asked)))
        named = [source for key in keys for source in self.index.get(key, ())]
        if named:
            return tuple(dict.fromkeys(named))
        key = normal_url(record.url)
        media_type = record.http_header("content-type").lower()
        if any(part in media_type for part in _DOCUMENT_TYPES) and record.status == HTTPStatus.OK:
            self.own.setdefault(key, unnamed_source(record.url))
        return (self.own[key],) if key in self.own else ()

    def _record_body(self, record: WarcRecord) -> bytes:
        if record.kind != "revisit" and record.status != HTTPStatus.NOT_MODIFIED:
            return record.body
        return self._referred_body(record)

    def _referred_body(self, record: WarcRecord) -> bytes:
        referred = self._referred(record)
        if not referred:
            raise RecordDamaged(
                f"{record.url}: refers to a body that is in none of the files read together"
            )
        return referred.body

    def _referred(self, record: WarcRecord) -> WarcRecord | None:
        """Return the record whose body another one refers to; None if no file has it."""
        for content, places in ((self.content, self.places), *self.others):
            place = next((places[n] for n in referred_names(record) if n in places), None)
            raw = record_at(content, place) if place else None
            if raw:
                return read_record(raw)
        return None

    def _import_capture(
        self, source: Source, record: WarcRecord, asked: str, body: bytes
    ) -> Imported:
        capture = Capture(
            source_id=source.source_id,
            captured_at=record.captured_at,
            fetched_at=self.fetched_at,
            origin=Origin.WARC,
            url=asked,
            final_url=record.url,
            status=HTTPStatus.OK,
            headers=record.headers,
            body_sha256=hashlib.sha256(body).hexdigest(),
            redirects=(asked,) if asked != record.url else (),
            digest_verified=record.digest_verified,
        )
        attempt = _build_attempt(capture, Outcome.CAPTURED, record.status)
        return Imported(source, Retrieval(attempt, capture, body))


def _location_of(record: WarcRecord) -> str:
    """Return where a record redirects to; empty where it does not, or to what is no address."""
    location = record.http_header("location")
    try:
        return urljoin(record.url, location) if location else ""
    except ValueError:
        return ""


def _build_attempt(capture: Capture, outcome: Outcome, status: int | None = None) -> Attempt:
    return Attempt(
        source_id=capture.source_id,
        attempted_at=capture.captured_at,
        outcome=outcome,
        status=status or capture.status,
        capture_id=capture.capture_id,
    )


def _failed_import(source: Source, record: WarcRecord) -> Imported:
    detail = f"{record.url} answered {record.status}"
    attempt = Attempt(
        source.source_id, record.captured_at, Outcome.HTTP_STATUS, detail, status=record.status
    )
    return Imported(source, Retrieval(attempt))
