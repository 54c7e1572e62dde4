"""A command starts fast: it imports what it needs, and no other command."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from flows.cli.app import COMMANDS, app, asked_for
from storage.database import open_database


@pytest.mark.parametrize("module", COMMANDS)
def test_a_module_holds_the_command_of_its_name(module: str) -> None:
    importlib.import_module(f"flows.cli.{module}")

    held = {
        one.name or one.callback.__name__.replace("_", "-")
        for one in app.registered_commands
        if one.callback and one.callback.__module__ == f"flows.cli.{module}"
    }
    assert module.replace("_", "-") in held | {group.name for group in app.registered_groups}


@pytest.mark.parametrize("line", [[], ["--help"], ["--db", "x.duckdb"], ["no-such", "track"]])
def test_all_commands_are_there_for_help_and_for_names_that_are_none(line: list[str]) -> None:
    assert asked_for(line) == COMMANDS


def test_the_first_word_that_is_no_option_names_the_command() -> None:
    line = ["--db", "track", "--out=x", "status", "backfill"]

    assert asked_for(line) == ("status",)


_LIBRARIES = "'duckdb', 'prefect', 'requests'"


@pytest.mark.parametrize(
    ("words", "heavy"),
    [
        (("schema", "change"), _LIBRARIES),
        (
            ("status",),
            "'prefect', 'requests', 'yaml', 'cryptography', 'policytrail.alerts.rules', "
            "'policytrail.report.records', 'policytrail.sources.schema', 'policytrail.language.dates'",
        ),
        (("--help",), f"{_LIBRARIES}, 'policytrail.extract', 'policytrail.provisions'"),
    ],
)
def test_a_command_does_not_load_what_only_others_need(
    words: tuple[str, ...], heavy: str, tmp_path: Path
) -> None:
    with open_database(tmp_path / "policytrail.duckdb"):
        pass
    play = (
        f"import sys; sys.argv = ['policytrail', *{words}]; from flows.cli import main\n"
        "try: main()\n"
        f"except SystemExit: sys.exit(','.join({{{heavy}}} & {{*sys.modules}}))"
    )

    done = subprocess.run(
        [sys.executable, "-c", play], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.stderr.strip() == ""


def test_an_interrupted_command_says_so_in_one_sentence(tmp_path: Path) -> None:
    play = (
        # A test run in the background of a shell inherits that interruptions are ignored.
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from flows.cli.app import main; sys.argv = ['policytrail', 'init'];"
        "import flows.pipeline as steps;"
        "steps.write_file = lambda *_: os.kill(os.getpid(), signal.SIGINT); main()"
    )

    done = subprocess.run(
        [sys.executable, "-c", play], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 130
    assert done.stderr.strip() == "policytrail: interrupted; what was stored until then is kept"
