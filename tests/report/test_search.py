"""The search index says nothing twice, and a search finds all that it says."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from policytrail.report.build import ProvisionLine
from policytrail.report.data import Searched, search_scripts
from policytrail.report.records import Health, SourceLine
from tests.report import clauses

CLAUSE = "Every dispute is settled by zinnia arbiters."
NAMES = ("alder", "birch", "cedar", "dogwood", "elder")


def lines_of(name: str) -> tuple[ProvisionLine, ...]:
    """Return one clause in two policies of a service, twice of one type."""
    line = replace(clauses.OURS, service=name, service_id=name, excerpt=CLAUSE, aliases=())
    return (
        replace(line, source_id=f"{name}-terms", provision_id="PT-P-000000000011"),
        replace(line, source_id=f"{name}-terms", provision_id="PT-P-000000000012", title="Courts"),
        replace(line, source_id=f"{name}-rules", provision_id="PT-P-000000000013"),
    )


def scripts() -> dict[str, str]:
    """Return the index of five services; the fourth says another clause."""
    services: list[Searched] = []
    for name in NAMES:
        place = (f"{name}-terms", name, name, "terms_of_service", f"https://{name}.example/terms")
        source = SourceLine(*place, Health.CURRENT, 1, 1, 0, None, None, "")
        lines = lines_of(name) if name != "dogwood" else (replace(clauses.OTHER, service=name),)
        services.append(Searched((source,), (), lines))
    return dict(search_scripts(services))


def test_a_title_and_a_text_are_said_once_in_a_file() -> None:
    rows = scripts()["search/rows/alder.js"]

    assert (rows.count(CLAUSE), rows.count(clauses.OURS.title)) == (1, 1)


def test_services_in_a_row_are_named_by_the_first_and_the_last() -> None:
    words = json.loads(scripts()["search/words/zi.js"].partition(",")[2].rpartition(")")[0])

    assert words == [["zinnia", [0, -2, 4]]]


@pytest.mark.browser
def test_a_search_finds_each_service_and_row_that_says_it(
    context: BrowserContext, folder: Path, tmp_path: Path
) -> None:
    for name in ("search.html", "assets/search.js", "assets/site.js", "assets/style.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    for name, text in scripts().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    page = context.new_page()
    page.goto((tmp_path / "search.html").as_uri())
    page.get_by_role("searchbox").fill("zinnia arbiters")
    page.locator("#found li").first.wait_for()
    found = page.locator("#found li")

    links = found.locator("a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    told = found.all_inner_texts()
    page.close()
    assert sorted(links) == sorted(
        f"texts/{line.source_id}.html#{line.provision_id}"
        for name in NAMES
        if name != "dogwood"
        for line in lines_of(name)
    )
    assert all(CLAUSE in text for text in told)
    assert sum("Courts" in text for text in told) == len(NAMES) - 1
