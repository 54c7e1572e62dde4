from pathlib import Path

import pytest

from policytrail.errors import ConfigurationError
from policytrail.fetch.settings import VARIABLES, FetchSettings, Variable, from_environment


def test_an_empty_environment_gives_the_defaults() -> None:
    assert from_environment({}) == FetchSettings()


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("POLICYTRAIL_PACE_S", "0", "pace_s", 0.0),
        ("POLICYTRAIL_MAX_BODY_MB", "1.5", "max_body_bytes", 1_572_864),
        ("POLICYTRAIL_ALLOW_PRIVATE", "Yes", "allow_private", True),
        (
            "POLICYTRAIL_WAYBACK_URL",
            "http://127.0.0.1:8080/",
            "wayback_url",
            "http://127.0.0.1:8080",
        ),
        ("POLICYTRAIL_PROXY", "", "proxy", None),
    ],
)
def test_a_variable_sets_its_field(name: str, text: str, field: str, value: object) -> None:
    assert getattr(from_environment({name: text}), field) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("POLICYTRAIL_PACE_S", "-1"),
        ("POLICYTRAIL_PACE_S", "nan"),
        ("POLICYTRAIL_READ_TIMEOUT_S", "0"),
        ("POLICYTRAIL_MAX_RETRIES", "2.5"),
        ("POLICYTRAIL_ALLOW_PRIVATE", "perhaps"),
        ("POLICYTRAIL_PROXY", "127.0.0.1:3128"),
        ("POLICYTRAIL_WAYBACK_URL", "http://archive.example:port"),
        ("POLICYTRAIL_CONTACT", "legal@watch.example\nX-Other: 1"),
    ],
)
def test_a_wrong_value_names_its_variable(name: str, text: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        from_environment({name: text})


def test_every_field_has_its_variable() -> None:
    fields = set(FetchSettings.__dataclass_fields__)

    assert {variable.field for variable in VARIABLES} == fields


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_every_variable_is_documented(variable: Variable) -> None:
    table = Path(__file__).parents[2] / "docs" / "settings.md"

    rows = table.read_text(encoding="utf-8").splitlines()

    assert any(f"`{variable.name}`" in row and variable.meaning in row for row in rows)
