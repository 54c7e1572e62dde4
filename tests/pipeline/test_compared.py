"""Any two versions of a policy beside each other."""

from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from urllib.request import urlopen

import pytest

from flows.pipeline.compare_versions import Asked, NotComparable, compared_page
from flows.pipeline.derive import derive
from flows.web.compare import comparer_for
from flows.web.server import serving_reports
from storage.captures import put_captures
from storage.database import open_database
from storage.sources import declare_sources
from storage.timelines import read_timelines
from tests.policies import page
from tests.values import SOURCE, capture_at, hour

NAME = SOURCE.source_id


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with four versions of one policy."""
    path = tmp_path_factory.mktemp("compared") / "policytrail.duckdb"
    with open_database(path) as connection:
        declare_sources(connection, [SOURCE], hour(0))
        captures = [capture_at(number, page(fee)) for number, fee in enumerate((5, 6, 7, 8))]
        html = (("Content-Type", "text/html; charset=utf-8"),)
        put_captures(connection, [(replace(each, headers=html), body) for each, body in captures])
        derive(connection, hour(9))
    return path


def compared(database: Path, before: str, after: str, *, served: bool = True) -> tuple[str, str]:
    with open_database(database, read_only=True) as connection:
        return compared_page(connection, Asked(NAME, before, after), served=served)


def test_versions_that_are_not_neighbours_have_their_words_compared(database: Path) -> None:
    path, text = compared(database, "1", "4")

    assert path == "compare.html"
    assert "<del>5</del><ins>8</ins>" in text
    assert "there are 3 changes between them" in text


def test_a_time_names_the_version_that_held(database: Path) -> None:
    named = compared(database, hour(0.5).isoformat(), hour(3).isoformat())

    assert named == compared(database, "1", "4")


def test_the_order_in_which_versions_are_named_does_not_matter(database: Path) -> None:
    assert compared(database, "4", "2") == compared(database, "2", "4")


def test_neighbours_lead_to_the_page_of_their_change(database: Path) -> None:
    with open_database(database, read_only=True) as connection:
        step = read_timelines(connection)[NAME].transitions[1]

    assert f'href="changes/{step.change_id}.html"' in compared(database, "2", "3")[1]


def test_a_page_for_the_reports_has_a_lasting_place(database: Path) -> None:
    path, text = compared(database, "1", "3", served=False)

    assert path.startswith(f"compared/{NAME}-")
    assert 'href="../assets/style.css"' in text


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("2", "2", "are one version"),
        ("0", "1", "there are 4"),
        ("1", "5", "there are 4"),
        ("1", "yesterday", "expected the number of a version or a time"),
        ("2020-01-01", "4", "no version was seen by then"),
    ],
)
def test_what_cannot_be_compared_is_named(
    database: Path, before: str, after: str, said: str
) -> None:
    with pytest.raises(NotComparable, match=said):
        compared(database, before, after)


@pytest.fixture(scope="module")
def site(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving_reports(tmp_path_factory.mktemp("reports"), 0, comparer_for(database)) as url:
        yield url


def test_the_server_answers_with_the_page_and_its_guards(site: str) -> None:
    asked = f"{site}compare.html?source={NAME}&before=1&after=4"
    with urlopen(asked) as answer:  # noqa: S310 (our own server)
        text = answer.read().decode()

    assert "<ins>8</ins>" in text
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_the_server_says_what_is_wrong_and_runs_nothing_of_it(database: Path) -> None:
    status, text = comparer_for(database)("<script>alert(1)</script>", "1", "2")

    assert status is HTTPStatus.NOT_FOUND
    assert "no source of that name" in text
    assert "<script>alert" not in text


def test_a_missing_database_is_said_and_not_made(tmp_path: Path) -> None:
    status, text = comparer_for(tmp_path / "none.duckdb")(NAME, "1", "2")

    assert (status, (tmp_path / "none.duckdb").exists()) == (
        HTTPStatus.INTERNAL_SERVER_ERROR,
        False,
    )
    assert "policytrail compare" in text
