"""Alerts to real receivers: a mail server and a web server on loopback."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flows.alerts.send import DeliveryOptions, Sent, plan_and_send, send_due
from flows.alerts.targets import target_address
from policytrail.alerts.delivery import Message
from policytrail.alerts.plan import plan_alerts
from policytrail.errors import ConfigurationError
from policytrail.report.manifest import build_entry
from tests.alerts.conftest import Mailbox, part_of
from tests.alerts.examples import ALARM, EDIT, NOW, RULE, SUBJECT
from tests.alerts.outbox import FileOutbox
from tests.report import told
from tests.server import free_port

ROOT = Path(__file__).parents[2]


def outbox(tmp_path: Path) -> FileOutbox:
    return FileOutbox(tmp_path / "outbox.jsonl", plan_alerts([RULE], [ALARM, EDIT], (), (), NOW))


def test_a_mail_arrives_with_a_subject_that_a_person_understands(
    tmp_path: Path, mailbox: tuple[Mailbox, str]
) -> None:
    box, address = mailbox
    one = FileOutbox(tmp_path / "o", plan_alerts([RULE], [ALARM], (), (), NOW))

    sent = send_due(one, NOW, DeliveryOptions(lambda _: address))

    assert sent == Sent(1, 0)
    assert box.subjects == [SUBJECT]


def test_a_mail_has_its_text_plain_and_as_html_that_wraps(
    tmp_path: Path, mailbox: tuple[Mailbox, str]
) -> None:
    box, address = mailbox

    send_due(outbox(tmp_path), NOW, DeliveryOptions(lambda _: address))

    plain, html = part_of(box.mails[0], "text/plain"), part_of(box.mails[0], "text/html")
    assert plain.startswith(f"{SUBJECT}\nReplaces the right to sue at home")
    assert f"<strong>{SUBJECT}</strong>" in html
    assert "&nbsp;" not in html


def test_a_webhook_hears_of_what_happened_together_once(
    tmp_path: Path, webhook: tuple[list[dict[str, str]], str]
) -> None:
    heard, address = webhook

    send_due(outbox(tmp_path), NOW, DeliveryOptions(lambda _: address))
    again = send_due(outbox(tmp_path), NOW, DeliveryOptions(lambda _: address))

    assert [one["title"] for one in heard] == [f"{SUBJECT}, and 1 more"]
    assert again == Sent(0, 0)


def test_a_receiver_that_is_away_is_asked_again_later(tmp_path: Path) -> None:
    nobody = f"json://127.0.0.1:{free_port()}/"

    sent = send_due(outbox(tmp_path), NOW, DeliveryOptions(lambda _: nobody))
    again = send_due(outbox(tmp_path), NOW, DeliveryOptions(lambda _: nobody))

    assert (sent, again) == (Sent(0, 1), Sent(0, 0))


def test_a_target_without_an_address_is_a_failure_and_stops_nobody_else(tmp_path: Path) -> None:
    sent = send_due(
        outbox(tmp_path), NOW, DeliveryOptions(lambda target: target_address(target, {}))
    )

    assert sent == Sent(0, 1)


def test_a_missing_variable_is_named() -> None:
    with pytest.raises(ConfigurationError, match="MAIL is not set"):
        target_address("env:MAIL", {})


def test_a_kill_between_sending_and_recording_sends_again_under_the_same_name(
    tmp_path: Path, webhook: tuple[list[dict[str, str]], str]
) -> None:
    heard, address = webhook
    dying = (
        "import os, signal; from pathlib import Path; "
        "from flows.alerts.send import DeliveryOptions, send_due; from flows.alerts.transport import deliver_message; "
        "from tests.alerts.test_send import NOW, outbox; "
        "kill = lambda a, m: deliver_message(a, m) or os.kill(os.getpid(), signal.SIGKILL); "
        f"send_due(outbox(Path({str(tmp_path)!r})), NOW, DeliveryOptions(lambda _: {address!r}, kill))"
    )
    died = subprocess.run([sys.executable, "-c", dying], cwd=ROOT, check=False)

    sent = send_due(outbox(tmp_path), NOW, DeliveryOptions(lambda _: address))

    assert (died.returncode, sent) == (-signal.SIGKILL, Sent(1, 0))
    assert len(heard) == 2
    assert heard[0]["message"] == heard[1]["message"]


def test_a_kill_before_sending_loses_nothing(
    tmp_path: Path, webhook: tuple[list[dict[str, str]], str]
) -> None:
    heard, address = webhook
    box = outbox(tmp_path)
    first = Message("all", "env:MAIL", tuple(one.alert_id for one in box.alerts), "", "")
    box.begin_sending(first, NOW)

    sent = send_due(outbox(tmp_path), NOW, DeliveryOptions(lambda _: address))

    assert (sent, len(heard)) == (Sent(1, 0), 1)


def test_a_round_tells_what_the_site_tells_and_the_next_round_nothing(
    tmp_path: Path, webhook: tuple[list[dict[str, str]], str]
) -> None:
    heard, address = webhook
    box = FileOutbox(tmp_path / "outbox.jsonl")
    entries = [build_entry(history) for history in (told.history(), *told.other_histories())]

    first = plan_and_send(box, [RULE], entries, NOW, DeliveryOptions(lambda _: address))
    second = plan_and_send(box, [RULE], entries, NOW, DeliveryOptions(lambda _: address))

    assert (first, second, len(heard)) == (Sent(1, 0), Sent(0, 0), 1)
