"""What the report server makes for a request: answers to SQL, captured pages, comparisons of services."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from urllib.parse import quote, urlsplit

import duckdb
import pytest
from pypdfium2 import PdfDocument

from flows.pdf import missing_for_paper
from flows.pipeline.derive import derive
from flows.pipeline.limits import Limits
from flows.pipeline.publish import publish_reports
from flows.web import query
from flows.web.answers import answerers_for
from flows.web.compare import comparer_for
from flows.web.server import serving_site
from flows.web.site import ServedSite
from storage import report_queries
from storage.captures import put_captures
from storage.database import open_database
from storage.sources import declare_sources
from tests.commands import policytrail
from tests.values import SOURCE, capture_at, hour

CLAUSE = (
    "<p>We keep the records of your account for as long as the account exists, and no longer.</p>"
)
OTHER = replace(
    SOURCE,
    source_id="birch-terms",
    service="Birch",
    service_id="birch",
    url="http://birch.example/terms",
)
UNREAD = replace(OTHER, source_id="cedar-terms", service="Cedar", service_id="cedar")
PAGE = f"<title>Terms</title><script>alert(1)</script><h1>Terms</h1>{CLAUSE * 9}".encode()


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a database of one captured page, and its reports."""
    folder = tmp_path_factory.mktemp("served")
    with open_database(folder / "one.duckdb") as connection:
        declare_sources(connection, [SOURCE, OTHER, UNREAD], hour(0))
        html = (("Content-Type", "text/html"),)
        for source in (SOURCE, OTHER):
            capture, body = capture_at(1, PAGE, source=source)
            put_captures(connection, [(replace(capture, headers=html), body)])
        derive(connection, hour(2))
        publish_reports(connection, folder / "reports")
    return folder


@pytest.fixture(scope="module")
def site(stored: Path) -> Iterator[str]:
    out = stored / "reports"
    served = ServedSite(out, answerers=answerers_for(stored / "one.duckdb", out))
    with serving_site(served, 0) as url:
        yield url


def ask(site: str, target: str) -> tuple[int, HTTPMessage, str]:
    status, headers, content = ask_bytes(site, target)
    return status, headers, content.decode()


def ask_bytes(site: str, target: str) -> tuple[int, HTTPMessage, bytes]:
    with closing(HTTPConnection(urlsplit(site).netloc, timeout=30)) as connection:
        connection.request("GET", f"/{target}")
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def ask_sql(site: str, sql: str) -> tuple[int, str]:
    status, _, page = ask(site, f"query.html?sql={quote(sql)}")
    return status, page


def test_a_question_is_answered_from_the_tables_of_the_reports(site: str) -> None:
    status, page = ask_sql(site, "SELECT source_id, url FROM sources")

    assert status == 200
    assert f'<td dir="auto">{SOURCE.source_id}</td><td dir="auto">{SOURCE.url}</td>' in page


def test_an_answer_is_in_the_language_of_the_reports(stored: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<!doctype html>\n<html lang="fr">\n', encoding="utf-8")
    served = ServedSite(tmp_path, answerers=answerers_for(stored / "one.duckdb", tmp_path))

    with serving_site(served, 0) as url:
        _, page = ask_sql(url, "DROP TABLE sources")

    assert '<html lang="fr">' in page
    assert ">Exécuter</button>" in page


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("DROP TABLE sources", "Only one SELECT"),
        ("SELECT 1; SELECT 2", "Only one SELECT"),
        ("COPY sources TO 'stolen.csv'", "Only one SELECT"),
        ("ATTACH 'one.duckdb'", "Only one SELECT"),
        ("SELECT * FROM read_text('/etc/hostname')", "disabled"),
        ("FROM '/etc/hostname'", "does not exist"),
        ("FROM duckdb_secrets()", "“a file of this server”"),
        ("SELECT * FROM no_such_table", "no_such_table"),
        ("SELEC", "syntax error"),
        ("SELECT '<script>alert(1)</script>' FROM no_such", "no_such"),
    ],
)
def test_a_question_that_is_none_or_wants_more_is_refused(site: str, sql: str, said: str) -> None:
    status, page = ask_sql(site, sql)

    assert status == 400
    assert said in page
    assert "<script>alert" not in page


def test_an_answer_has_a_thousand_rows_at_most(site: str) -> None:
    status, page = ask_sql(site, "FROM range(5000)")

    assert status == 200
    assert "1,000 rows" in page
    assert "More rows were left out." in page


def test_a_question_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_queries, "LONGEST_S", 0.05)

    with (
        duckdb.connect() as connection,
        pytest.raises(report_queries.QuestionRefused, match="took longer"),
    ):
        report_queries.ask_question(
            connection, "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b"
        )


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT repeat('a', 9000000) FROM range(200)", "Out of Memory"),
        ("SELECT repeat('a', 100000) FROM range(900)", "gives more than 8 MB"),
    ],
)
def test_an_answer_that_is_too_large_is_refused(site: str, sql: str, said: str) -> None:
    status, page = ask_sql(site, sql)

    assert status == 400
    assert said in page


def test_a_question_that_duckdb_cannot_interrupt_is_ended(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "_LIMITS", Limits(processor_s=0))
    status, page = ask_sql(site, "SELECT levenshtein(repeat('a', 99999), repeat('b', 99999))")

    assert status == 400
    assert "takes more than 0 s of a processor" in page


def test_a_captured_page_is_shown_as_it_came_and_can_do_nothing(site: str) -> None:
    body_sha256 = capture_at(1, PAGE)[0].body_sha256
    status, headers, page = ask(site, f"captured.html?body={body_sha256}")

    assert (status, page.encode()) == (200, PAGE)
    assert headers.get_all("Content-Security-Policy") == [headers["Content-Security-Policy"]]
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


@pytest.mark.parametrize("body", ["0" * 64, "../one.duckdb", "%00"])
def test_what_was_not_captured_is_not_shown(site: str, body: str) -> None:
    status, headers, _ = ask(site, f"captured.html?body={body}")

    assert status == 404
    assert "sandbox" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("page", ["../one.duckdb", "data/changes.parquet", "nowhere.html"])
def test_only_pages_are_set_as_pdf(site: str, page: str) -> None:
    assert ask(site, f"paper.html?page={page}")[0] == 404


@pytest.mark.skipif(bool(missing_for_paper()), reason=missing_for_paper())
@pytest.mark.parametrize("root", ["", "/"])
def test_a_page_is_set_as_pdf(site: str, root: str) -> None:
    page = f"{root}services/{SOURCE.service_id}.html"
    status, headers, pdf = ask_bytes(site, f"paper.html?page={page}")

    assert (status, headers["Content-Type"]) == (200, "application/pdf")
    assert SOURCE.service in PdfDocument(pdf)[0].get_textpage().get_text_bounded()


def test_chosen_services_are_compared(site: str) -> None:
    status, _, page = ask(site, "compare-services.html?service=Birch&service=lumen")

    assert status == 200
    assert 'role="alert"' not in page
    assert page.count("for as long as the account exists") == 2


def test_the_command_writes_a_page_that_compares_services(stored: Path) -> None:
    done = policytrail("--db", "one.duckdb", "compare-services", "birch", "Lumen", cwd=stored)

    assert done.returncode == 0, done.stderr
    page = (stored / done.stdout.strip()).read_text("utf-8")
    assert page.count("for as long as the account exists") == 2


@pytest.mark.parametrize(
    "target",
    [
        "compare-services.html?service=a&service=b",
        f"captured.html?body={'0' * 64}",
        "compare.html?source=a&before=1&after=2",
        "paper.html?page=index.html",
    ],
)
def test_a_fault_of_the_server_names_none_of_its_files(tmp_path: Path, target: str) -> None:
    out, db = tmp_path / "reports", tmp_path / "broken.duckdb"
    out.mkdir()
    (out / "index.html").write_text("<html><link rel=stylesheet href=gone.css>", encoding="utf-8")
    db.write_bytes(b"no database at all, in no format" * 400)
    served = ServedSite(out, comparer_for(db), answerers=answerers_for(db, out))
    with serving_site(served, 0) as url:
        status, _, answer = ask_bytes(url, target)

    assert status in ((200, 503) if "paper" in target else (500, 503))
    assert tmp_path.name.encode() not in answer
    assert b"broken.duckdb" not in answer


@pytest.mark.parametrize(
    ("services", "said"),
    [
        ("service=nobody&service=none", "no service of that name is tracked"),
        ("service=ced&service=birch", "did you mean Cedar?"),
        (f"service={SOURCE.service_id}", "choose 2 to 5 services"),
        ("service=birch&service=cedar", "Cedar: no provision is known"),
    ],
)
def test_services_that_cannot_be_compared_are_told(site: str, services: str, said: str) -> None:
    status, _, page = ask(site, f"compare-services.html?{services}")

    assert status == 404
    assert 'role="alert"' in page
    assert said in page


def test_without_values_the_page_itself_is_sent(site: str) -> None:
    assert all(ask(site, name)[0] == 200 for name in answerers_for(Path(), Path()))
