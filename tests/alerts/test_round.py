"""Rounds of alerts, through the real outbox, to real receivers."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows.alerts.send import DeliveryOptions
from flows.alerts.transport import Address, deliver_message
from flows.pipeline.alert import Alerted, alert_in_turns
from flows.pipeline.watch_file import rules_in, watch_beside
from policytrail.alerts.delivery import TRIES, Message
from policytrail.alerts.plan import fresh_changes
from policytrail.alerts.rules import Rhythm
from policytrail.errors import ConfigurationError
from policytrail.report.manifest import ManifestEntry
from tests.alerts.conftest import Mailbox
from tests.alerts.examples import ALARM, EDIT, ENTRIES, LINES, NOW, RULE, SUBJECT
from tests.server import free_port

ROOT = Path(__file__).parents[2]


def derived_anew(entry: ManifestEntry) -> ManifestEntry:
    """Return the entry as another extractor leaves it: other ids, the same intervals."""
    changes = [replace(one, change_id=f"{one.change_id[:-1]}x") for one in entry.changes]
    return replace(entry, changes=tuple(changes))


def tell(
    out: Path, address: str, now: datetime = NOW, entries: Sequence[ManifestEntry] = ENTRIES
) -> Alerted:
    """Run one round."""
    path, post = out / "policytrail.duckdb", DeliveryOptions(lambda _: address)
    return alert_in_turns(path, (RULE,), entries, now, post)


def deliver_and_die(address: Address, message: Message) -> str:
    """Send, and die before anybody records it."""
    deliver_message(address, message)
    signal.raise_signal(signal.SIGKILL)
    return ""


def test_a_round_mails_what_the_site_tells_once(
    tmp_path: Path, mailbox: tuple[Mailbox, str]
) -> None:
    box, address = mailbox
    out = tmp_path

    first, second = tell(out, address), tell(out, address)

    assert (first, second) == (Alerted(2), Alerted())
    assert box.subjects == [f"{SUBJECT}, and 1 more"]


def test_what_is_derived_anew_is_not_told_again(
    tmp_path: Path, webhook: tuple[list[dict[str, str]], str]
) -> None:
    heard, address = webhook

    first = tell(tmp_path, address)
    second = tell(tmp_path, address, entries=[derived_anew(entry) for entry in ENTRIES])

    assert (first, second, len(heard)) == (Alerted(2), Alerted(), 1)


def test_a_kill_between_sending_and_recording_loses_nothing_and_repeats_the_ids(
    tmp_path: Path, webhook: tuple[list[dict[str, str]], str]
) -> None:
    heard, address = webhook
    out = tmp_path
    dying = (
        "from pathlib import Path; from flows.alerts.send import DeliveryOptions, send_due; "
        "from policytrail.alerts.plan import plan_alerts; "
        "from storage.database import open_database; from storage.outbox import StoredOutbox; "
        "from tests.alerts.test_round import ALARM, EDIT, NOW, RULE, deliver_and_die; "
        f"held = open_database(Path({str(out / 'policytrail.duckdb')!r})); "
        "box = StoredOutbox(held.__enter__()); "
        "box.put_alerts(plan_alerts([RULE], [ALARM, EDIT], (), (), NOW)); "
        f"send_due(box, NOW, DeliveryOptions(lambda _: {address!r}, deliver_and_die))"
    )
    died = subprocess.run([sys.executable, "-c", dying], cwd=ROOT, check=False)

    again, later = tell(out, address), tell(out, address)

    assert (died.returncode, again, later) == (-signal.SIGKILL, Alerted(2), Alerted())
    assert len(heard) == 2
    assert heard[0]["message"] == heard[1]["message"]


def test_a_receiver_that_is_away_leaves_its_alerts_waiting_and_in_the_end_dead(
    tmp_path: Path,
) -> None:
    out, nobody = tmp_path, f"json://127.0.0.1:{free_port()}/"

    rounds = [tell(out, nobody, NOW + timedelta(hours=3 * n)) for n in range(TRIES)]

    assert rounds == [Alerted(0, 2, 0)] * (TRIES - 1) + [Alerted(0, 0, 2)]


def test_a_dead_alert_is_tried_once_more_when_somebody_asks_for_it(
    tmp_path: Path, webhook: tuple[list[dict[str, str]], str]
) -> None:
    heard, address = webhook
    out, nobody = tmp_path, f"json://127.0.0.1:{free_port()}/"
    for n in range(TRIES):
        tell(out, nobody, NOW + timedelta(hours=3 * n))
    later = NOW + timedelta(days=2)
    post = DeliveryOptions(lambda _: address, dead_too=True)

    done = alert_in_turns(out / "policytrail.duckdb", (RULE,), ENTRIES, later, post)

    assert (done, len(heard)) == (Alerted(2), 1)


def test_a_daily_alert_leaves_when_its_time_has_come(
    tmp_path: Path, webhook: tuple[list[dict[str, str]], str]
) -> None:
    heard, address = webhook
    out, daily = tmp_path, replace(RULE, when=Rhythm.DAILY)
    rounds: list[Alerted] = []

    for hours in (0, 0.9, 1.1, 2):
        post, now = DeliveryOptions(lambda _: address), NOW + timedelta(hours=hours)
        path = out / "policytrail.duckdb"
        rounds.append(alert_in_turns(path, (daily,), ENTRIES, now, post))

    assert rounds == [Alerted(0, 2), Alerted(0, 2), Alerted(2), Alerted()]
    assert len(heard) == 1


def test_without_rules_nobody_is_told(tmp_path: Path) -> None:
    done = alert_in_turns(tmp_path / "policytrail.duckdb", (), ENTRIES, NOW)

    assert done == Alerted()


def test_the_rules_stand_beside_the_sources(tmp_path: Path) -> None:
    sources, beside = tmp_path / "sources.yaml", tmp_path / "watch.yaml"
    before = watch_beside(sources, None)
    beside.write_text("watch: [{name: all, to: [env:MAIL]}]", "utf-8")

    assert (before, rules_in(watch_beside(sources, None))) == (None, (RULE,))
    assert watch_beside(sources, "other.yaml") == Path("other.yaml")


def test_rules_that_are_named_and_not_there_are_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"other\.yaml: cannot be read"):
        rules_in(tmp_path / "other.yaml")


def test_news_are_young_and_not_derived_anew() -> None:
    anew = replace(ALARM, change_id="PT-C-000000000000")

    assert fresh_changes([], LINES, NOW) == LINES
    assert fresh_changes([ALARM], [anew, EDIT], NOW) == (EDIT,)
    assert fresh_changes([], LINES, NOW + timedelta(days=365)) == ()
