"""Alerts to real receivers: a mail server and a web server on loopback."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from email.message import Message as Mail
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MailHandler

from flows.alerts.send import Sent, plan_and_send, send_due
from flows.alerts.targets import address_of
from policytrail.alerts.messages import Message
from policytrail.alerts.plan import plan
from policytrail.errors import ConfigurationError
from policytrail.report.manifest import entry_of
from tests.alerts.outbox import FileOutbox
from tests.alerts.test_plan import ALARM, EDIT, NOW, RULE
from tests.report import told

ROOT = Path(__file__).parents[2]


class Mailbox(MailHandler):
    """Keeps the mails that it is handed."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Mail] = []

    def handle_message(self, message: Mail) -> None:
        self.mails.append(message)


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    yield (
        box,
        f"mailto://127.0.0.1:{server.port}?from=trail@example.org&to=you@example.org&mode=insecure",
    )
    server.stop()


@pytest.fixture
def webhook() -> Iterator[tuple[list[dict[str, str]], str]]:
    heard: list[dict[str, str]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002, ARG002 (the base's names)
            return

    server = HTTPServer(("127.0.0.1", 0), Hook)
    Thread(target=server.serve_forever, daemon=True).start()
    yield heard, f"json://127.0.0.1:{server.server_port}/"
    server.shutdown()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def outbox(tmp_path: Path) -> FileOutbox:
    return FileOutbox(tmp_path / "outbox.jsonl", plan([RULE], [ALARM, EDIT], (), (), NOW))


def test_a_mail_arrives_with_a_subject_that_a_person_understands(
    tmp_path: Path, mailbox: tuple[Mailbox, str]
) -> None:
    box, address = mailbox
    one = FileOutbox(tmp_path / "o", plan([RULE], [ALARM], (), (), NOW))

    sent = send_due(one, NOW, lambda _: address)

    assert sent == Sent(1, 0)
    assert [mail["Subject"] for mail in box.mails] == [
        "Aurora Images Terms of Service: Arbitration, Ai training (high, silent edit)"
    ]


def test_a_webhook_hears_of_what_happened_together_once(
    tmp_path: Path, webhook: tuple[list[dict[str, str]], str]
) -> None:
    heard, address = webhook

    send_due(outbox(tmp_path), NOW, lambda _: address)
    again = send_due(outbox(tmp_path), NOW, lambda _: address)

    assert [one["title"] for one in heard] == [
        "2 policy alerts: Aurora Images Privacy Policy and others"
    ]
    assert again == Sent(0, 0)


def test_a_receiver_that_is_away_is_asked_again_later(tmp_path: Path) -> None:
    nobody = f"json://127.0.0.1:{free_port()}/"

    sent = send_due(outbox(tmp_path), NOW, lambda _: nobody)
    again = send_due(outbox(tmp_path), NOW, lambda _: nobody)

    assert (sent, again) == (Sent(0, 1), Sent(0, 0))


def test_a_target_without_an_address_is_a_failure_and_stops_nobody_else(tmp_path: Path) -> None:
    sent = send_due(outbox(tmp_path), NOW, lambda target: address_of(target, {}))

    assert sent == Sent(0, 1)


def test_a_missing_variable_is_named() -> None:
    with pytest.raises(ConfigurationError, match="MAIL is not set"):
        address_of("env:MAIL", {})


def test_a_kill_between_sending_and_recording_sends_again_under_the_same_name(
    tmp_path: Path, webhook: tuple[list[dict[str, str]], str]
) -> None:
    heard, address = webhook
    dying = (
        "import os, signal; from pathlib import Path; "
        "from flows.alerts.send import send_due, through_apprise; "
        "from tests.alerts.test_send import NOW, outbox; "
        "kill = lambda a, m: through_apprise(a, m) and os.kill(os.getpid(), signal.SIGKILL); "
        f"send_due(outbox(Path({str(tmp_path)!r})), NOW, lambda _: {address!r}, kill)"
    )
    died = subprocess.run([sys.executable, "-c", dying], cwd=ROOT, check=False)

    sent = send_due(outbox(tmp_path), NOW, lambda _: address)

    assert (died.returncode, sent) == (-signal.SIGKILL, Sent(1, 0))
    assert len(heard) == 2
    assert heard[0]["message"] == heard[1]["message"]


def test_a_kill_before_sending_loses_nothing(
    tmp_path: Path, webhook: tuple[list[dict[str, str]], str]
) -> None:
    heard, address = webhook
    box = outbox(tmp_path)
    first = Message("all", "env:MAIL", tuple(one.alert_id for one in box.alerts), "", "")
    box.begin(first, NOW)

    sent = send_due(outbox(tmp_path), NOW, lambda _: address)

    assert (sent, len(heard)) == (Sent(1, 0), 1)


def test_a_round_tells_what_the_site_tells_and_the_next_round_nothing(
    tmp_path: Path, webhook: tuple[list[dict[str, str]], str]
) -> None:
    heard, address = webhook
    box = FileOutbox(tmp_path / "outbox.jsonl")
    entries = [entry_of(history, "") for history in (told.history(), *told.other_histories())]

    first = plan_and_send(box, [RULE], entries, NOW, lambda _: address)
    second = plan_and_send(box, [RULE], entries, NOW, lambda _: address)

    assert (first, second, len(heard)) == (Sent(1, 0), Sent(0, 0), 1)
