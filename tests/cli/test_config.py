"""`policytrail config`: what is in force, from where, and no secret."""

import json
import logging
import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import config
from flows.cli.app import app
from flows.json_logs import JsonFormatter
from flows.settings_file import apply_settings_file, read_settings_file
from flows.settings_in_force import settings_in_force
from policytrail.errors import ConfigurationError

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


def test_the_file_says_what_the_environment_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('out = "pages"\npace_s = 2.5\nwait_s = 7\nallow_private = true\n')
    for name in ("OUT", "PACE_S", "ALLOW_PRIVATE"):
        monkeypatch.setenv(f"POLICYTRAIL_{name}", "")
    monkeypatch.setenv("POLICYTRAIL_WAIT_S", "5")
    monkeypatch.setenv("POLICYTRAIL_CONFIG", str(file))

    apply_settings_file(os.environ)
    done = CliRunner().invoke(app, ["config"])

    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line.split()}
    assert (done.exit_code, done.exception) == (0, None)
    assert rows["out"] == ["pages", str(file)]
    assert rows["POLICYTRAIL_PACE_S"] == ["2.5", str(file)]
    assert rows["POLICYTRAIL_ALLOW_PRIVATE"] == ["True", str(file)]
    assert rows["POLICYTRAIL_WAIT_S"] == ["5", "environment"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("contct = 'x'", "contct is no setting (docs/settings.md). Did you mean contact?"),
        ("contact = ", "is not valid TOML"),
        ("contact = ['x']", "contact must be a text"),
    ],
)
def test_a_wrong_file_of_settings_is_told_of(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "policytrail.toml"
    file.write_text(content)

    with pytest.raises(ConfigurationError, match=re.escape(said)):
        apply_settings_file({"POLICYTRAIL_CONFIG": str(file)})


def test_a_named_file_of_settings_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="POLICYTRAIL_CONFIG names"):
        apply_settings_file({"POLICYTRAIL_CONFIG": str(tmp_path / "none.toml")})


def test_every_key_of_the_manual_is_a_setting(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    file = tmp_path / "policytrail.toml"
    file.write_text(manual.partition("```toml")[2].partition("```")[0])

    assert len(read_settings_file(file)) == 3


def test_a_record_is_a_line_of_json_with_its_facts() -> None:
    facts = {"path": Path("a"), "reason": "gone"}
    record = logging.getLogger("x").makeRecord(
        "x", 30, "f", 1, "%s lost", ("one",), None, extra=facts
    )

    line = json.loads(JsonFormatter().format(record))

    assert {**line, "time": ""} == {
        "time": "",
        "level": "warning",
        "logger": "x",
        "message": "one lost",
        "path": "a",
        "reason": "gone",
    }


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


def test_what_is_shown_can_be_set_as_it_is_shown() -> None:
    environ = {"POLICYTRAIL_MAX_BODY_MB": "1.5", "POLICYTRAIL_ALLOW_PRIVATE": "true"}
    shown = {each.name: each.value for each in settings_in_force(environ)}

    again = {each.name: each.value for each in settings_in_force(shown)}

    assert shown["POLICYTRAIL_MAX_BODY_MB"] == "1.5"
    assert again == shown
    assert {each.name: each.value for each in settings_in_force({})}[
        "POLICYTRAIL_MAX_BODY_MB"
    ] == "20"


def test_the_watch_rules_in_force_are_those_beside_the_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("watch.yaml").write_text("watch: []\n")

    done = CliRunner().invoke(app, ["config"])

    assert ["watch", "watch.yaml", "default"] in [line.split() for line in done.stdout.splitlines()]
