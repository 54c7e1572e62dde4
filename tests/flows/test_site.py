"""Reports over HTTP: what is there, with the right headers, and nothing else."""

import http.client
import socket
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from flows.web.server import PortTaken, serving_reports

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
) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body; the target goes over the wire as it is."""
    with closing(http.client.HTTPConnection(urlsplit(site).netloc, timeout=10)) as connection:
        connection.putrequest(method, target)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


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
    assert ask(site, "/index.html", "PUT")[0] == 501


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(PortTaken, match=f"port {port}: .* name another one"):
            serving_reports(tmp_path, port).__enter__()
