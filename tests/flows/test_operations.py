"""docs/operations.md: every command in it that needs no other machine, in its order."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from flows.cli.app import COMMANDS
from tests.flows.conftest import Place, two_services
from tests.web import InventedWeb

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "operations.md").read_text("utf-8")
COMMANDS_MD = (ROOT / "docs" / "commands.md").read_text("utf-8")
"""Whose tables of options are held against the program by another test."""
STEPS = [
    line
    for block in re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
]


@pytest.mark.prefect
def test_each_step_of_the_manual_works(
    place: Place, web: InventedWeb, prefect_api: str, webhook: tuple[list[dict[str, str]], str]
) -> None:
    heard, receiver = webhook
    place.environment.update(
        PREFECT_API_URL=prefect_api,
        POLICYTRAIL_SOURCES=str(two_services(place.folder, web)),
        POLICYTRAIL_CONTACT="me@x.example",
        POLICYTRAIL_WATCH="watch.yaml",
        HOOK=receiver,
    )
    (place.folder / "watch.yaml").write_text("watch: [{name: all, to: [env:HOOK]}]", "utf-8")

    failed: list[tuple[int, str, str]] = []
    for step in STEPS:
        program, *arguments = shlex.split(step)
        assert program == "policytrail"
        done = place.run(*arguments)
        # `doctor` exits with 1 where this machine lacks something, e.g. Pango; it still has to work.
        allowed = (0, 1) if arguments[0] == "doctor" else (0,)
        if done.returncode not in allowed:
            failed.append((done.returncode, step, done.stderr))

    assert failed == []
    assert len(heard) == 1, "one test message for one target"
    assert (place.folder / "reports" / "index.html").is_file()
    assert list(place.folder.glob("policytrail.duckdb.before-restore-1"))


def programs_in(path: Path) -> list[str]:
    """Return the command lines by which a file starts our program."""
    lines = path.read_text("utf-8").replace('", "', " ").replace('["', "[").splitlines()
    found = [re.search(r"(?:bin/|CMD \[)policytrail ([^\"\]]+)", line) for line in lines]
    return [each[1] for each in found if each]


@pytest.mark.parametrize("name", ["policytrail.service", "policytrail-track.service", "Dockerfile"])
def test_what_is_deployed_are_commands_that_exist(name: str) -> None:
    lines = programs_in(ROOT / "deploy" / name)
    told = COMMANDS_MD.partition("\n## policytrail serve\n")[2].partition("\n## ")[0]
    options_of_serve = set(re.findall(r"^\| `(--[\w-]+)`", told, re.MULTILINE))

    for line in lines:
        command, *options = line.split()
        assert command in COMMANDS
        assert {each for each in options if each.startswith("--")} <= options_of_serve
    assert len(lines) == 1


def test_the_containers_run_without_rights_that_they_do_not_need() -> None:
    told = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text("utf-8"))
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")

    for name in ("prefect", "policytrail"):
        service = told["services"][name]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert re.search(r"^USER \d+$", dockerfile, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", dockerfile, re.MULTILINE)
