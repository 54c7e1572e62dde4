"""The list of sources that comes with the product."""

import json
from pathlib import Path

from policytrail.model import Sources
from policytrail.sources import parse_sources
from policytrail.sources.urls import index_urls, normal_url
from tests.corpus import CORPUS, needs_corpus


def default() -> Sources:
    return parse_sources((Path(__file__).parents[2] / "sources.yaml").read_text("utf-8"))


def test_it_names_many_policies_of_many_services() -> None:
    found = default()

    assert len(found.policy_keys) >= 100
    assert len(found.service_ids) >= 40


def test_it_names_the_policies_for_which_the_project_was_started() -> None:
    wanted = {"kling/terms_of_service", "kling/privacy_policy", "kling/cookie_policy"}

    assert wanted <= set(default().policy_keys)


def test_every_source_has_a_tag_and_an_address_of_its_own() -> None:
    entries = default().entries

    assert [each.source_id for each in entries if not each.tags] == []
    assert len({normal_url(each.url) for each in entries}) == len(entries)


@needs_corpus
def test_it_names_each_of_the_41_shared_replay_sources() -> None:
    rows = json.loads((CORPUS / "replay" / "index.json").read_text("utf-8"))
    urls = {str(row["url"]) for row in rows}
    index = index_urls(default())

    found = {each.source_id for url in urls for each in index[normal_url(url)]}

    assert len(found) == 41
    assert found <= {each.source_id for each in default().entries}
