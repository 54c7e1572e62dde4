"""Export evidence: captures with their bodies as one WARC file."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from flows.pipeline.progress import Told, no_progress
from flows.pipeline.written_file import written_whole
from policytrail.errors import ConfigurationError
from policytrail.evidence.export import CaptureWithBody, attempt_records, warc_records
from policytrail.fetch.settings import FetchSettings
from policytrail.model import Attempt, Source
from storage.captures import newest_event, read_attempts
from storage.database import Connection
from storage.export import captures_with_bodies


def export_warc(
    connection: Connection, sources: Sequence[Source], file: Path, told: Told = no_progress
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
    found = counting.count_passed(captures_with_bodies(connection, sources))
    records = warc_records(found, FetchSettings().user_agent, made_at)
    with written_whole(file) as beside, beside.open("wb") as out:
        out.writelines(records)
        out.writelines(attempt_records(_failed_attempts(connection, sources)))
    return counting.count


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

    def __init__(self, told: Told) -> None:
        self.count = 0
        self._told = told

    def count_passed(self, found: Iterable[CaptureWithBody]) -> Iterable[CaptureWithBody]:
        """Yield each capture, once counted."""
        for each in found:
            self.count += 1
            self._told("writing", self.count, None)
            yield each
