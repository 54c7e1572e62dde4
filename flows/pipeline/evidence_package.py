"""Evidence package: one change with everything that is needed to check it independently."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Final

from flows.pipeline.histories import known_sources, with_changes
from flows.pipeline.provision_queries import read_governed
from flows.pipeline.written_file import written_whole
from policytrail.errors import ConfigurationError, StorageError
from policytrail.evidence import LedgerEntry, read_key, signed_text, warc_records
from policytrail.fetch import FetchSettings
from policytrail.governance import reader_version
from policytrail.model import Capture, Change, Document, SourceHistory
from policytrail.report import change_pages
from policytrail.report.build import moved_records, shipped_kinds
from policytrail.report.html import site_assets
from storage import (
    Connection,
    assessment_json,
    current_tree,
    newest_event,
    read_bodies,
    read_documents,
    read_entries,
    read_findings,
    stored_captures,
    tree_head,
)

_SAME_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The same rows give the same bytes: a zip file holds no time of its own."""
_NEVER: Final = datetime.fromtimestamp(0, UTC)
_NOT_AS_ENTERED: Final = (
    "is not in the database as it was entered in the ledger: `policytrail verify` names all that is "
    "wrong, and there is nothing to prove until that is put right"
)


@dataclass(frozen=True, slots=True)
class _PackagedChange:
    """A change, and the content of its package."""

    history: SourceHistory
    change: Change
    assessment_sha256: str
    captures: tuple[Capture, ...]
    documents: Mapping[str, Document]


def export_evidence(
    connection: Connection, change_id: str, file: Path, signing_key: Path | None = None
) -> int:
    """Write the package of a change; return how many entries of the ledger it proves.

    Raises:
        ConfigurationError: there is no such change, or the file or the key cannot be used.
        StorageError: what the change rests on is not what was entered.
    """
    packaged = _find_change(connection, change_id)
    entries = _proven_entries(connection, packaged)
    content = _package_files(connection, packaged, entries)
    sums = "".join(
        f"{sha256(each).hexdigest()}  {name}\n" for name, each in sorted(content.items())
    ).encode()
    head = tree_head(current_tree(connection))
    named = (f"change {change_id}", f"files {sha256(sums).hexdigest()}")
    text = head.text + "".join(f"{line}\n" for line in named)
    if signing_key is not None:
        text = signed_text(text, "policytrail", read_key(signing_key), str(signing_key))
    content |= {"SHA256SUMS": sums, "head.txt": text.encode()}
    with written_whole(file) as unfinished, zipfile.ZipFile(unfinished, "w") as package:
        for name, each in sorted(content.items()):
            about = zipfile.ZipInfo(name, _SAME_TIME)
            about.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(about, each)
    return len(entries)


def _find_change(connection: Connection, change_id: str) -> _PackagedChange:
    candidates = (
        (known, question)
        for known in known_sources(connection, newest_event(connection) or _NEVER)
        for question in known.questions
        if question.transition.change_id == change_id
    )
    known, question = next(candidates, (None, None))
    if known is None or question is None:
        raise ConfigurationError(
            f"{change_id}: no such change; `policytrail report --since 2000-01-01` lists all changes"
        )
    (history,) = with_changes(connection, [known])
    change = next((each for each in history.changes if each.change_id == change_id), None)
    if change is None:
        raise ConfigurationError(f"{change_id} has not been assessed yet: run `policytrail derive`")
    name = history.source.source_id
    sides = change.transition.before, change.transition.after
    wanted = {each.capture_id for side in sides for each in (side.first, side.last)}
    captures = [each for each in stored_captures(connection, name) if each.capture_id in wanted]
    texts = read_documents(connection, name)
    return _PackagedChange(history, change, question.sha256, tuple(captures), texts)


def _proven_entries(connection: Connection, packaged: _PackagedChange) -> list[dict[str, object]]:
    """Return the ledger entries that the change depends on, each with its inclusion proof."""
    tree = current_tree(connection)
    proven = {
        position: entry.text
        for table, wanted in _rows_wanted(packaged)
        for position, entry in _entries_for(connection, table, wanted)
    }
    return [
        {
            "position": position,
            "entry": text,
            "proof": [each.hex() for each in tree.inclusion_proof(position)],
        }
        for position, text in sorted(proven.items())
    ]


def _rows_wanted(packaged: _PackagedChange) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the rows that the change depends on, by table."""
    yield "source", {"source_id": packaged.history.source.source_id}
    yield "change", {"assessment_sha256": packaged.assessment_sha256}
    for capture in packaged.captures:
        yield "capture", {"capture_id": capture.capture_id}
        yield "body", {"body_sha256": capture.body_sha256}
    for side in (packaged.change.transition.before, packaged.change.transition.after):
        yield "document", {"document_sha256": side.document_sha256}
        for body in sorted({side.first.body_sha256, side.last.body_sha256}):
            yield "extraction", {"body_sha256": body, "recipe_sha256": side.recipe_sha256}


def _entries_for(
    connection: Connection, table: str, wanted: Mapping[str, object]
) -> list[tuple[int, LedgerEntry]]:
    entries = list(read_entries(connection, table, wanted))
    if not entries:
        raise StorageError(f"{table} {' '.join(map(str, wanted.values()))} {_NOT_AS_ENTERED}")
    return entries


def _package_files(
    connection: Connection, packaged: _PackagedChange, entries: list[dict[str, object]]
) -> dict[str, bytes]:
    """Return the files of the package by name, except those that sign the others."""
    sides = (
        ("before", packaged.change.transition.before),
        ("after", packaged.change.transition.after),
    )
    content = {
        f"{name}.json": _to_json(_block_fields(packaged.documents[side.document_sha256]))
        for name, side in sides
    }
    content["entries.json"] = _to_json(entries)
    content["assessment.json"] = assessment_json(connection, packaged.assessment_sha256)
    content["captures.warc.gz"] = b"".join(_warc_records(connection, packaged))
    content |= {
        path: text.encode() for path, text in (*_report_pages(connection, packaged), *site_assets())
    }
    ours = files("policytrail.evidence")
    return content | {name: (ours / name).read_bytes() for name in ("README.txt", "check.py")}


def _report_pages(connection: Connection, packaged: _PackagedChange) -> Iterator[tuple[str, str]]:
    history = packaged.history
    names = [version.document_sha256 for version in history.versions]
    findings = read_findings(connection, names, reader_version())
    moves = moved_records(read_governed(history, findings, packaged.documents), shipped_kinds())
    position = [each.change_id for each in history.changes].index(packaged.change.change_id)
    yield from change_pages(
        packaged.change, packaged.documents.get, moves[position] if position < len(moves) else ()
    )


def _warc_records(connection: Connection, packaged: _PackagedChange) -> Iterator[bytes]:
    bodies = read_bodies(connection, {capture.body_sha256 for capture in packaged.captures})
    pairs = [(capture, bodies[capture.body_sha256]) for capture in packaged.captures]
    made_at = max(capture.fetched_at for capture in packaged.captures)
    return warc_records(pairs, FetchSettings().user_agent, made_at)


def _block_fields(document: Document) -> list[tuple[str, str, int, str]]:
    return [(each.number, str(each.kind), each.level, each.text) for each in document.blocks]


def _to_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
