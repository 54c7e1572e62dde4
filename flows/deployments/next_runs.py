"""When the schedules run next, for people who have just started `serve`."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flows.deployments.declared import DEPLOYMENTS
from flows.deployments.serve import Schedule, ServedPlaces
from flows.pipeline import watch_beside


def coming_runs(places: ServedPlaces, schedule: Schedule, now: datetime) -> Iterator[str]:
    """Yield what to print of the next runs: one line for all schedules, one if nobody is alerted."""
    is_watched = (
        watch_beside(places.sources, str(places.watch) if places.watch else None) is not None
    )
    coming: list[tuple[datetime, str]] = []
    for declared in DEPLOYMENTS:
        chosen = schedule if declared.flow == "track" else Schedule(declared.cron)
        if is_watched or not declared.needs_watch:
            begins_at = _next_start(chosen, now)
            coming += [(begins_at, f"{declared.flow} ({declared.name})")] if begins_at else []
    listed = ", ".join(f"{name} {begins_at:%Y-%m-%d %H:%M}" for begins_at, name in sorted(coming))
    yield f"Next runs, UTC: {listed}"
    if not is_watched:
        yield "No watch.yaml: nobody is alerted (docs/alerts.md); start again once there is one."


def _next_start(schedule: Schedule, now: datetime) -> datetime | None:
    """Return when a schedule runs next; None if by hand only."""
    if schedule.every_s is not None:
        return now + timedelta(seconds=schedule.every_s)
    if schedule.cron is None:
        return None
    # As Prefect's own server reads the expression.
    from prefect.server.schemas.schedules import CronSchedule  # noqa: PLC0415 (heavy)
    from prefect.utilities.asyncutils import run_coro_as_sync  # noqa: PLC0415 (heavy)

    expression = CronSchedule(cron=schedule.cron, timezone="UTC")
    dates = run_coro_as_sync(expression.get_dates(1, start=now))
    return datetime.fromtimestamp(dates[0].timestamp(), now.tzinfo) if dates else None
