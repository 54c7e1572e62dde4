"""A table that is served in another language is no change; an entry that changes in it is."""

from policytrail.model import Kind
from tests.significance.texts import verdict

ENGLISH = """
# List of processors

## Coops

| Entity | Location |
|---|---|
| Brindle Eggs Ltd | Ireland |
| Feather Works GmbH | Germany |
| Nest Data SA | France |
| Straw Hosting AB | Sweden |
| Grain Tools Srl | Italy |
| Beak Cloud, Inc. | United States |
"""
GERMAN = """
# Liste der Verarbeiter

## Ställe

| Einheit | Standort |
|---|---|
| Brindle Eggs Ltd | Irland |
| Feather Works GmbH | Deutschland |
| Nest Data SA | Frankreich |
| Straw Hosting AB | Schweden |
| Grain Tools Srl | Italien |
| Beak Cloud, Inc. | USA |
"""


def test_a_table_in_another_language_is_no_change() -> None:
    found, back = verdict(ENGLISH, GERMAN), verdict(GERMAN, ENGLISH)

    assert not found.alert, found.reasons
    assert not back.alert, back.reasons


def test_an_entry_that_moves_to_another_country_in_a_translated_table_is_a_change() -> None:
    moved = GERMAN.replace("Feather Works GmbH | Deutschland", "Feather Works GmbH | Polen")

    assert verdict(ENGLISH, moved).kind is Kind.SUBSTANTIVE


def test_another_company_in_a_translated_table_is_a_change() -> None:
    other = GERMAN.replace("Nest Data SA", "Quill Data SA")

    assert verdict(ENGLISH, other).kind is Kind.SUBSTANTIVE


def test_entries_that_move_within_one_language_are_a_change() -> None:
    moved = ENGLISH.replace("Ireland", "Spain").replace("Sweden", "Poland")

    assert verdict(ENGLISH, moved).kind is Kind.SUBSTANTIVE
