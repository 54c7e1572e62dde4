"""An entry is added to sources.yaml, and nothing else in the file changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrail.errors import ConfigurationError
from policytrail.model import PolicyType
from policytrail.sources import parse_sources
from policytrail.sources.add_entry import (
    EMPTY_SOURCES,
    NewSource,
    add_source,
    has_services,
    tracked_source,
)

TERMS = NewSource("https://hush.example/terms", "Hush Wave", PolicyType.TERMS_OF_SERVICE)
COMMENTED = """\
# ours
defaults: {fetch: http, every: 1d}  # daily

services:
  # the one we know
  lumen:
    name: 'Lumen'     # quoted
    tags: [ai, video]
    policies:
      terms_of_service: {url: https://lumen.example/terms, fetch: browser}
      privacy_policy:
        every: 12h
        sources:
          - {id: lumen-privacy, url: https://lumen.example/privacy}
          - id: lumen-privacy-eu  # Europe
            url: https://lumen.example/eu
"""


def test_the_commented_beginning_has_no_services_and_takes_the_first() -> None:
    added = add_source(EMPTY_SOURCES, TERMS)

    assert not has_services(EMPTY_SOURCES)
    assert added.text.startswith(EMPTY_SOURCES)
    assert (added.source.source_id, added.source.service) == ("hush-wave-terms", "Hush Wave")


def test_every_line_that_was_there_stays_as_it_was() -> None:
    added = add_source(COMMENTED, TERMS)

    assert added.text.startswith(COMMENTED)
    assert added.text.removeprefix(COMMENTED) == (
        "  hush-wave:\n    name: Hush Wave\n    policies:\n"
        "      terms_of_service: {url: https://hush.example/terms}\n"
    )


def test_windows_line_ends_stay() -> None:
    text = COMMENTED.replace("\n", "\r\n")

    added = add_source(text, TERMS)

    assert added.text.startswith(text)
    assert "\n" not in added.text.replace("\r\n", "")


def test_a_second_source_of_a_policy_leaves_the_first_as_it_was() -> None:
    new = NewSource(
        "https://lumen.example/terms/eu?v=no",
        "lumen",
        PolicyType.TERMS_OF_SERVICE,
        every="12h",
        select=("main",),
    )

    added = add_source(COMMENTED, new)

    before = parse_sources(COMMENTED).entries
    assert [each for each in parse_sources(added.text).entries if each in before] == list(before)
    assert (added.source.source_id, added.source.every_s) == ("lumen-terms-eu", 43_200)
    assert added.source.recipe.select == ("main",)


def test_a_guessed_name_gives_way_to_the_service_of_the_same_site() -> None:
    new = NewSource("https://legal.lumen.example/cookies", "Legal", PolicyType.COOKIE_POLICY, True)

    assert add_source(COMMENTED, new).source.service_id == "lumen"


def test_an_id_is_never_given_twice() -> None:
    text, ids = EMPTY_SOURCES, set[str]()
    for path in ("terms", "eu/terms", "us/terms", "uk/terms"):
        new = NewSource(f"https://hush.example/{path}", "Hush", PolicyType.TERMS_OF_SERVICE)
        added = add_source(text, new)
        text = added.text
        ids.add(added.source.source_id)

    assert ids == {"hush-terms", "hush-terms-terms", "hush-terms-2", "hush-terms-3"}


@pytest.mark.parametrize("text", ["services: [", "services: 3", "- a\n- b\n", "services: &a {}\n"])
def test_what_is_no_sources_file_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^sources\.yaml"):
        add_source(text + " x: *a" if "&" in text else text, TERMS)


def test_a_url_is_tracked_in_whatever_way_it_is_written() -> None:
    sources = parse_sources(COMMENTED)

    found = tracked_source(sources, "HTTP://www.lumen.example/terms/#top")

    assert found is not None
    assert found.source_id == "lumen-terms"


@given(st.text(min_size=1, max_size=40), st.sampled_from(list(PolicyType)))
def test_any_name_gives_a_file_that_reads_back(service: str, policy_type: PolicyType) -> None:
    new = NewSource("https://hush.example/x", service, policy_type)

    try:
        added = add_source(COMMENTED, new)
    except ConfigurationError:
        return  # e.g. a name of blanks only, which sources.yaml refuses

    assert added.source in parse_sources(added.text).entries
    assert set(parse_sources(COMMENTED).entries) < set(parse_sources(added.text).entries)
