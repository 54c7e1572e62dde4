"""How the database is opened, and which captures are held, are settings."""

from pathlib import Path

import pytest

from flows.database import VARIABLES, StoreSettings, StoreVariable, store_settings
from policytrail.errors import ConfigurationError
from storage.captures import put_captures
from storage.database import Holding, open_database
from storage.documents import put_extractions
from storage.sources import declare_sources
from storage.status import health_records
from storage.timelines import read_observations
from tests.values import SOURCE, capture_at, extraction_of, hour

LONG, SHORT = b"word " * 200, b"word " * 20
SETTINGS_MD = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")


def held(path: Path, *bodies: bytes, holding: Holding) -> list[bool]:
    """Return which of some captures, three hours apart, are held."""
    found = [capture_at(3 * at, body) for at, body in enumerate(bodies)]
    with open_database(path / "x.duckdb", holding=holding) as connection:
        declare_sources(connection, [SOURCE], hour(0))
        put_captures(connection, found)
        put_extractions(connection, [extraction_of(body) for _, body in found])
        return [one.is_held for one in read_observations(connection)[SOURCE.source_id]]


def test_a_capture_that_lost_most_of_its_text_is_held(tmp_path: Path) -> None:
    assert held(tmp_path, LONG, LONG, SHORT, holding=Holding()) == [False, False, True]


def test_captures_long_enough_apart_confirm_it(tmp_path: Path) -> None:
    assert held(tmp_path, LONG, SHORT, SHORT, SHORT, holding=Holding()) == [False] * 4


@pytest.mark.parametrize(
    ("holding", "is_held"),
    [
        (Holding(share=0), False),
        (Holding(share=0.1), False),
        (Holding(share=0.11), True),
        (Holding(captures=1, hours=0), False),
        (Holding(captures=1), True),
    ],
    ids=str,
)
def test_the_settings_say_what_is_held(tmp_path: Path, holding: Holding, is_held: bool) -> None:
    assert held(tmp_path, LONG, LONG, SHORT, holding=holding)[-1] is is_held


def test_the_status_knows_that_the_newest_capture_is_held(tmp_path: Path) -> None:
    held(tmp_path, LONG, LONG, SHORT, holding=Holding())

    with open_database(tmp_path / "x.duckdb") as connection:
        (record,) = health_records(connection)

    assert (record.is_held, record.last_good_at, record.last_own_at) == (True, hour(3), hour(6))


def test_the_environment_is_read() -> None:
    environ = {
        "POLICYTRAIL_HOLD_SHARE": "0.25",
        "POLICYTRAIL_HOLD_CAPTURES": "3",
        "POLICYTRAIL_HOLD_HOURS": "",
        "POLICYTRAIL_MEMORY_MB": "512",
        "POLICYTRAIL_WAIT_S": "0",
    }

    assert store_settings(environ) == StoreSettings(0.25, 3, 6, 512, 0)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("POLICYTRAIL_HOLD_SHARE", "40 %"),
        ("POLICYTRAIL_HOLD_SHARE", "1.5"),
        ("POLICYTRAIL_HOLD_SHARE", "nan"),
        ("POLICYTRAIL_HOLD_CAPTURES", "2.5"),
        ("POLICYTRAIL_HOLD_HOURS", "-1"),
        ("POLICYTRAIL_MEMORY_MB", "99"),
        ("POLICYTRAIL_WAIT_S", "a minute"),
    ],
)
def test_a_wrong_value_names_its_variable(name: str, text: str) -> None:
    with pytest.raises(ConfigurationError, match=f"{name}={text}: expected"):
        store_settings({name: text})


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_every_variable_is_documented_with_its_default(variable: StoreVariable) -> None:
    default = getattr(StoreSettings(), variable.field)

    assert f"| `{variable.name}` | `{default}` | {variable.meaning} |" in SETTINGS_MD
