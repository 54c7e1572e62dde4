import pytest

from policytrail.model import Access, Source, Sources
from policytrail.sources.urls import (
    guess_type,
    index_urls,
    normal_url,
    unnamed_source,
)


def named(source_id: str, url: str, history: tuple[str, ...] = ()) -> Source:
    return Source(source_id, "Kling AI", "kling", "other", url, history=history)


SAME = {
    "scheme": ("http://a.example/x", "https://a.example/x"),
    "www": ("https://www.a.example/x", "https://a.example/x"),
    "slash": ("https://a.example/x/", "https://a.example/x"),
    "fragment": ("https://a.example/x#top", "https://a.example/x"),
    "host-case": ("https://A.Example/x", "https://a.example/x"),
    "port": ("https://a.example:443/x", "https://a.example/x"),
}
OTHER = {
    "path-case": ("https://a.example/X", "https://a.example/x"),
    "query": ("https://a.example/x?lang=de", "https://a.example/x?lang=en"),
    "port": ("https://a.example:8443/x", "https://a.example/x"),
    "host": ("https://b.a.example/x", "https://a.example/x"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_urls_of_one_text_are_equal(one: str, other: str) -> None:
    assert normal_url(one) == normal_url(other)


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER)
def test_urls_of_two_texts_differ(one: str, other: str) -> None:
    assert normal_url(one) != normal_url(other)


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER)
def test_unnamed_sources_of_two_texts_have_two_ids(one: str, other: str) -> None:
    assert unnamed_source(one).source_id != unnamed_source(other).source_id


def test_a_url_belongs_to_the_source_that_names_it() -> None:
    source = named("kling-terms", "https://www.kling.example/terms")

    found = index_urls(Sources((source,))).get(normal_url("http://kling.example/terms/"))

    assert found == (source,)


def test_a_former_url_belongs_to_its_source_unless_another_has_it_now() -> None:
    moved = named("a", "https://kling.example/new", ("https://kling.example/old",))
    present = named("b", "https://kling.example/old")

    alone = index_urls(Sources((moved,))).get(normal_url("https://kling.example/old"))
    both = index_urls(Sources((moved, present))).get(normal_url("https://kling.example/old"))

    assert (alone, both) == ((moved,), (present,))


def test_two_policies_that_stood_at_one_address_both_have_its_captures() -> None:
    pair = (
        named("kling-terms", "https://kling.example/terms", ("https://kling.example/legal",)),
        named("kling-privacy", "https://kling.example/privacy", ("https://kling.example/legal",)),
    )

    assert index_urls(Sources(pair)).get(normal_url("https://kling.example/legal")) == pair


def test_a_capture_of_one_page_belongs_to_no_source_of_several() -> None:
    url = "https://kling.example/terms"
    several = Source(
        "kling-terms", "Kling", "kling", "other", url, access=Access(pages=(f"{url}/2",))
    )

    assert index_urls(Sources((several,))).get(normal_url(url)) is None


def test_one_url_may_hold_two_sources() -> None:
    pair = (named("a", "https://kling.example/legal"), named("b", "https://kling.example/legal"))

    assert index_urls(Sources(pair)).get(normal_url("https://kling.example/legal")) == pair


def test_a_url_that_no_source_names_is_a_source_of_its_host() -> None:
    found = unnamed_source("https://www.kling.example/docs/user-policy")

    assert (found.source_id, found.service_id, found.service) == (
        "kling.example_docs_user-policy",
        "kling.example",
        "kling.example",
    )


def test_a_long_or_strange_url_still_gives_a_short_plain_id() -> None:
    ids = [
        unnamed_source(url).source_id
        for url in (f"https://a.example/{'x' * 500}", "https://a.example/Ä?a=b&c=/", "what is this")
    ]

    assert [len(each) <= 80 and each.isascii() and " " not in each for each in ids] == [True] * 3


GUESSES = {
    "https://a.example/legal/terms/privacy-policy": "privacy_policy",
    "https://a.example/privacy/policies/cookies/": "cookie_policy",
    "https://a.example/de/datenschutz.html": "privacy_policy",
    "https://a.example/tos": "terms_of_service",
    "https://a.example/legal/dpa": "data_processor_agreement",
    "https://a.example/hub/legal/aup": "acceptable_use_policy",
    "https://a.example/hub/legal/api-terms-of-service": "developer_terms",
    "https://a.example/policies/community_guidelines": "community_guidelines",
    "https://a.example/legal/": "other",
    "https://terms.example/": "other",
}


@pytest.mark.parametrize(("url", "expected"), GUESSES.items(), ids=GUESSES)
def test_the_type_is_guessed_from_the_path(url: str, expected: str) -> None:
    assert guess_type(url).value == expected
