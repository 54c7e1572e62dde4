import pytest

from policytrail.extract.markdown import read_markdown
from policytrail.extract.plain import read_plain
from policytrail.model import Party, Tracker, TrackerCategory
from policytrail.trackers import find_trackers
from tests.corpus import CORPUS, needs_corpus

TABLE = """# Cookies

We use these cookies.

| Name | Provider | Purpose | Duration |
| --- | --- | --- | --- |
| lumen_id | Lumen | Keeps you signed in | 13 months |
| _lm_a, _lm_b | Lumen | Counts visits | Session, 2 days |
"""
GERMAN = """# Cookies

## Marketing-Cookies

| Name | Anbieter | Zweck | Speicherdauer |
| --- | --- | --- | --- |
| quelle | Lumen GmbH | Werbung | 2 Jahre |
"""
FRENCH = """# Cookies

| Nom | Finalité | Durée de vie (jours) | Origine |
| --- | --- | --- | --- |
| source | Publicité | 90 | Tiers |
"""
PROSE = """# Cookie Policy

Cookies are small files. We use cookies.

## Functional cookies

Some cookies, like "lumenLang" cookies (retained for 1 year), record the language you prefer.
"""


def told(markdown: str) -> tuple[Tracker, ...]:
    return find_trackers(read_markdown(markdown))


def days(tracker: Tracker) -> float | None:
    return tracker.retention.days if tracker.retention else None


def test_each_row_declares_its_trackers() -> None:
    assert [(one.name, days(one)) for one in told(TABLE)] == [
        ("lumen_id", 395),
        ("_lm_a", 0),
        ("_lm_b", 2),
    ]


def test_a_tracker_quotes_its_row() -> None:
    assert told(TABLE)[0].quote.excerpt == "lumen_id | Lumen | Keeps you signed in | 13 months"


def test_a_german_table_is_read_with_the_category_above_it() -> None:
    found = told(GERMAN)[0]

    assert (found.name, found.provider, found.category, days(found)) == (
        "quelle",
        "Lumen GmbH",
        TrackerCategory.ADVERTISING,
        730,
    )


def test_a_bare_number_takes_the_unit_of_its_heading() -> None:
    found = told(FRENCH)[0]

    assert (days(found), found.party) == (90, Party.THIRD)


def test_a_sentence_declares_a_tracker_with_purpose_and_retention() -> None:
    (found,) = told(PROSE)

    assert (found.name, days(found), found.category, found.purpose) == (
        "lumenLang",
        365,
        TrackerCategory.FUNCTIONALITY,
        "record the language you prefer",
    )


def test_what_only_the_public_list_knows_is_marked_as_inferred() -> None:
    found = told(
        "# Cookies\n\nThe cookies:\n\n| Cookie name | Purpose |\n| --- | --- |\n| _ga | Counts |\n"
    )

    assert (found[0].category, {one.field for one in found[0].inferred} >= {"category"}) == (
        None,
        True,
    )


def test_a_table_about_something_else_declares_nothing() -> None:
    assert told("# Terms\n\n| Name | Price |\n| --- | --- |\n| Basic | 3 EUR |\n") == ()


@needs_corpus
def test_the_kling_policy_yields_its_four_cookies() -> None:
    text = (CORPUS / "seed" / "kling-cookie-policy.txt").read_text(encoding="utf-8")

    found = find_trackers(read_plain(text))

    assert [(one.name, days(one)) for one in found] == [
        ("userId", 30),
        ("accept-language", 365),
        ("KLING_LAST_ACCESS_REGION", 365),
        ("ktrace-context", 30),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| Sensitive Data Type | Purposes of Processing | Recipients |\n| --- | --- | --- |\n"
        "| Ring numbers | Count eggs | Service providers and vets |\n",
        "| To pay for services of the coop | Identity and contact data | Contract |\n| --- | --- | --- |\n"
        "| To prevent fraud, abuse | Identity and contact data | Legitimate interests |\n",
        "| Anbieter | Daten | Zweck |\n| --- | --- | --- |\n| Tierärzte | Gewicht der Hühner | Pflege |\n",
    ],
)
def test_a_table_of_data_and_purposes_declares_no_trackers(table: str) -> None:
    assert (
        told(
            f"# Privacy\n\nWe use cookies. A cookie is small, and you may refuse cookies.\n\n{table}"
        )
        == ()
    )


def test_a_table_of_who_sets_cookies_declares_them() -> None:
    table = "| Provider | Purpose of its cookies | Data |\n| --- | --- | --- |\n| Lumen | Counts visits | Pages |\n"

    assert [found.name for found in told(f"# Cookies\n\nWe set cookies.\n\n{table}")] == ["Lumen"]


@pytest.mark.parametrize("text", ["", "Cookies cookies cookies", "| | |\n|-|-|\n"])
def test_nothing_is_found_in_nothing(text: str) -> None:
    assert told(text) == ()


COMPANIES = """| Vendor | Purpose | Country |
| --- | --- | --- |
| Kestrel Metrics SAS | Product analytics | France |
"""


@pytest.mark.parametrize(
    ("above", "names"),
    [
        (
            "# Privacy\n\n## Cookies\n\nA cookie, two cookies, three cookies.\n\n## Vendors\n\nWe share data:",
            [],
        ),
        (
            "# Privacy\n\nA cookie, two cookies.\n\n## Vendors of cookies\n\nWe share data:",
            ["Kestrel Metrics SAS"],
        ),
        ("# Cookies\n\nA cookie, two cookies.\n\n## Vendors\n\nThey are:", ["Kestrel Metrics SAS"]),
        (
            "# Privacy\n\nA cookie, a cookie.\n\n## Vendors\n\nThey set cookies:",
            ["Kestrel Metrics SAS"],
        ),
    ],
    ids=[
        "of vendors",
        "under a heading on cookies",
        "in a cookie policy",
        "after a line on cookies",
    ],
)
def test_companies_are_trackers_only_where_the_table_is_about_trackers(
    above: str, names: list[str]
) -> None:
    assert [one.name for one in told(f"{above}\n\n{COMPANIES}")] == names
