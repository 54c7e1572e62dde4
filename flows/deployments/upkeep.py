"""The flows that keep the store in order: `verify` and `compact`, weekly, and `backup`, monthly."""

from datetime import UTC, datetime
from pathlib import Path

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.logging import get_run_logger

from flows.database import reading_database
from flows.deployments.path_parameters import DEFAULT_DB, confine_paths
from flows.deployments.run_names import run_namer
from flows.pipeline import Compacted, Sample, back_up_for_month, compact_database, verify_database
from policytrail.errors import PolicyTrailError


class StoreDiffers(PolicyTrailError):
    """The stored data differs from the ledger: restore a backup."""


@flow(name="verify", flow_run_name=run_namer("verify"), persist_result=False)
def verify(db: str = DEFAULT_DB, sample: int = 50) -> None:
    """Recompute the ledger and every hash of the database; fail if anything differs.

    Args:
        db: The database; by default that of POLICYTRAIL_DB.
        sample: How many bodies are extracted again, others each week.
    """
    confine_paths(db=db)
    with reading_database(Path(db)) as connection:
        verified = verify_database(connection, Sample(datetime.now(UTC), sample))
    counts = verified.counts
    get_run_logger().info(
        "%d bodies, %d documents, %d blocks and %d ledger entries checked: %d differences",
        counts.bodies,
        counts.documents,
        counts.blocks,
        verified.head.size,
        len(verified.wrong),
    )
    if verified.wrong:
        lines = "\n".join(f"- {line}" for line in verified.wrong[:100])
        create_markdown_artifact(lines, key="verify", description="What differs.")
        raise StoreDiffers(f"{db}: {len(verified.wrong)} differences; restore a backup")


@flow(name="compact", flow_run_name=run_namer("compact"), persist_result=False)
def compact(db: str = DEFAULT_DB) -> Compacted:
    """Write the database anew, smaller.

    Args:
        db: The database; by default that of POLICYTRAIL_DB.
    """
    confine_paths(db=db)
    done = compact_database(Path(db))
    get_run_logger().info(
        "%.1f -> %.1f MB, %d bodies packed anew",
        done.before_bytes / 1e6,
        done.after_bytes / 1e6,
        done.packed,
    )
    return done


@flow(name="backup", flow_run_name=run_namer("backup"), persist_result=False)
def backup(db: str = DEFAULT_DB, keep: int = 6) -> str:
    """Copy the database to a file of this month in `NAME.backups` beside it; return its path.

    Args:
        db: The database; by default that of POLICYTRAIL_DB.
        keep: How many backups are kept; older ones are deleted.
    """
    confine_paths(db=db)
    path = back_up_for_month(Path(db), datetime.now(UTC), keep)
    get_run_logger().info("%s: %.1f MB", path, path.stat().st_size / 1e6)
    return str(path)
