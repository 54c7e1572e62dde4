import json
import lzma
from collections import defaultdict

import pytest

from policytrail.errors import ConfigurationError
from policytrail.model import Fetcher, Range, Source, Sources
from policytrail.sources import parse_sources
from policytrail.sources.ota import as_yaml, policy_type_named, translate_declaration
from policytrail.sources.ota_files import read_history, read_service
from tests.corpus import CORPUS, needs_corpus

SERVICE = {
    "name": "Lumen Reel",
    "terms": {
        "Terms of Service": {
            "fetch": "https://lumen.example/terms",
            "select": ["main", {"startAfter": "h1", "endBefore": "footer"}],
            "remove": ".ads",
            "executeClientScripts": True,
        },
        "Trackers Policy": {"fetch": "https://lumen.example/cookies", "filter": ["dropDates"]},
        "Community Guidelines": {
            "select": "main",
            "combine": [
                {"fetch": "https://lumen.example/rules"},
                {"fetch": "https://lumen.example/rules/safety", "select": "article"},
            ],
        },
    },
}
HISTORY = {
    "Terms of Service": [
        {"fetch": "https://lumen.example/tos", "select": "body", "validUntil": "2024-01-01"}
    ]
}


def translated(service: object, history: object = None) -> tuple[Sources, tuple[str, ...]]:
    one = translate_declaration(
        "Lumen Reel",
        read_service(json.dumps(service), "Lumen Reel.json"),
        read_history(json.dumps(history or {}), "Lumen Reel.history.json"),
    )
    text, notes = as_yaml([one])
    return parse_sources(text), notes


def source(source_id: str) -> Source:
    found = translated(SERVICE, HISTORY)[0].by_id(source_id)
    assert found
    return found


def test_rules_and_ranges_are_taken_over() -> None:
    recipe = source("lumen-reel-terms").recipe

    assert recipe.select == ("main", Range(start_after="h1", end_before="footer"))
    assert recipe.remove == (".ads",)


def test_client_scripts_become_a_browser() -> None:
    assert source("lumen-reel-terms").fetch is Fetcher.BROWSER


def test_a_combination_becomes_several_sources_of_one_policy() -> None:
    pair = source("lumen-reel-community"), source("lumen-reel-community-safety")

    assert pair[0].policy_key == pair[1].policy_key
    assert [each.recipe.select for each in pair] == [("main",), ("article",)]


def test_former_addresses_become_history() -> None:
    assert source("lumen-reel-terms").history == ("https://lumen.example/tos",)


def test_what_cannot_be_translated_is_noted() -> None:
    _, notes = translated(SERVICE, HISTORY)

    assert notes == (
        "Lumen Reel: Terms of Service: 1 former selection rules left out",
        "Lumen Reel: Trackers Policy: left out filter dropDates",
    )


def test_a_rule_that_is_no_selector_is_noted_and_left_out() -> None:
    terms = {"fetch": "https://lumen.example/p", "select": ["main", "see the PDF [page 2"]}

    found, notes = translated({"terms": {"Privacy Policy": terms}})

    assert [each.recipe.select for each in found.entries] == [("main",)]
    assert notes == (
        "Lumen Reel: Privacy Policy: select: left out 'see the PDF [page 2', no selector and no range",
    )


def test_an_unknown_type_is_taken_as_other_and_noted() -> None:
    found, notes = translated({"terms": {"Moon Rules": {"fetch": "https://lumen.example/moon"}}})

    assert (found.policy_keys, notes) == (
        ("lumen-reel/other",),
        ("Lumen Reel: Moon Rules: no such policy type here, taken as `other`",),
    )


def test_the_older_word_for_terms_is_read() -> None:
    older = {"documents": {"Privacy Policy": {"fetch": "https://lumen.example/p"}}}

    assert translated(older)[0].policy_keys == ("lumen-reel/privacy_policy",)


def test_a_file_that_is_none_of_theirs_is_refused_by_name() -> None:
    with pytest.raises(ConfigurationError, match=r"^x\.json: no Open Terms Archive service file"):
        read_service("[]", "x.json")


def shared_services() -> dict[str, dict[str, object]]:
    services: dict[str, dict[str, object]] = defaultdict(dict)
    with lzma.open(CORPUS / "declarations" / "declarations_shared.jsonl.xz", "rt") as lines:
        for row in map(json.loads, lines):
            if not row["historical"]:
                services[f"{row['collection']} {row['service']}"][row["doc_type"]] = row[
                    "declaration"
                ]
    return services


@needs_corpus
def test_real_collections_give_a_file_that_parses() -> None:
    services = shared_services()

    text, _ = as_yaml(
        translate_declaration(name, read_service(json.dumps({"terms": terms}), name), {})
        for name, terms in services.items()
    )

    assert len(parse_sources(text).service_ids) == len(services)


@needs_corpus
def test_every_type_of_the_real_collections_is_known() -> None:
    types = {name for terms in shared_services().values() for name in terms}

    assert {name for name in types if policy_type_named(name) is None} == set()
