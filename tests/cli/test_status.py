"""`policytrail status` says which alerts have not arrived."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from policytrail.alerts.delivery import TRIES
from policytrail.alerts.messages import messages_due
from policytrail.alerts.plan import plan_alerts
from policytrail.report.records import ChangeLine
from storage.database import open_database
from storage.outbox import StoredOutbox
from tests.alerts.examples import ALARM, EDIT, NOW, RULE
from tests.commands import policytrail
from tests.pipeline.every_row import write_every_row
from tests.values import SOURCE, hour

ROOT = Path(__file__).parents[2]


def status_after(
    tmp_path: Path, faults: int, changes: Sequence[ChangeLine] = (ALARM, EDIT)
) -> subprocess.CompletedProcess[str]:
    path = tmp_path / "policytrail.duckdb"
    with open_database(path) as connection:
        box = StoredOutbox(connection)
        box.put_alerts(plan_alerts([RULE], changes, (), (), NOW))
        (message,) = messages_due(box.pending_alerts(), NOW)
        for tried in range(faults):
            at = NOW + timedelta(seconds=tried)
            box.begin_sending(message, at)
            box.end_sending(message, at, "the receiver did not accept it")
    return policytrail("status", cwd=tmp_path)


def test_an_alert_that_waits_is_shown_with_its_rule_and_fault(tmp_path: Path) -> None:
    done = status_after(tmp_path, 1)

    lines = [line for line in done.stdout.splitlines() if line.startswith("all\tenv:MAIL\t")]
    assert done.returncode == 0, done.stderr
    assert len(lines) == 2
    assert lines[0].startswith("all\tenv:MAIL\twaiting\t1 of 6 failed\tAurora Images ")
    assert lines[0].endswith(
        ". Not sent: the receiver did not accept it. Tried again now, by the next `track` "
        "or `serve`; `policytrail tell` tries at once"
    )
    assert done.stdout.endswith("2 alerts waiting, 0 dead\n")


def test_one_alert_is_counted_in_the_singular(tmp_path: Path) -> None:
    assert status_after(tmp_path, 1, [ALARM]).stdout.endswith("1 alert waiting, 0 dead\n")


def test_a_dead_alert_needs_a_look(tmp_path: Path) -> None:
    done = status_after(tmp_path, TRIES)

    assert done.returncode == 1
    assert ". See to it, then `policytrail tell --dead`\n" in done.stdout
    assert done.stdout.endswith("0 alerts waiting, 2 dead\n")


def test_monitoring_gets_one_json_object_and_the_exit_code(tmp_path: Path) -> None:
    write_every_row(tmp_path / "policytrail.duckdb")
    (tmp_path / "reports").mkdir()
    coming = {"source_id": SOURCE.source_id, "due": "2026-07-01", "text": "New terms from July."}
    (tmp_path / "reports" / "index.json").write_text(json.dumps({"announced": [coming]}), "utf-8")

    done = policytrail("status", "--json", cwd=tmp_path)

    told = json.loads(done.stdout)
    (source,) = told["sources"]
    assert (done.returncode, told["attention"], told["counts"]) == (1, True, {"not a policy": 1})
    assert (source["source_id"], source["muted"]) == (SOURCE.source_id, False)
    assert source["next_due"] == told["next_due"] == hour(7.5 + 24).isoformat()
    assert told["announced"] == [coming]
    assert told["alerts"] == {"waiting": 1, "dead": 0, "without_address": []}


def test_what_to_do_is_read_below_its_row_and_an_address_stays_whole() -> None:
    address = f"https://lumen.example/{'terms/' * 20}"
    table = (
        "from flows.cli.terminal.tables import print_table; "
        f"print_table(('source', 'to do'), [('lumen', 'Open {address} and look.')], beneath=True)"
    )
    ours, theirs = os.openpty()

    subprocess.run(
        [sys.executable, "-c", table],
        cwd=ROOT,
        env=dict(os.environ) | {"COLUMNS": "80", "TERM": "dumb"},
        stdout=theirs,
        check=True,
    )
    os.close(theirs)

    with os.fdopen(ours, "rb", closefd=True) as terminal:
        said = terminal.read1(10_000).decode()
    assert [line.rstrip() for line in said.splitlines()] == [
        "source",
        "lumen",
        "    Open",
        f"    {address}",
        "    and look.",
    ]
