"""What `serve` says of the runs to come."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.deployments.next_runs import coming_runs
from flows.deployments.serve import Schedule, ServedPlaces

pytestmark = pytest.mark.prefect
NOW = datetime(2026, 3, 1, 6, 31, tzinfo=UTC)


def told(folder: Path, schedule: Schedule) -> list[str]:
    places = ServedPlaces(folder / "a.duckdb", folder / "sources.yaml", folder / "reports")
    return list(coming_runs(places, schedule, NOW))


def test_the_next_runs_are_told_and_that_nobody_is_alerted(tmp_path: Path) -> None:
    line, advice = told(tmp_path, Schedule())

    assert "track (daily) 2026-03-02 06:00" in line
    assert "tell" not in line
    assert "watch.yaml" in advice


def test_alerts_have_their_runs_where_somebody_is_alerted(tmp_path: Path) -> None:
    (tmp_path / "watch.yaml").write_text("watch: []\n")

    (line,) = told(tmp_path, Schedule(None, 3600))

    assert line.startswith(
        "Next runs, UTC: tell (due) 2026-03-01 06:45, track (daily) 2026-03-01 07:31"
    )
