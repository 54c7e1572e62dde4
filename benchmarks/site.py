"""What a day of 350 services costs from captures to reports, and what the next day costs.

Processor time is told, of all processes together: the machine may be shared. The network is left
out: what was captured goes through the spool into the database as if it had been fetched.
"""

import os
import resource
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks import Row
from benchmarks._invented_day import FIRST_DAY, WHOLE, Answer, Size, answers, sources
from flows.pipeline import RunTime, SpooledCaptures, publish_reports
from flows.pipeline import derive_all as derive
from policytrail.model import Retrieval, Source
from storage import Spooled
from storage.database import open_database

FIRST_PUBLISH_S, NEXT_PUBLISH_S = 60, 10
FIRST_DAY_S, NEXT_DAY_S = 180, 75
MOST_FILES, MOST_MB = 12_000, 200


@dataclass(frozen=True, slots=True)
class DayCost:
    """What one day cost, in seconds of processor, and what lies in the folder after it."""

    captures_s: float
    derive_s: float
    publish_s: float
    written: int
    files: int
    size_mb: float

    @property
    def whole_s(self) -> float:
        """Return the seconds of all steps."""
        return self.captures_s + self.derive_s + self.publish_s


def run() -> list[Row]:
    """Return what the first day and the next one cost."""
    first, following = played(WHOLE)
    day = f"{WHOLE.services} services, {WHOLE.policies} policies"
    return [
        _row(f"reports of {day}", first.publish_s, FIRST_PUBLISH_S, f"{first.files:,} files"),
        _row(
            f"the same a day later, {WHOLE.changed} changed",
            following.publish_s,
            NEXT_PUBLISH_S,
            f"{following.written:,} files written",
        ),
        Row(
            "files and size of the reports",
            f"{following.files:,} files, {following.size_mb:.0f} MB",
            limit=f"<= {MOST_FILES:,} files, {MOST_MB} MB",
            holds=following.files <= MOST_FILES and following.size_mb <= MOST_MB,
        ),
        _row("the whole first day, without the network", first.whole_s, FIRST_DAY_S, _steps(first)),
        _row("the whole next day", following.whole_s, NEXT_DAY_S, _steps(following)),
    ]


def _row(what: str, seconds: float, limit_s: int, more: str) -> Row:
    holds = seconds <= limit_s
    return Row(what, f"{seconds:.1f} s, {more}", limit=f"<= {limit_s} s", holds=holds)


def _steps(cost: DayCost) -> str:
    return (
        f"captures {cost.captures_s:.0f}, derive {cost.derive_s:.0f}, publish {cost.publish_s:.0f}"
    )


def played(size: Size, days: int = 2) -> tuple[DayCost, ...]:
    """Return what each day costs, played through the database and the steps of a run."""
    with tempfile.TemporaryDirectory() as name:
        return tuple(_play(Path(name), size, day) for day in range(days))


def _play(folder: Path, size: Size, day: int) -> DayCost:
    database, out = folder / "day.duckdb", folder / "reports"
    declared, began_at = sources(size), FIRST_DAY + timedelta(days=day)
    batches = [list(some) for some in answers(day, size)]
    times = [_processor_s()]
    _capture(database, declared, batches, began_at)
    times.append(_processor_s())
    with open_database(database) as connection:
        derive(connection, FIRST_DAY)
    times.append(_processor_s())
    with open_database(database) as connection:
        done = publish_reports(connection, out)
    times.append(_processor_s())
    files = [path for path in out.rglob("*") if path.is_file()]
    return DayCost(
        captures_s=times[1] - times[0],
        derive_s=times[2] - times[1],
        publish_s=times[3] - times[2],
        written=done.written,
        files=len(files),
        size_mb=sum(path.stat().st_size for path in files) / 1e6,
    )


def _capture(
    database: Path, declared: Sequence[Source], batches: Sequence[list[Answer]], began_at: datetime
) -> None:
    """Bring what the services answered into the database, as a run does."""
    by_id = {source.source_id: source for source in declared}
    captures, run = SpooledCaptures(database), RunTime(began_at, began_at, takes_all=True)
    captures.sources_due(declared, run)
    for some in batches:
        asked = tuple(by_id[answer.capture.source_id] for answer in some)
        got = tuple(Retrieval(answer.attempt, answer.capture, answer.body) for answer in some)
        captures.spool.keep_captures(Spooled(asked, got))
        captures.write_batch()
    captures.write_rest(declared, run)


def _processor_s() -> float:
    """Return the processor time of this process and of all that it started, whether they ended or not.

    Workers live as long as the process that started them, which counts them only when they end.
    """
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both) + _living_s()


def _living_s() -> float:
    """Return the processor time of the processes that this one started and that have not ended."""
    taken = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name of the program, in brackets, may hold anything.
            _, _, rest = path.read_text(encoding="utf-8", errors="replace").rpartition(")")
        except OSError:  # it has ended meanwhile
            continue
        fields = rest.split()
        if int(fields[1]) == os.getpid():
            taken += int(fields[11]) + int(fields[12])
    return taken / os.sysconf("SC_CLK_TCK")
