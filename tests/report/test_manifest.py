from policytrail.report.manifest import (
    Manifest,
    entry_of,
    kept_entries,
    manifest_text,
    program,
    read_manifest,
    stale_services,
    stale_sources,
)
from tests.report.conftest import HISTORIES

KEYS = {history.source.source_id: f"key {history.source.source_id}" for history in HISTORIES}
SERVICES = {history.source.source_id: history.source.service_id for history in HISTORIES}
HELD = Manifest(
    program(),
    tuple(entry_of(history, KEYS[history.source.source_id]) for history in HISTORIES),
)


def test_nothing_is_stale_when_no_key_differs() -> None:
    assert stale_sources(HELD, KEYS) == frozenset()


def test_a_source_with_another_key_is_stale_and_so_is_its_service() -> None:
    keys = KEYS | {"aurora-terms": "another"}

    assert stale_sources(HELD, keys) == {"aurora-terms"}
    assert stale_services(HELD, keys, SERVICES) == {"aurora"}


def test_another_program_makes_everything_stale() -> None:
    held = Manifest("an older one", HELD.entries)

    assert stale_sources(held, KEYS) == set(KEYS)


def test_a_service_that_lost_a_source_is_stale() -> None:
    keys = {name: key for name, key in KEYS.items() if name != "aurora-terms"}

    assert stale_services(HELD, keys, SERVICES) == {"aurora"}


def test_entries_of_stale_and_of_lost_sources_are_not_kept() -> None:
    kept = kept_entries(HELD, ["aurora-terms", "aurora-privacy"], ["aurora-terms"])

    assert [entry.source.source_id for entry in kept] == ["aurora-privacy"]


def test_a_manifest_is_read_as_it_was_written() -> None:
    assert read_manifest(manifest_text(HELD)) == HELD


def test_a_damaged_manifest_says_nothing() -> None:
    assert read_manifest('{"program":') == Manifest()
