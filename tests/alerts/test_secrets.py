"""What an address holds is nowhere but in the address: in no log, row, report or error."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from flows.alerts.send import DeliveryOptions
from flows.alerts.transport import NO_ADDRESS, REFUSED, deliver_message
from flows.pipeline.alert import alert_in_turns
from policytrail.alerts.delivery import TRIES, Message
from policytrail.alerts.rules import parse_watch
from policytrail.errors import ConfigurationError
from storage.database import open_database
from storage.outbox import StoredOutbox
from tests.alerts.examples import ENTRIES, NOW, RULE
from tests.server import free_port

WORD = "Geheim-8c41f0"
MESSAGE = Message("all", "env:MAIL", ("PT-A-1",), "A subject", "A text\n", "<p>A text</p>\n")


def addresses() -> list[str]:
    port = free_port()
    return [
        f"mailto://me:{WORD}@127.0.0.1:{port}?from=a@example.org&to=b@example.org&mode=insecure",
        f"json://me:{WORD}@127.0.0.1:{port}/",
        f"json://127.0.0.1:{port}/hooks/{WORD}",
        f"json://127.0.0.1:{port}/?+X-Token={WORD}",
        f"xml://127.0.0.1:{port}/{WORD}?token={WORD}",
        f"slack://{WORD}",
        f"nothing-like-this://me:{WORD}@127.0.0.1/",
    ]


@pytest.mark.parametrize("number", range(7), ids=lambda number: f"address-{number}")
def test_neither_logs_nor_faults_hold_a_secret(
    number: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    fault = deliver_message(addresses()[number], MESSAGE)

    assert fault.startswith(REFUSED) or fault == NO_ADDRESS
    assert WORD not in fault
    assert WORD not in caplog.text


def test_a_fault_says_what_the_receiver_s_library_said() -> None:
    fault = deliver_message(f"json://me:{WORD}@127.0.0.1:{free_port()}/", MESSAGE)

    assert fault.startswith(f"{REFUSED}: A Connection error occurred sending JSON")


def test_the_database_and_the_reports_hold_no_secret(tmp_path: Path) -> None:
    out = tmp_path

    for number, address in enumerate(addresses()[:TRIES]):
        now = NOW + timedelta(hours=3 * number)
        path, post = out / "policytrail.duckdb", DeliveryOptions(lambda _, held=address: held)
        alert_in_turns(path, (RULE,), ENTRIES, now, post)
        with open_database(path) as connection:
            letters = StoredOutbox(connection).undelivered_alerts()
        assert letters
        assert all(one.fault for one in letters)

    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert [found for found in written if WORD.encode() in found] == []


def test_an_address_with_a_secret_is_not_repeated_when_it_stands_in_the_file() -> None:
    text = f"site: https://me:{WORD}@policies.example/\nwatch: []\n"

    with pytest.raises(ConfigurationError) as caught:
        parse_watch(text)

    assert WORD not in str(caught.value)
