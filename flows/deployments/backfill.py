"""The `backfill` flow: fetch the history of sources from a web archive, derive, publish."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast
from uuid import UUID

from prefect import flow
from prefect.artifacts import (
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.logging import get_run_logger

from flows.database import database_opener, renew_copy
from flows.deployments.path_parameters import DEFAULT_DB, confine_paths
from flows.deployments.rate_limits import request_admission
from flows.deployments.run_names import run_namer
from flows.deployments.steps import derive_step, publish_step
from flows.pipeline import (
    LISTENER,
    ArchiveBlocked,
    Derived,
    Filled,
    Plan,
    Published,
    backfill_request,
    choose_sources,
    fill_backfill,
    open_archive_session,
    plan_all,
    reported_watch,
    watch_beside,
)
from policytrail.fetch import from_environment
from policytrail.fetch.wayback import LEAST_RUN
from policytrail.sources import parse_sources
from storage import declare_sources


@dataclass(frozen=True, slots=True)
class Backfilled:
    """What a run did."""

    sources: tuple[Filled, ...]
    derived: Derived
    published: Published
    blocked: str = ""
    """Why the run stopped early, and when to come back; empty if it did not."""


@flow(name="backfill", flow_run_name=run_namer("backfill"), persist_result=False)
def backfill(  # noqa: PLR0913 (the parameters of a deployment, each by name)
    since: date,
    until: date | None = None,
    db: str = DEFAULT_DB,
    sources: str = "sources.yaml",
    out: str = "reports",
    only: list[str] | None = None,
    tags: list[str] | None = None,
    every_days: float | None = None,
    least_run: int = LEAST_RUN,
    dry_run: bool = False,
) -> Backfilled:
    """Take the captures of every source (or of `only` and `tags`) from `since` to `until`.

    Args:
        since: The first day.
        until: The last day; today if not given.
        db: The database; by default that of POLICYTRAIL_DB.
        sources: The file that lists what is tracked.
        out: The folder of the reports.
        only: Sources or services by id; all if none is named.
        tags: Only sources with one of these tags.
        every_days: At most one capture in so many days is looked at.
        least_run: A version of fewer captures may be passed over; 0 takes all.
        dry_run: Whether only the plan is left, as an artifact, and no memento is asked for.
    """
    confine_paths(db=db, sources=sources, out=out)
    now = datetime.now(UTC)
    opened = database_opener(Path(db))
    wanted = choose_sources(
        parse_sources(Path(sources).read_text(encoding="utf-8"), sources), only or [], tags or []
    )
    asked = tuple(source for source in wanted if source.wayback)
    request = backfill_request(since, until or now.date(), every_days, least_run)
    with opened() as connection:
        declare_sources(connection, asked, now)
    progress = _Progress(len(asked))
    done: list[Filled] = []
    blocked = ""
    with open_archive_session(
        opened, now, request_admission(from_environment(os.environ))
    ) as session:
        try:
            plans, unlisted = plan_all(opened, asked, request, session, progress.report_progress)
            done += unlisted
            _tell_plan(plans)
            progress.next_sources(len(unlisted))
            for made in () if dry_run else plans:
                done.append(fill_backfill(opened, made, request, session, progress.report_progress))
                progress.next_sources()
                get_run_logger().info("%s: %d captures", made.source.source_id, done[-1].captures)
        except ArchiveBlocked as error:
            blocked = str(error)
    derived = derive_step(Path(db), now)
    renew_copy(Path(db))
    watched = reported_watch(watch_beside(Path(sources), None))
    published = publish_step(Path(db), Path(out), watched)
    done.sort(key=lambda each: each.source_id)
    _leave_summary(done)
    return Backfilled(tuple(done), derived, published, blocked)


class _Progress:
    """Shows the progress of a run on Prefect's pages and on the terminal."""

    def __init__(self, sources: int) -> None:
        self._sources, self._done = sources, 0
        created = create_progress_artifact(
            0.0, key="backfill", description="Sources whose past is there."
        )
        # Prefect's functions give a coroutine inside coroutines only, and this is none.
        self._artifact = cast("UUID", created)

    def report_progress(self, what: str, done: int, of: int | None) -> None:
        """Report the progress at the terminal."""
        LISTENER.get()(what, done, of)

    def next_sources(self, count: int = 1) -> None:
        """Count sources as done on Prefect's pages."""
        if count:
            self._done += count
            update_progress_artifact(self._artifact, 100.0 * self._done / self._sources)


def _tell_plan(plans: list[Plan]) -> None:
    """Publish the plan as an artifact in Prefect's UI."""
    create_table_artifact(
        key="backfill-plan",
        description="What the archive lists of each source, and how many requests that takes.",
        table=[
            {
                "source": each.source.source_id,
                "listed": each.listed,
                "distinct": len(each.stretches),
                "at least": each.bounds.least,
                "at most": each.bounds.most,
            }
            for each in plans
        ],
    )


def _leave_summary(done: list[Filled]) -> None:
    """Publish the run's summary as an artifact in Prefect's UI."""
    create_table_artifact(
        key="backfill-summary",
        description="What came of each source in this run.",
        table=[
            {
                "source": each.source_id,
                "requests": each.requests,
                "captures": each.captures,
                "lost": each.lost,
                "failure": each.failure,
            }
            for each in done
        ],
    )
