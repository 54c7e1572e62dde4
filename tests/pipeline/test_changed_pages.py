"""What a publication writes: everything once, and then what is news."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks._invented_day import FIRST_DAY, Size, answers, sources
from flows.pipeline import site_state
from flows.pipeline.derive import derive
from flows.pipeline.publish import publish_reports, read_site_entries, write_pages
from flows.pipeline.redirects import moved_pages
from policytrail.alerts import WatchSettings
from policytrail.provisions import shipped_taxonomy
from storage.captures import put_captures
from storage.database import Connection, open_database
from storage.site_rows import ROWS_PATH
from storage.sources import declare_sources

SIZE = Size(services=3, policies=6, changed=1)
OF_POLICIES = ("texts/", "sources/", "services/")
POLICY_BYTES = 240_000
"""Of the pages of one policy at most, with its share of those of its service: 200 MB for 820."""
OF_THE_DAY = {"index.html", "index.json", "index.md"}


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the database of the first day, and of the next, in which one changed."""
    folder = tmp_path_factory.mktemp("days")
    for day in (0, 1):
        if day:
            (folder / "1.duckdb").write_bytes((folder / "0.duckdb").read_bytes())
        with open_database(folder / f"{day}.duckdb") as connection:
            declare_sources(connection, sources(SIZE), FIRST_DAY)
            for some in answers(day, SIZE):
                captures = [(answer.capture, answer.body) for answer in some]
                put_captures(connection, captures, [answer.attempt for answer in some])
            derive(connection, FIRST_DAY)
    return folder


@pytest.fixture
def first(days: Path) -> Iterator[Connection]:
    with open_database(days / "0.duckdb") as connection:
        yield connection


@pytest.fixture
def following(days: Path) -> Iterator[Connection]:
    with open_database(days / "1.duckdb") as connection:
        yield connection


def files_in(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name != ROWS_PATH
    }


def changed_in(out: Path, before: dict[str, bytes]) -> set[str]:
    return {name for name, content in files_in(out).items() if before.get(name) != content}


def test_the_next_day_writes_what_is_news_and_says_the_same_as_a_new_site(
    first: Connection, following: Connection, tmp_path: Path
) -> None:
    publish_reports(first, tmp_path / "kept")
    before = files_in(tmp_path / "kept")

    publish_reports(following, tmp_path / "kept")
    publish_reports(following, tmp_path / "anew")

    assert files_in(tmp_path / "kept") == files_in(tmp_path / "anew")
    changed = changed_in(tmp_path / "kept", before)
    texts = {name for name in changed if name.startswith("texts/")}
    services = {name for name in changed if name.startswith("services/")}
    assert {Path(name).stem for name in texts} == {"service-0-0"}
    assert {Path(name).stem for name in services} == {"service-0"}
    assert len([name for name in changed if name.startswith("sources/")]) == 3 * SIZE.policies
    assert changed > OF_THE_DAY


def test_a_policy_has_a_few_files_however_many_provisions_it_has(
    first: Connection, tmp_path: Path
) -> None:
    """The short form of `make bench BENCH=site`: 350 services have at most 12,000 files, 200 MB."""
    done = publish_reports(first, tmp_path)
    files = files_in(tmp_path)

    folders = Counter(name.partition("/")[0] for name in files)
    provisions = sum(len(entry.provisions) for entry in done.entries)
    assert provisions > 25 * SIZE.policies
    assert folders["texts"] == folders["sources"] == 3 * SIZE.policies
    assert folders["services"] == 3 * SIZE.services
    assert folders["types"] <= 3 * (len(shipped_taxonomy().types) + 1)
    of_policies = [content for name, content in files.items() if name.startswith(OF_POLICIES)]
    assert sum(map(len, of_policies)) <= POLICY_BYTES * SIZE.policies


def test_a_publication_without_news_leaves_all_as_it_is(first: Connection, tmp_path: Path) -> None:
    publish_reports(first, tmp_path)

    done = publish_reports(first, tmp_path)

    assert done.written == 0


def test_another_program_writes_everything_again(
    first: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_reports(first, tmp_path)
    before = files_in(tmp_path)
    for name in before:
        os.truncate(tmp_path / name, 0)
    monkeypatch.setattr(site_state, "_PACKAGES", ("policytrail",))
    site_state.site_program.cache_clear()

    publish_reports(first, tmp_path)

    site_state.site_program.cache_clear()
    assert files_in(tmp_path) == before


def test_pages_name_the_address_of_the_reports_as_soon_as_it_is_known(
    following: Connection, tmp_path: Path
) -> None:
    site = "https://policies.example/reports"
    watch = WatchSettings(site=site)
    publish_reports(following, tmp_path)
    (change,) = (tmp_path / "changes").glob("*.html")
    address = f"{site}/changes/{change.name}"
    text = tmp_path / "texts" / "service-0-0.html"
    assert site not in change.read_text("utf-8") + text.read_text("utf-8")

    publish_reports(following, tmp_path, watch=watch)

    page = change.read_text("utf-8")
    assert f'<a rel="bookmark" href="{address}">' in page
    assert page.count(f", {address}.</p>") == 1
    assert f", {site}/texts/{text.name}.</p>" in text.read_text("utf-8")
    assert publish_reports(following, tmp_path, watch=watch).written == 0


def test_what_is_known_of_one_service_is_read_without_the_others(
    following: Connection, tmp_path: Path
) -> None:
    publish_reports(following, tmp_path)
    whole = site_state.read_site_state(following, tmp_path)

    alone = site_state.read_site_state(following, tmp_path, services=["service-1"])

    names = [known.history.source.source_id for known in alone.sources]
    assert names == [name for name in whole.keys if name.startswith("service-1-")]
    assert set(alone.before.stories) == set(names)
    assert alone.keys == {name: whole.keys[name] for name in names}
    told = {entry.source.source_id: entry for entry in site_state.site_entries(following, whole)}
    assert list(site_state.site_entries(following, alone)) == [told[name] for name in names]


def test_another_language_writes_every_page_anew_and_the_way_back_gives_the_same_bytes(
    following: Connection, tmp_path: Path
) -> None:
    watch = WatchSettings(language="de")
    publish_reports(following, tmp_path)
    english = files_in(tmp_path)

    publish_reports(following, tmp_path, watch=watch)
    german = files_in(tmp_path)
    again = publish_reports(following, tmp_path, watch=watch)
    publish_reports(following, tmp_path)

    pages = [content for name, content in german.items() if name.endswith(".html")]
    assert all(b'<html lang="de">' in page for page in pages)
    assert again.written == 0
    kept = {name: content for name, content in files_in(tmp_path).items() if "watch-" not in name}
    assert kept == english


def test_damaged_rows_are_told_and_nothing_is_lost(first: Connection, tmp_path: Path) -> None:
    done = publish_reports(first, tmp_path)
    (tmp_path / ROWS_PATH).write_bytes(b"SQLite format 3\x00" + b"x" * 5000)

    again = publish_reports(first, tmp_path)

    assert f"{ROWS_PATH}: damaged" in again.warning
    assert again.entries == done.entries
    assert publish_reports(first, tmp_path).warning == ""


def test_what_is_told_does_not_depend_on_the_folder(
    following: Connection, first: Connection, tmp_path: Path
) -> None:
    publish_reports(first, tmp_path / "old")

    done = publish_reports(following, tmp_path / "new")

    assert read_site_entries(following, tmp_path / "old") == done.entries
    assert read_site_entries(following, tmp_path / "none") == done.entries
    assert [change.change_id for change in done.changes]


@pytest.mark.parametrize("name", ["", "PT-P-00000000beef"], ids=["its id", "an earlier id"])
def test_a_page_that_a_provision_had_before_leads_to_its_words(
    first: Connection, tmp_path: Path, name: str
) -> None:
    entry = read_site_entries(first, tmp_path)[0]
    one = replace(entry.provisions[0], aliases=(name,))
    former = tmp_path / "provisions" / (name or one.provision_id)
    former.parent.mkdir()
    for suffix in (".html", ".json", ".md"):
        former.with_suffix(suffix).write_text("the page as it was")

    publish_reports(first, tmp_path)
    write_pages(moved_pages(tmp_path, [replace(entry, provisions=(one,))]), tmp_path)

    page = former.with_suffix(".html").read_text()
    target = f"texts/{one.source_id}.html"
    assert f'content="0; url=../{target}#{one.provision_id}"' in page
    assert f'id="{one.provision_id}"' in (tmp_path / target).read_text()
    assert [path.suffix for path in former.parent.iterdir()] == [".html"]
