"""What servers write is shown at a terminal, and orders it nothing."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

from flows.cli.terminal.clean_output import escaped_orders, without_orders
from tests.commands import policytrail

ROOT = Path(__file__).parents[2]
ORDERS = {
    "title": "\x1b]0;owned\x07",
    "clear": "\x1b[2J\x1b[H",
    "hidden": "\x1b[8mhidden\x1b[0m",
    "ground": "\x1b[30;40mhidden",
    "link": "\x1b]8;;http://evil.example/\x1b\\\\text",
    "c1": "\x9b2J",
    "back": "a\x08b\rc",
    "override": "\u202eterces\u202c",
    "isolate": "\u2066x\u2069",
    "mark": "\u200f",
}


def run(arguments: list[str], folder: Path, given: str = "") -> str:
    done = policytrail(*arguments, cwd=folder, stdin=given)
    return done.stdout + done.stderr


def page_with(order: str) -> bytes:
    words = f"<p>We {order} keep your personal data for 30 days and share it with nobody.</p>"
    shown = f"<title>Terms {order}</title><h1>Terms of Service {order}</h1>{words * 20}"
    return f"<!doctype html><meta charset=utf-8>{shown}".encode()


def test_no_command_passes_an_order_on(tmp_path: Path) -> None:
    order = " ".join(ORDERS.values())
    (tmp_path / "old.html").write_bytes(page_with(""))
    (tmp_path / "new.html").write_bytes(page_with(order))
    (tmp_path / "sources.yaml").write_text(f"services: {json.dumps({order: 1})}", "utf-8")

    shown = run(["extract", "new.html"], tmp_path)
    shown += run(["diff", "old.html", "new.html"], tmp_path)
    shown += run(["provisions", "new.html"], tmp_path)
    shown += run(["--sources", "sources.yaml", "sources", "check"], tmp_path)
    shown += run(["extract", f"no {order} file"], tmp_path)

    assert without_orders(shown) == shown


def test_every_order_is_made_visible() -> None:
    cleaned = {name: without_orders(order) for name, order in ORDERS.items()}

    assert all(text.isprintable() and "\ufffd" in text for text in cleaned.values())


def test_json_lines_mean_what_they_meant(tmp_path: Path) -> None:
    ask = json.dumps({"id": "\u202e\x9b", "body": page_with("\u200f").decode()})

    told = run(["extract", "--jsonl"], tmp_path, ask + "\n")

    assert json.loads(told)["id"] == "\u202e\x9b"
    assert escaped_orders(told) == told


def test_styles_of_our_own_reach_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(page_with("\x1b[8m"))
    ours, theirs = pty.openpty()

    subprocess.run(
        [sys.executable, "-m", "flows.cli", "extract", "page.html"],
        cwd=tmp_path,
        env=dict(os.environ) | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color"},
        stdout=theirs,
        check=False,
    )
    os.close(theirs)
    shown = os.read(ours, 65536)
    os.close(ours)

    assert (b"\x1b[1m" in shown, b"\x1b[8m" in shown) == (True, False)
