"""Real receivers on loopback: a mail server and a web server."""

import json
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message as Mail
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MailHandler

from tests.server import free_port


class Mailbox(MailHandler):
    """Keeps the mails that it is handed."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Mail] = []

    def handle_message(self, message: Mail) -> None:
        self.mails.append(message)

    @property
    def subjects(self) -> list[str]:
        return [str(make_header(decode_header(mail["Subject"]))) for mail in self.mails]


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
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield heard, f"json://127.0.0.1:{server.server_port}/"
    server.shutdown()


def part_of(mail: Mail, kind: str) -> str:
    """Return the part of a mail that has a media type, with plain line ends."""
    (content,) = [
        part.get_payload(decode=True) for part in mail.walk() if part.get_content_type() == kind
    ]
    assert isinstance(content, bytes)
    return content.decode().replace("\r\n", "\n")
