"""Reports over HTTP: what is there, with the right headers, and nothing else."""

import gzip
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from flows.web import health, server
from flows.web.answers import Fields, PageAnswer
from flows.web.health import health_looker
from flows.web.server import PortTaken, serving_reports, serving_site
from flows.web.site import ServedSite
from policytrail.health import HealthRecord
from storage.captures import put_captures
from storage.database import Connection, open_database
from storage.status import health_records
from tests.values import capture_at

PAGE = "<!doctype html><title>Reports</title>"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the URL of a site that has files beside it, hidden in it, and linked from it."""
    folder = tmp_path_factory.mktemp("site")
    root = folder / "reports"
    (root / "changes").mkdir(parents=True)
    (root / "index.html").write_text(PAGE)
    (root / "changes" / "PT-C-1.md").write_text("# A change\n")
    (root / "changes" / "PT-C-1.json").write_text("{}")
    (root / "feed.atom").write_text("<feed/>")
    (root / ".index.html.99").write_text("half")
    (root / "notes.sqlite").write_text("no report")
    (folder / "secret.txt").write_text("secret")
    (root / "linked.txt").symlink_to(folder / "secret.txt")
    with serving_reports(root, 0) as url:
        yield url


def ask(
    site: str, target: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Return status, headers and body; the target goes over the wire as it is."""
    with closing(http.client.HTTPConnection(urlsplit(site).netloc, timeout=10)) as connection:
        connection.putrequest(method, target, skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


TYPES = {
    "/": "text/html; charset=utf-8",
    "/index.html?from=mail#top": "text/html; charset=utf-8",
    "/changes/PT-C-1.md": "text/markdown; charset=utf-8",
    "/changes/PT%2DC-1.json": "application/json",
    "/feed.atom": "application/atom+xml; charset=utf-8",
}


@pytest.mark.parametrize(("target", "media_type"), TYPES.items(), ids=TYPES)
def test_a_report_is_sent_with_its_type(site: str, target: str, media_type: str) -> None:
    status, headers, _ = ask(site, target)

    assert (status, headers["Content-Type"]) == (200, media_type)


@pytest.mark.parametrize("target", ["/", "/none.html"])
def test_every_answer_carries_the_headers_that_guard_readers(site: str, target: str) -> None:
    _, headers, _ = ask(site, target)

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self';")


def test_the_policy_of_the_header_is_that_of_the_pages(site: str) -> None:
    template = Path(__file__).parents[2] / "policytrail/report/templates/base.html.j2"
    of_pages = template.read_text().partition('Content-Security-Policy" content="')[2]

    _, headers, _ = ask(site, "/")

    wanted = of_pages.partition('"')[0].replace(" file:", "")
    assert headers["Content-Security-Policy"] == f"{wanted}; frame-ancestors 'none'"


OUTSIDE = [
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/changes/../../secret.txt",
    "/changes/..%5c..%5csecret.txt",
    "//secret.txt",
    "/%00",
    "/linked.txt",
    "/.index.html.99",
    "/notes.sqlite",
    "/changes",
    "/changes/",
    "/none.html",
    "/" + "x" * 5000 + ".html",
    "secret.txt",
    "*",
]


@pytest.mark.parametrize("target", OUTSIDE, ids=[each[:30] for each in OUTSIDE])
def test_what_is_no_report_is_not_there(site: str, target: str) -> None:
    status, _, body = ask(site, target)

    assert (status, body) == (404, b"There is no such report.\n")


def test_what_a_browser_holds_is_not_sent_again(site: str) -> None:
    _, first, _ = ask(site, "/")

    status, headers, body = ask(site, "/", headers={"If-None-Match": f'"x", {first["ETag"]}'})

    assert (status, headers["ETag"], body) == (304, first["ETag"], b"")


def test_only_the_headers_are_sent_where_only_they_are_asked_for(site: str) -> None:
    status, headers, body = ask(site, "/", "HEAD")

    assert (status, headers["Content-Length"], body) == (200, str(len(PAGE)), b"")


def test_nothing_can_be_put_there(site: str) -> None:
    assert ask(site, "/index.html", "PUT")[0] == 405


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(PortTaken, match=f"port {port}: .* name another one"):
            serving_reports(tmp_path, port).__enter__()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80", "", "localhost:x"])
def test_another_name_of_the_server_is_answered_nothing(site: str, host: str) -> None:
    """A page that points its own name at loopback would read the reports by it."""
    with socket.create_connection((urlsplit(site).hostname or "", urlsplit(site).port or 0)) as raw:
        raw.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = raw.makefile("rb").read()

    assert answer.split(b" ")[1] in (b"421", b"400")
    assert PAGE.encode() not in answer


def test_a_long_report_is_sent_compressed(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE * 1000)
    with serving_reports(tmp_path, 0) as url:
        _, headers, body = ask(url, "/", headers={"Accept-Encoding": "gzip"})

    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body).decode() == PAGE * 1000


def test_idle_connections_cost_no_threads_and_are_ended(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "REQUEST_S", 1.0)
    before = threading.active_count()
    place = (urlsplit(site).hostname or "", urlsplit(site).port or 0)
    with ExitStack() as stack:
        idle = [stack.enter_context(socket.create_connection(place)) for _ in range(300)]
        idle[0].sendall(b"GET / HTT")
        begun = time.monotonic()
        status, _, _ = ask(site, "/")
        took_s = time.monotonic() - begun
        threads = threading.active_count() - before
        ended = [each.recv(1) for each in (idle[0], idle[150], idle[-1])]

    assert (status, ended) == (200, [b"", b"", b""])
    assert threads < 10
    assert took_s < 5


def test_health_and_metrics_are_told_as_programs_read_them(tmp_path: Path) -> None:
    database = tmp_path / "policytrail.duckdb"
    with open_database(database):
        pass
    site = ServedSite(tmp_path, health=health_looker(database))
    broken = ServedSite(tmp_path, health=health_looker(database, lambda: "no run can start"))

    with serving_site(site, 0) as url, serving_site(broken, 0) as bad_url:
        status, _, answer = ask(url, "/health")
        _, headers, metrics = ask(url, "/metrics")
        bad_status, _, bad_health = ask(bad_url, "/health")

    told = json.loads(answer)
    assert (status, told["status"], told["sources"]["failing"]) == (200, "ok", 0)
    assert headers["Content-Type"].startswith("text/plain")
    assert b"policytrail_up 1.0" in metrics
    assert b'policytrail_sources{state="stale"} 0.0' in metrics
    assert (bad_status, json.loads(bad_health)["fault"]) == (503, "no run can start")


def test_health_reads_the_database_again_only_once_something_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "policytrail.duckdb"
    read: list[Connection] = []

    def read_records(connection: Connection) -> tuple[HealthRecord, ...]:
        read.append(connection)
        return health_records(connection)

    monkeypatch.setattr(health, "health_records", read_records)
    monkeypatch.setattr(health, "_FRESH_S", -1.0)
    with open_database(database):
        pass
    look = health_looker(database)

    before = [look().last_event for _ in range(3)]
    read_before = len(read)
    capture, body = capture_at(0, b"terms")
    with open_database(database) as connection:
        put_captures(connection, [(capture, body)])
    after = [look().last_event for _ in range(3)]

    assert (before, read_before) == ([None] * 3, 1)
    assert (after, len(read)) == ([capture.captured_at] * 3, 2)


def test_a_comparison_is_made_once_until_the_next_run(tmp_path: Path) -> None:
    made: list[str] = []

    def compare(source_id: str, before: str, after: str) -> tuple[HTTPStatus, str]:
        made.append(f"{source_id} {before} {after}")
        return HTTPStatus.OK, "compared"

    target = "/compare.html?source=a&before=1&after=2"
    with serving_reports(tmp_path, 0, compare) as url:
        answers = [ask(url, target)[2] for _ in range(3)]
        (tmp_path / "index.html").write_text(PAGE)
        answers.append(ask(url, target)[2])

    assert (answers, made) == ([b"compared"] * 4, ["a 1 2"] * 2)


def test_nothing_is_made_for_readers_who_have_gone(tmp_path: Path) -> None:
    made: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def make_page(fields: Fields) -> PageAnswer:
        made.append(fields["sql"][0])
        begun.set()
        go_on.wait(10)
        return PageAnswer("made")

    with serving_site(ServedSite(tmp_path, answerers={"query.html": make_page}), 0) as url:
        place = urlsplit(url)
        connections = [socket.create_connection((place.hostname, place.port)) for _ in range(7)]
        for number, connection in enumerate(connections):
            asked = f"GET /query.html?sql={number} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n"
            connection.sendall(asked.encode())
            assert begun.wait(10)
        for connection in connections[1:]:
            connection.close()
        with ThreadPoolExecutor(1) as threads:
            answer = threads.submit(ask, url, "/query.html?sql=patient")
            time.sleep(0.3)
            go_on.set()
            status, _, content = answer.result()
        connections[0].close()

    assert (status, content) == (200, b"made")
    assert made == ["0", "patient"]


def test_an_answer_that_takes_too_long_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.web.site.ANSWER_S", 0.2)

    def make_slowly(fields: Fields) -> PageAnswer:
        del fields
        time.sleep(0.6)
        return PageAnswer("made")

    with serving_site(ServedSite(tmp_path, answerers={"query.html": make_slowly}), 0) as url:
        status, headers, _ = ask(url, "/query.html?sql=1")

    assert (status, headers["X-Content-Type-Options"]) == (503, "nosniff")
