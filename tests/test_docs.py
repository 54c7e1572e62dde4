"""The documentation says what the code does."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from pydantic import BaseModel
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from flows.cli.app import COMMANDS, app
from flows.pipeline.export import export_tables
from policytrail.model import PolicyType
from policytrail.sources import parse_sources
from policytrail.sources.schema import (
    Defaults,
    PolicyEntry,
    RangeEntry,
    ServiceEntry,
    SourceEntry,
    SourcesFile,
)
from storage.database import Reach, open_database
from storage.export import Form, exported_files
from tests.source_code import ROOT, modules, tree_of

SOURCES_MD = (ROOT / "docs" / "sources.md").read_text("utf-8")
COMMANDS_MD = (ROOT / "docs" / "commands.md").read_text("utf-8")
SETTINGS_MD = (ROOT / "docs" / "settings.md").read_text("utf-8")
GLOSSARY_MD = (ROOT / "docs" / "glossary.md").read_text("utf-8")


def section(title: str) -> str:
    """Return what stands under a heading of sources.md."""
    return SOURCES_MD.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def first_column(text: str) -> set[str]:
    """Return the words in back quotes that begin the rows of a text's tables."""
    return set(re.findall(r"^\| `(\w+)`", text, re.MULTILINE))


SECTIONS: dict[str, tuple[type[BaseModel], type[BaseModel] | None]] = {
    "The file": (SourcesFile, None),
    "Defaults": (Defaults, None),
    "A service": (ServiceEntry, None),
    "A source": (SourceEntry, Defaults),
    "A policy": (PolicyEntry, SourceEntry),
    "A range": (RangeEntry, None),
}


@pytest.mark.parametrize(("title", "shapes"), SECTIONS.items(), ids=SECTIONS)
def test_every_key_of_sources_yaml_is_described(
    title: str, shapes: tuple[type[BaseModel], type[BaseModel] | None]
) -> None:
    shape, described_elsewhere = shapes
    elsewhere = described_elsewhere.model_fields if described_elsewhere else {}

    assert first_column(section(title)) == set(shape.model_fields) - set(elsewhere)


def test_every_policy_type_is_described() -> None:
    assert first_column(section("Policy types")) == {each.value for each in PolicyType}


def test_the_example_of_sources_yaml_is_right() -> None:
    example = SOURCES_MD.partition("```yaml\n")[2].partition("```")[0]

    ids = [each.source_id for each in parse_sources(example).entries]

    assert ids == ["lumenreel-terms", "lumenreel-privacy", "lumenreel-privacy-california"]


def test_the_glossary_covers_every_value_of_the_model() -> None:
    classes = {
        node.name
        for module in (ROOT / "policytrail" / "model").glob("*.py")
        for node in tree_of(module).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }
    tables = (line for line in GLOSSARY_MD.splitlines() if line.startswith("| **"))

    named = {
        name
        for line in tables
        for name in re.findall(r"`(\w+)`", line.rpartition("|")[0].rpartition("|")[2])
    }

    assert named == classes


def test_no_public_class_is_called_what_the_glossary_bars() -> None:
    barred = set(re.findall(r"\w+", GLOSSARY_MD.partition("Not used as names:")[2]))
    classes = {
        node.name
        for module in modules()
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }

    found = {name for name in classes if re.findall("[A-Z][a-z]*", name)[-1].lower() in barred}

    assert found == set()


def commands() -> dict[str, set[str]]:
    """Return the options of every command by its whole name; those of all under `policytrail`."""
    for module in COMMANDS:
        importlib.import_module(f"flows.cli.{module}")

    def below(command: object, name: str) -> Iterator[tuple[str, set[str]]]:
        if isinstance(command, TyperGroup):
            for word, inner in command.commands.items():
                yield from below(inner, f"{name} {word}")
        if isinstance(command, TyperCommand) or name == "policytrail":
            assert isinstance(command, TyperCommand | TyperGroup)
            yield name, {each.opts[0] for each in command.params if isinstance(each, TyperOption)}

    return dict(below(get_command(app), "policytrail"))


def described_options(title: str) -> set[str]:
    """Return the options in the table under a heading of commands.md."""
    under = COMMANDS_MD.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `(--[\w-]+)`", under, re.MULTILINE))


def test_every_command_is_described_and_no_other() -> None:
    titles = set(re.findall(r"^## (policytrail .+)$", COMMANDS_MD, re.MULTILINE))

    assert titles == set(commands()) - {"policytrail"}


def test_every_option_is_described_and_no_other() -> None:
    found = commands()

    of_all = {"policytrail": described_options("Options of all commands")}
    assert {name: described_options(name) for name in found} | of_all == found


def test_every_variable_is_described() -> None:
    named = {
        name
        for module in modules()
        for name in re.findall(r"\bPOLICYTRAIL_[A-Z_]*[A-Z]\b(?!_)", module.read_text("utf-8"))
    }

    assert {name for name in named if f"| `{name}` |" not in SETTINGS_MD} == set()


SQL = [
    pytest.param(block, id=f"{path.name}-{number}")
    for path in (*sorted((ROOT / "docs").glob("*.md")), ROOT / "reports" / "README.md")
    for number, block in enumerate(
        re.findall(r"```sql\n(.*?)```", path.read_text("utf-8"), re.DOTALL)
    )
]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an empty store, with what was exported from it as Parquet."""
    folder = tmp_path_factory.mktemp("exported")
    files = exported_files(folder, Form.PARQUET)
    with open_database(folder / "policytrail.read.duckdb", reach=Reach(files)) as connection:
        export_tables(connection, folder, Form.PARQUET, folder / "reports")
    return folder


@pytest.mark.parametrize("block", SQL)
def test_every_sql_statement_of_the_docs_runs(block: str, exported: Path) -> None:
    here = block.replace("DIR/", f"{exported}/").replace(
        "'policytrail.", f"'{exported}/policytrail."
    )

    with duckdb.connect() as connection:
        for table in exported.glob("*.parquet"):
            connection.execute(f"CREATE VIEW {table.stem} AS FROM '{table}'")
        connection.execute(here).fetchall()


def test_every_test_that_the_docs_name_exists() -> None:
    written = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named = {
        name
        for path in (ROOT / "docs").glob("*.md")
        for name in re.findall(r"`(test_\w+)`", path.read_text("utf-8"))
    }

    assert {name for name in named if f"def {name}(" not in written} == set()
