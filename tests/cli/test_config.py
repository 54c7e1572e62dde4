"""`policytrail config`: what is in force, from where, and no secret."""

import pytest
from typer.testing import CliRunner

from flows.cli import config
from flows.cli.app import app
from flows.settings_in_force import settings_in_force

assert config


def test_values_are_told_with_their_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYTRAIL_SOURCES", "mine.yaml")
    monkeypatch.setenv("POLICYTRAIL_PACE_S", "2.5")

    done = CliRunner().invoke(app, ["--db", "a.duckdb", "config"])

    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line.split()}
    assert (done.exit_code, done.exception) == (0, None)
    assert rows["db"] == ["a.duckdb", "option"]
    assert rows["sources"] == ["mine.yaml", "environment"]
    assert rows["out"] == ["reports", "default"]
    assert rows["POLICYTRAIL_PACE_S"] == ["2.5", "environment"]
    assert rows["POLICYTRAIL_WAIT_S"] == ["600", "default"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PREFECT_API_AUTH_STRING", "me:word"),
        ("POLICYTRAIL_PROXY", "http://me:word@proxy.example"),
        ("PREFECT_SERVER_DATABASE_CONNECTION_URL", "postgresql+asyncpg://me:word@db.example/x"),
    ],
)
def test_no_password_is_told(name: str, value: str) -> None:
    told = {each.name: each.value for each in settings_in_force({name: value})}

    assert "word" not in told[name]
    assert "********" in told[name]
