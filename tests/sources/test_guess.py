"""What a page seems to be, by its title and address."""

import pytest

from policytrail.extract.page_links import PageLink, find_page_links
from policytrail.model import PolicyType
from policytrail.sources.discover import policies_among
from policytrail.sources.guess import guess_policy, organisation_names, registered_site
from policytrail.sources.parse import parse_sources

TERMS, PRIVACY, COOKIES = (
    PolicyType.TERMS_OF_SERVICE,
    PolicyType.PRIVACY_POLICY,
    PolicyType.COOKIE_POLICY,
)


@pytest.mark.parametrize(
    ("url", "title", "service", "policy_type"),
    [
        ("https://www.hush.example/legal/x7", "Privacy Policy | Hush", "Hush", PRIVACY),
        ("https://legal.hush.example/x", "Hush AI: Terms of Service", "Hush AI", TERMS),
        ("https://hush.example/cookies", "Legal", "Hush", COOKIES),
        ("https://hush.co.uk/a", "Datenschutzerklärung – Hush", "Hush", PRIVACY),
        ("http://127.0.0.1:80/t", "Terms of use - Thistle", "Thistle", TERMS),
        ("https://hush.example/a", "Welcome", "Hush", PolicyType.OTHER),
    ],
)
def test_title_and_address_tell_service_and_type(
    url: str, title: str, service: str, policy_type: PolicyType
) -> None:
    guess = guess_policy(url, title)

    assert (guess.service, guess.policy_type) == (service, policy_type)


def test_headings_speak_where_title_and_address_are_silent() -> None:
    guess = guess_policy("https://hush.example/a", "Hush", ["Welcome", "Cookie notice"])

    assert guess.policy_type is COOKIES


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://a.b.hush.example/x", "hush.example"),
        ("https://www.hush.co.uk", "hush.co.uk"),
        ("http://[::1]:80/", "::1"),
        ("no url", ""),
        ("http://[2J/terms", ""),
    ],
)
def test_a_site_is_what_one_organisation_registers(url: str, site: str) -> None:
    assert registered_site(url) == site


def test_the_links_of_a_footer_lead_to_policies_of_the_same_site_only() -> None:
    page = b"""<footer><a href="/t?utm_source=x">Terms</a> <a href="/p#top">Privacy</a>
        <a href="https://other.example/privacy">Their privacy</a> <a href="/jobs">Jobs</a>
        <a href="javascript:terms()">Terms</a> <a href="/t">Terms again</a></footer>"""

    links = find_page_links(page, "text/html", "https://hush.example/")
    found = policies_among(links, "https://hush.example/")

    assert [(each.url, each.policy_type) for each in found] == [
        ("https://hush.example/t", TERMS),
        ("https://hush.example/p", PRIVACY),
    ]


def test_a_sentence_that_mentions_a_policy_is_no_name_of_one() -> None:
    words = "How we wrote a privacy policy that people read: a story of two years, told by Ann"

    assert (
        policies_among([PageLink(words, "https://hush.example/blog")], "https://hush.example") == ()
    )


def test_a_named_organisation_runs_its_services_else_the_site_that_is_registered() -> None:
    text = """
services:
  ada: {organisation: House, policies: {terms_of_service: {url: "https://ada.example/terms"}}}
  bob: {policies: {terms_of_service: {url: "https://legal.bob.example/terms"}}}
"""

    assert organisation_names(parse_sources(text).entries) == {"ada": "house", "bob": "bob.example"}
