"""A source gets a new address in sources.yaml, and all else there stays as it is."""

import pytest

from policytrail.errors import ConfigurationError
from policytrail.sources.move_entry import move_source
from policytrail.sources.parse import parse_sources

TEXT = """\
# Ours.
services:
  lumen:
    name: Lumen
    policies:
      terms_of_service: {url: https://lumen.example/terms}  # the usual ones
      privacy_policy:
        sources:
          - id: lumen-privacy-eu
            url: https://lumen.example/privacy
            history: [https://lumen.example/old]
          - {id: lumen-privacy-us, url: https://lumen.example/us}
"""


@pytest.mark.parametrize(
    ("source_id", "former"),
    [
        ("lumen-terms", ("https://lumen.example/terms",)),
        ("lumen-privacy-eu", ("https://lumen.example/privacy", "https://lumen.example/old")),
    ],
)
def test_the_former_address_becomes_history(source_id: str, former: tuple[str, ...]) -> None:
    edited = move_source(TEXT, source_id, "https://legal.lumen.example/now")

    by_id = {each.source_id: each for each in parse_sources(edited, "sources.yaml").entries}
    assert by_id[source_id].url == "https://legal.lumen.example/now"
    assert by_id[source_id].history == former
    assert set(by_id) == {"lumen-terms", "lumen-privacy-eu", "lumen-privacy-us"}
    assert "# Ours." in edited
    assert "# the usual ones" in edited


def test_an_address_to_which_a_source_returns_is_no_history() -> None:
    moved = move_source(TEXT, "lumen-terms", "https://lumen.example/now")

    back = move_source(moved, "lumen-terms", "https://lumen.example/terms")

    source = next(
        each for each in parse_sources(back, "").entries if each.source_id == "lumen-terms"
    )
    assert source.history == ("https://lumen.example/now",)


@pytest.mark.parametrize(
    ("source_id", "url", "told"),
    [
        ("lumen-cookies", "https://lumen.example/now", "no source of sources.yaml has this id"),
        ("lumen-terms", "https://lumen.example/terms", "has this address already"),
        ("lumen-terms", "lumen", "lumen"),
    ],
)
def test_what_cannot_be_moved_is_said(source_id: str, url: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        move_source(TEXT, source_id, url)
