"""docs/operations.md: every command in it that needs no other machine, in its order."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from flows.cli.app import COMMANDS
from tests.flows.conftest import Place, place_in
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


@pytest.fixture(scope="module")
def operated(prefect_api: str, tmp_path_factory: pytest.TempPathFactory) -> Place:
    with InventedWeb() as web:
        place = place_in(tmp_path_factory.mktemp("operated"), web)
        place.environment.update(
            PREFECT_API_URL=prefect_api,
            POLICYTRAIL_CONTACT="me@x.example",
            POLICYTRAIL_WATCH="watch.yaml",
            HOOK="json://127.0.0.1:9/",
        )
        (place.folder / "watch.yaml").write_text("watch: [{name: all, to: [env:HOOK]}]", "utf-8")
        for step in STEPS:
            program, *arguments = shlex.split(step)
            assert program == "policytrail"
            done = place.run(*arguments)
            with (place.folder / "results").open("a", encoding="utf-8") as results:
                first = (done.stderr.strip().splitlines() or [""])[-1]
                results.write(f"{done.returncode}\t{step}\t{first}\n")
        return place


@pytest.mark.prefect
def test_each_step_of_the_manual_works(operated: Place) -> None:
    results = (operated.folder / "results").read_text("utf-8").splitlines()
    fields = [line.split("\t") for line in results]

    assert [step for _, step, _ in fields] == STEPS
    # `doctor` exits with 1 where this machine lacks something, e.g. Pango; it still has to work.
    allowed = {step: {"0", "1"} for step in STEPS if step.startswith("policytrail doctor")}
    assert [line for line in fields if line[0] not in allowed.get(line[1], {"0"})] == []
    assert (operated.folder / "reports" / "index.html").is_file()
    assert list(operated.folder.glob("policytrail.duckdb.before-restore-1"))


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
