"""The deployments: what they are named, what they run and when. Declared here and nowhere else.

`serve` makes them from this list; `prefect.yaml`, for a work pool, is held against it by a test.
"""

from dataclasses import dataclass

DAILY = "0 6 * * *"
"""Every day at 06:00 UTC."""
WEEKLY = "0 7 * * 1"
"""Every Monday at 07:00 UTC."""
VERIFYING = "0 3 * * 0"
"""Every Sunday at 03:00 UTC."""
COMPACTING = "0 4 * * 0"
"""Every Sunday at 04:00 UTC."""
MONTHLY = "0 2 1 * *"
"""On the first of each month at 02:00 UTC."""
OFTEN = "*/15 * * * *"
"""Every quarter of an hour: no alert that is due, nor a second try, waits longer."""


@dataclass(frozen=True, slots=True)
class DeclaredDeployment:
    """One deployment of a flow."""

    flow: str
    """The flow's function."""
    module: str
    """The module of `flows.deployments` that holds it."""
    name: str
    description: str
    parameters: tuple[str, ...]
    """The paths that `serve` sets for its runs: `db`, `sources`, `out`, `watch`."""
    cron: str | None = None
    """When it runs by itself, in UTC; None: by hand only."""
    needs_watch: bool = False
    """Whether `serve` leaves the schedule out where nobody has watch rules."""
    one_at_a_time: bool = False
    """Whether a run that would start while another runs is cancelled: the next one covers it."""


DEPLOYMENTS = (
    DeclaredDeployment(
        "track",
        "track",
        "daily",
        "Capture every due source, derive what is missing, write the reports.",
        ("db", "out", "sources", "watch"),
        DAILY,
        one_at_a_time=True,
    ),
    DeclaredDeployment(
        "shard",
        "shard",
        "by-track",
        "Capture and derive some of the sources of a `track` run that divides them.",
        ("db",),
    ),
    DeclaredDeployment(
        "digest",
        "digest",
        "weekly",
        "Write what happened in the week before, for each watch rule.",
        ("db", "out", "sources", "watch"),
        WEEKLY,
        needs_watch=True,
    ),
    DeclaredDeployment(
        "tell",
        "tell",
        "due",
        "Send the alerts that are due, and those whose receiver was away.",
        ("db", "out", "sources", "watch"),
        OFTEN,
        needs_watch=True,
        one_at_a_time=True,
    ),
    DeclaredDeployment(
        "verify",
        "upkeep",
        "weekly",
        "Recompute the ledger and every hash of the database; fail if anything differs.",
        ("db",),
        VERIFYING,
        one_at_a_time=True,
    ),
    DeclaredDeployment(
        "compact",
        "upkeep",
        "weekly",
        "Write the database anew, smaller; other runs wait meanwhile.",
        ("db",),
        COMPACTING,
        one_at_a_time=True,
    ),
    DeclaredDeployment(
        "backup",
        "upkeep",
        "monthly",
        "Copy the database to a file of this month beside it, and keep the newest six.",
        ("db",),
        MONTHLY,
        one_at_a_time=True,
    ),
    DeclaredDeployment(
        "backfill",
        "backfill",
        "by-hand",
        "Take the past of sources out of the Wayback Machine, derive, write the reports.",
        ("db", "out", "sources"),  # Prefect's pages ask for the days.
    ),
    DeclaredDeployment(
        "derive",
        "derive",
        "by-hand",
        "Make every missing document, diff and change from what is kept.",
        ("db",),
    ),
    DeclaredDeployment(
        "publish",
        "publish",
        "by-hand",
        "Write the reports whose content changed.",
        ("db", "out", "sources", "watch"),
    ),
)
