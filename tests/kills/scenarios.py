"""What is killed: each part of a run, what it begins with, and what has to be there in the end."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from flows.alerts.send import DeliveryOptions
from flows.alerts.transport import Address
from flows.database import database_opener, open_database, reading_database, renew_copy
from flows.pipeline.alert import alert_in_turns
from flows.pipeline.backup import back_up, back_up_for_month, restore
from flows.pipeline.capture import RunTime, capture_all
from flows.pipeline.compact import compact_database
from flows.pipeline.derive import derive_in_turns
from flows.pipeline.import_warc import import_files
from flows.pipeline.publish import publish_reports
from flows.pipeline.spooled_captures import SpooledCaptures
from flows.pipeline.verify import verify_database
from policytrail.alerts.delivery import Message
from policytrail.model import Recipe, Source, Sources
from storage.captures import put_captures
from storage.database import Connection
from storage.migrate import backup_before
from storage.sources import declare_sources
from storage.spool import Spooled
from tests.alerts.examples import ENTRIES, NOW, RULE
from tests.archive import ArchivedPage
from tests.backfilling import ALL, backfill
from tests.pipeline.every_row import html_at, page, write_every_row
from tests.policies import page as policy_page
from tests.storage.older_databases import database_of_schema
from tests.values import SOURCE, hour
from tests.warcs import warc

DATABASE: Final = "policytrail.duckdb"
State = dict[str, object]
"""What is there in the end; equal for a run that was killed and one that was not."""

READ: Final[dict[str, State]] = {}
"""What databases hold, by their bytes: one with the bytes of another need not be read again."""

HELD: Final = [
    ArchivedPage(ALL.since + timedelta(days=day), SOURCE.url, policy_page(day // 3, day))
    for day in range(6)
]
"""What the archive has."""
TRACKED: Final = tuple(
    Source(f"lumen-{name}", f"Lumen {name}", f"lumen-{name}", "terms_of_service", "", Recipe())
    for name in ("terms", "privacy", "cookies")
)
PAGES: Final = {f"/{source.service_id}": page(30) for source in TRACKED}


@dataclass(frozen=True, slots=True)
class Scenario:
    """One part of a run, in a folder of its own."""

    prepare: Callable[[Path, str], None]
    work: Callable[[Path, str], None]
    """What is killed, and then done again. The text is the address of a server."""
    end_state: Callable[[Path], State]


def _nothing(folder: Path, url: str) -> None:
    del folder, url


def _track(folder: Path, url: str) -> None:
    """Do what the flow `track` does, without Prefect."""
    path, run = folder / DATABASE, RunTime(hour(9), hour(9))
    environ = {"POLICYTRAIL_ALLOW_PRIVATE": "true", "POLICYTRAIL_PACE_S": "0"}
    sources = [replace(source, url=f"{url}/{source.service_id}") for source in TRACKED]
    captures = SpooledCaptures(path)
    for asks in captures.sources_due(sources, run).values():
        got = capture_all(asks, hour(9), environ)
        captures.spool.keep_captures(Spooled(tuple(ask.source for ask in asks), tuple(got)))
        captures.write_batch()
    captures.write_rest(sources, run)
    derive_in_turns(database_opener(path), hour(9))
    renew_copy(path)
    _publish(folder, url)


def _prepare_files(folder: Path, url: str) -> None:
    del url
    (folder / "month.warc.gz").write_bytes(warc(9))


def _import(folder: Path, url: str) -> None:
    del url
    with open_database(folder / DATABASE) as connection:
        import_files(connection, [folder / "month.warc.gz"], Sources(), hour(0))
    derive_in_turns(database_opener(folder / DATABASE), hour(9))


def _declare(folder: Path, url: str) -> None:
    del url
    with open_database(folder / DATABASE) as connection:
        declare_sources(connection, [SOURCE], hour(0))


def _backfill(folder: Path, url: str) -> None:
    backfill(database_opener(folder / DATABASE), url)


def _capture(folder: Path, url: str) -> None:
    del url
    with open_database(folder / DATABASE) as connection:
        declare_sources(connection, [SOURCE], hour(0))
        put_captures(connection, [html_at(at, page(days)) for at, days in ((1, 30), (3, 90))])


def _derive(folder: Path, url: str) -> None:
    del url
    derive_in_turns(database_opener(folder / DATABASE), hour(9))
    renew_copy(folder / DATABASE)


def _prepare_derived(folder: Path, url: str) -> None:
    _capture(folder, url)
    _derive(folder, url)


def _publish(folder: Path, url: str) -> None:
    del url
    with reading_database(folder / DATABASE) as connection:
        publish_reports(connection, folder / "reports")


def _tell(folder: Path, url: str) -> None:
    del url
    post = DeliveryOptions(lambda _: "json://receiver", partial(_receive, folder / "heard"))
    alert_in_turns(folder / DATABASE, (RULE,), ENTRIES, NOW, post)


def _receive(heard: Path, address: Address, message: Message) -> str:
    """Stand for a receiver: whatever arrived is in the file, whoever is killed then."""
    del address
    with heard.open("a", encoding="utf-8") as file:
        file.write(json.dumps([message.message_id, message.alert_ids]) + "\n")
    return ""


def _prepare_older(folder: Path, url: str) -> None:
    del url
    database_of_schema(folder / DATABASE, 5)


def _migrate(folder: Path, url: str) -> None:
    del url
    with open_database(folder / DATABASE):
        pass


def _prepare_full(folder: Path, url: str) -> None:
    del url
    write_every_row(folder / DATABASE)


def _back_up(folder: Path, url: str) -> None:
    del url
    back_up_for_month(folder / DATABASE, hour(9), keep=2)
    if not (folder / "by-hand.duckdb").exists():
        back_up(folder / DATABASE, folder / "by-hand.duckdb")


def _prepare_backup(folder: Path, url: str) -> None:
    _prepare_full(folder, url)
    back_up(folder / DATABASE, folder / "by-hand.duckdb")


def _restore(folder: Path, url: str) -> None:
    del url
    restore(folder / "by-hand.duckdb", folder / DATABASE)


def _compact(folder: Path, url: str) -> None:
    del url
    compact_database(folder / DATABASE)


def _rows_of(connection: Connection) -> State:
    tables = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary ORDER BY ALL"
    ).fetchall()
    # The ledger has the same entries; which of two batches came first is no part of the history.
    without = {"ledger": "* EXCLUDE position"}
    return {
        name: [
            row
            for (row,) in connection.execute(
                f"SELECT to_json(each)::VARCHAR FROM (SELECT {without.get(name, '*')} FROM {name}) "  # noqa: S608 (our own tables)
                "AS each ORDER BY ALL"
            ).fetchall()
        ]
        for (name,) in tables
    }


def _stored(folder: Path, name: str = DATABASE) -> State:
    """Return every row, and what `verify` finds wrong: nothing."""
    files = [folder / name, folder / f"{name}.wal"]
    same = sha256(b"".join(path.read_bytes() for path in files if path.is_file())).hexdigest()
    if same not in READ:
        with open_database(folder / name) as connection:
            wrong = list(verify_database(connection).wrong)
            READ[same] = {**_rows_of(connection), "wrong": wrong}
    return READ[same]


def _backfilled(folder: Path) -> State:
    """Return the same but for when it was fetched, which is the time of the real clock."""
    rows = _stored(folder)
    with open_database(folder / DATABASE) as connection:
        captures = connection.execute(
            "SELECT to_json(each)::VARCHAR FROM (SELECT * EXCLUDE fetched_at FROM capture) AS each "
            "ORDER BY ALL"
        ).fetchall()
        entries = connection.execute(
            "SELECT kind, count(*) FROM ledger GROUP BY kind ORDER BY ALL"
        ).fetchall()
    return {**rows, "capture": captures, "ledger": entries}


def _written(folder: Path) -> State:
    """Return the bytes of every report, and every other file that lies beside them."""
    reports = folder / "reports"
    files = sorted(path for path in reports.rglob("*") if path.is_file())
    pages = {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.suffix != ".sqlite"
    }
    return {**pages, "files": [str(path.relative_to(folder)) for path in files]}


def _left(folder: Path) -> list[str]:
    """Return the files in the folder that no run of its own accord leaves."""
    expected = ("policytrail.read.duckdb", *(f".{DATABASE}.read-{twin}" for twin in "ab"))
    names = sorted(path.name for path in folder.iterdir() if path.name not in expected)
    return [name for name in names if not name.endswith((".wal", ".sending"))]


def _told(folder: Path) -> State:
    """Return which alerts arrived, each under one message alone however often that came."""
    heard = [json.loads(line) for line in (folder / "heard").read_text("utf-8").splitlines()]
    of_alert: dict[str, set[str]] = {}
    for message_id, alert_ids in heard:
        for alert_id in alert_ids:
            of_alert.setdefault(alert_id, set()).add(message_id)
    with open_database(folder / DATABASE) as connection:
        alerts = _rows_of(connection)["alert"]
        arrived = connection.execute(
            "SELECT DISTINCT message_id FROM delivery WHERE step = 'end' AND fault = '' ORDER BY ALL"
        ).fetchall()
    messages = {alert_id: sorted(names) for alert_id, names in sorted(of_alert.items())}
    return {"messages": messages, "alerts": alerts, "arrived": arrived}


def _tracked(folder: Path) -> State:
    spool = folder / f"{DATABASE}.spool"
    waiting = len(list(spool.iterdir())) if spool.is_dir() else 0
    return {**_stored(folder), **_written(folder), "spooled": waiting, "left": _left(folder)}


def _migrated(folder: Path) -> State:
    with open_database(folder / DATABASE) as connection:
        rows = _rows_of(connection)
    copy = backup_before(folder / DATABASE, 5)
    # An upgrade that was cut short between two migrations is begun again with a copy of its own.
    left = [name for name in _left(folder) if ".schema-" not in name]
    return {**rows, "copied": copy.is_file(), "left": left}


def _backed_up(folder: Path) -> State:
    (monthly,) = sorted((folder / "policytrail.backups").iterdir())
    return {
        **_stored(folder),
        "monthly": _stored(monthly.parent, monthly.name),
        "by hand": _stored(folder, "by-hand.duckdb"),
        "left": _left(folder),
    }


def _restored(folder: Path) -> State:
    kept = [path for path in folder.iterdir() if ".before-restore-" in path.name]
    return {**_stored(folder), "old": [_stored(folder, path.name) for path in kept[:1]]}


def _compacted(folder: Path) -> State:
    """Return every row; of bodies, which are packed in another way, those that `verify` unpacked."""
    rows = _stored(folder)
    with open_database(folder / DATABASE) as connection:
        bodies = connection.execute(
            "SELECT body_sha256, size_bytes FROM body ORDER BY ALL"
        ).fetchall()
    return {**rows, "body": bodies, "left": _left(folder)}


SCENARIOS: Final[dict[str, Scenario]] = {
    "track": Scenario(_nothing, _track, _tracked),
    "backfill": Scenario(_declare, _backfill, _backfilled),
    "import": Scenario(_prepare_files, _import, _stored),
    "derive": Scenario(_capture, _derive, _stored),
    "publish": Scenario(_prepare_derived, _publish, _written),
    "tell": Scenario(_nothing, _tell, _told),
    "migration": Scenario(_prepare_older, _migrate, _migrated),
    "backup": Scenario(_prepare_full, _back_up, _backed_up),
    "restore": Scenario(_prepare_backup, _restore, _restored),
    "compact": Scenario(_prepare_full, _compact, _compacted),
}
