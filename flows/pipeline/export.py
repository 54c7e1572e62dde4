"""Export evidence, captures with their bodies as one WARC or WACZ file, and data, a file a table."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from zipfile import ZipFile, ZipInfo

from flows.pipeline.progress import OnProgress, no_progress
from flows.pipeline.site_state import read_site_state, site_entries
from flows.pipeline.written_file import written_whole
from policytrail.errors import ConfigurationError
from policytrail.evidence import (
    ARCHIVE,
    CaptureWithBody,
    WaczIndex,
    WarcMember,
    attempt_records,
    warc_members,
)
from policytrail.fetch import FetchSettings
from policytrail.governance import reader_version
from policytrail.model import Attempt, Source
from policytrail.report.data import data_tables
from storage import (
    Connection,
    Form,
    captures_with_bodies,
    newest_event,
    read_attempts,
    write_tables,
)

_NO_EXTRA: Final = b"\xfe\xca\x00\x00"
"""An extra field that says nothing. Where the directory of a zip file shows none, replayweb.page
takes it that the file itself has none either, and looks for records 20 bytes too early."""


def export_tables(connection: Connection, folder: Path, form: Form, out: Path) -> dict[str, int]:
    """Write a file for each table; return how many rows each has.

    What the folder of reports `out` holds only spares finding it again.
    """
    state = read_site_state(connection, out)
    sources = [known.history.source for known in state.sources]
    made = data_tables(site_entries(connection, state), sources)
    return write_tables(connection, folder, form, reader_version(), made)


def export_captures(
    connection: Connection, sources: Sequence[Source], file: Path, told: OnProgress = no_progress
) -> int:
    """Write the captures and failed attempts of some sources; return how many captures.

    The same rows give the same bytes.

    Raises:
        ConfigurationError: there is nothing to write, or the file cannot be written.
    """
    made_at = newest_event(connection)
    if made_at is None:
        raise ConfigurationError("the database has no captures yet: run `policytrail track`")
    counting = _CaptureCount(told)
    captures = counting.count_passed(captures_with_bodies(connection, sources))
    members = warc_members(captures, FetchSettings().user_agent, made_at)
    failed = attempt_records(_failed_attempts(connection, sources))
    with written_whole(file) as unfinished:
        if file.suffix == ".wacz":
            _write_wacz(unfinished, members, failed, made_at)
        else:
            with unfinished.open("wb") as out:
                out.writelines(member.record for member in members)
                out.writelines(failed)
    return counting.count


def _write_wacz(
    path: Path, members: Iterable[WarcMember], failed: Iterable[bytes], made_at: datetime
) -> None:
    index = WaczIndex()
    # The least that the format can say; a fixed time, so that the same rows give the same bytes.
    day = max(made_at.year, 1980), made_at.month, made_at.day, 0, 0, 0
    entry = ZipInfo(ARCHIVE, day)
    entry.extra = _NO_EXTRA
    with ZipFile(path, "w") as wacz:
        with wacz.open(entry, "w", force_zip64=True) as out:
            for member in members:
                out.write(index.add_member(member))
            for record in failed:
                out.write(index.add_bytes(record))
        for name, content in index.finished_files(FetchSettings().user_agent, made_at).items():
            wacz.writestr(ZipInfo(name, day), content)


def _failed_attempts(
    connection: Connection, sources: Sequence[Source]
) -> Iterator[tuple[str, Attempt]]:
    """Yield every attempt on the sources that gave no capture, each with its source's URL."""
    for source in sources:
        for attempt in read_attempts(connection, source.source_id):
            if attempt.capture_id is None:
                yield source.url, attempt


class _CaptureCount:
    """Counts captures on their way into the file."""

    def __init__(self, told: OnProgress) -> None:
        self.count = 0
        self._told = told

    def count_passed(self, captures: Iterable[CaptureWithBody]) -> Iterable[CaptureWithBody]:
        """Yield each capture, once counted."""
        for each in captures:
            self.count += 1
            self._told("writing", self.count, None)
            yield each
