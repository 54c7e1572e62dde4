"""Captures on their way through the spool into the database, whoever holds that meanwhile."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.database import open_database, open_for_a_turn, store_settings
from flows.pipeline.capture import CaptureRequest, RunTime, sources_due
from policytrail.errors import DatabaseBusy, DatabaseTooOld
from policytrail.model import Source
from storage import Connection, Spool, declare_sources, spool_beside

_BATCH = 32
"""So many tasks' captures are written with one opening of the database, which costs 44 ms of processor."""
_SHORT_S = 5.0
"""How long a run waits to write before it begins by reading only, which most holders allow."""


@dataclass(frozen=True, slots=True)
class SpooledCaptures:
    """The database of a run and its spool."""

    path: Path

    @property
    def spool(self) -> Spool:
        """Return where captures wait."""
        return spool_beside(self.path)

    def sources_due(
        self, sources: Sequence[Source], run: RunTime
    ) -> dict[str, tuple[CaptureRequest, ...]]:
        """Return what is due by service; write what an earlier run left behind, if that is possible.

        Where somebody reads the database for long, it is read as well, and written later.

        Raises:
            DatabaseBusy: another process writes for longer than the settings allow.
        """
        wait_s = store_settings(os.environ).wait_s
        try:
            with open_for_a_turn(self.path, min(_SHORT_S, wait_s)) as connection:
                return self._written_and_due(connection, sources, run)
        except DatabaseBusy:
            pass
        try:
            with open_database(self.path, wait_s=wait_s, read_only=True) as connection:
                return sources_due(connection, sources, run, self.spool.newest_slots())
        except DatabaseTooOld:
            with open_for_a_turn(self.path, wait_s) as connection:
                return self._written_and_due(connection, sources, run)

    def _written_and_due(
        self, connection: Connection, sources: Sequence[Source], run: RunTime
    ) -> dict[str, tuple[CaptureRequest, ...]]:
        self.spool.write_waiting(connection)
        declare_sources(connection, sources, run.began_at)
        return sources_due(connection, sources, run)

    def write_batch(self) -> None:
        """Write what waits if it is enough for a batch and nobody holds the database."""
        if len(self.spool.waiting_files()) >= _BATCH:
            try:
                with open_for_a_turn(self.path, 0) as connection:
                    self.spool.write_waiting(connection)
            except DatabaseBusy:
                return

    def write_rest(self, sources: Sequence[Source], run: RunTime) -> None:
        """Write all that waits.

        Raises:
            DatabaseBusy: somebody held the database for too long; what was captured waits on.
        """
        try:
            wait_s = store_settings(os.environ).wait_s
            with open_for_a_turn(self.path, wait_s) as connection:
                self.spool.write_waiting(connection)
                declare_sources(connection, sources, run.began_at)
        except DatabaseBusy as error:
            raise DatabaseBusy(
                f"{error} What was captured waits in {self.spool.folder}: the next run writes it."
            ) from error
