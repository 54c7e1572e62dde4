from datetime import UTC, datetime

import pytest

from policytrail.health import HealthRecord, judge_health
from policytrail.model import Fetcher, Outcome, Recipe, Source

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def declared(fetch: Fetcher, select: tuple[str, ...] = ()) -> Source:
    return Source(
        "q-terms", "Quillmark", "quillmark", "terms_of_service", "https://quillmark.example/terms",
        Recipe(select), fetch=fetch,
    )  # fmt: skip


def advice(failure: str, *, fetch: Fetcher = Fetcher.HTTP, select: tuple[str, ...] = ()) -> str:
    source = declared(fetch, select)
    record = HealthRecord(source, None, NOW, failure, False, 0, None, "")
    return judge_health(record, NOW).advice.removeprefix(f"{failure}; ")


def test_selectors_are_to_be_corrected_only_where_there_are_some() -> None:
    assert "selectors" in advice("empty: nothing matches", select=("main",))
    assert "selectors" not in advice("empty: the page shows no text")
    assert "selectors" not in advice("unsupported: the body is a ZIP file")


def test_a_browser_is_advised_only_where_none_is_used() -> None:
    assert "fetch: browser" in advice("shell: the page shows 3 words")
    assert "fetch: browser" not in advice("shell: the page shows 3 words", fetch=Fetcher.BROWSER)
    assert "fetch: browser" not in advice("bot_challenge: a challenge", fetch=Fetcher.BROWSER)


@pytest.mark.parametrize("detail", ["the text stands in a frame: ", "the page leads on to "])
def test_where_a_page_leads_is_named(detail: str) -> None:
    told = advice(f"shell: {detail}https://quillmark.example/ok", fetch=Fetcher.BROWSER)

    assert told == "name https://quillmark.example/ok as the URL of the source in sources.yaml"


@pytest.mark.parametrize("fetch", Fetcher)
def test_a_refused_address_names_the_setting_and_what_it_does_not_open(fetch: Fetcher) -> None:
    outcome, detail = Outcome.ADDRESS_REFUSED, "http://127.0.0.1/terms leads to a private address"
    record = HealthRecord(declared(fetch), None, NOW, None, False, 1, outcome, detail)

    told = judge_health(record, NOW).advice

    assert "POLICYTRAIL_ALLOW_PRIVATE=true" in told
    assert ("no browser reaches this machine itself" in told) is (fetch is Fetcher.BROWSER)
