"""`policytrail status` says which alerts have not arrived."""

import subprocess
import sys
from pathlib import Path

from policytrail.alerts.messages import TRIES, messages
from policytrail.alerts.plan import plan
from storage.database import open_database
from storage.outbox import StoredOutbox
from tests.alerts.test_plan import ALARM, EDIT, NOW, RULE

ROOT = Path(__file__).parents[2]


def status_after(tmp_path: Path, faults: int) -> subprocess.CompletedProcess[str]:
    path = tmp_path / "policytrail.duckdb"
    with open_database(path) as connection:
        box = StoredOutbox(connection)
        box.put(plan([RULE], [ALARM, EDIT], (), (), NOW))
        (message,) = messages(box.pending(), NOW)
        for _ in range(faults):
            box.begin(message, NOW)
            box.end(message, NOW, "the receiver did not accept it")
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", "--db", str(path), "status"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_alert_that_waits_is_shown_with_its_rule_and_fault(tmp_path: Path) -> None:
    done = status_after(tmp_path, 1)

    lines = [line for line in done.stdout.splitlines() if line.startswith("all\tenv:MAIL\t")]
    assert done.returncode == 0, done.stderr
    assert len(lines) == 2
    assert lines[0].endswith("\twaiting\t1 of 6 failed\tthe receiver did not accept it")
    assert done.stdout.endswith("2 alerts waiting, 0 dead\n")


def test_a_dead_alert_needs_a_look(tmp_path: Path) -> None:
    done = status_after(tmp_path, TRIES)

    assert done.returncode == 1
    assert done.stdout.endswith("0 alerts waiting, 2 dead\n")
