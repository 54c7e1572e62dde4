"""Files, commands and targets that the documentation names exist."""

import importlib.util
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from flows.cli.app import COMMANDS, app
from tests.source_code import ROOT

PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "reports/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
TREE = (
    "policytrail",
    "storage",
    "flows",
    "tests",
    "docs",
    "benchmarks",
    "deploy",
    "typings",
    ".ci",
)
_CODE = re.compile(
    r"^```(?:console|bash|sh|shell)\n(?P<block>.*?)^```|`(?P<inline>[^`\n]+)`",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
_OPTION = re.compile(r"--[a-z][\w-]*")
_PARTED = {"$", "&&", "||", "|", ";", ">", ">>", "#", "<"}


def code_lines(page: Path) -> Iterator[str]:
    """Yield each line of code of a page: of its blocks for a shell, and within its sentences."""
    for match in _CODE.finditer(page.read_text("utf-8")):
        yield from (match["block"] or match["inline"]).replace("\\\n", " ").splitlines()


def words_in(line: str) -> list[str]:
    """Return the words of a line as a shell would part them; none if it is no line for a shell."""
    try:
        return shlex.split(line, comments=True)
    except ValueError:
        return []


def calls_of(line: str, program: str) -> Iterator[list[str]]:
    """Yield the words that follow each call of a program in a line."""
    words = words_in(line)
    for place, word in enumerate(words):
        begins = place == 0 or words[place - 1] in _PARTED or "=" in words[place - 1]
        if word.rpartition("/")[2] == program and begins:
            rest = words[place + 1 :]
            end = next((number for number, each in enumerate(rest) if each in _PARTED), len(rest))
            yield rest[:end]


@cache
def whole_program() -> TyperGroup:
    for module in COMMANDS:
        importlib.import_module(f"flows.cli.{module}")
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    return group


def options_of(command: TyperCommand | TyperGroup) -> dict[str, bool]:
    """Return the options of a command, and whether each stands alone, without a value."""
    return {
        name: bool(getattr(each, "is_flag", False))
        for each in command.params
        for name in (*each.opts, *each.secondary_opts)
    } | {"--help": True}


def fault_in(words: list[str]) -> str:
    """Return what a call of the program names that it does not have; empty if all exists."""
    command: TyperCommand | TyperGroup = whole_program()
    known = options_of(command)
    is_value = False
    for word in words:
        name = word.partition("=")[0]
        if is_value:
            is_value = False
        elif _OPTION.fullmatch(name):
            if name not in known:
                return name
            is_value = not known[name] and "=" not in word
        elif isinstance(command, TyperGroup) and re.fullmatch(r"[a-z][a-z-]*", word):
            inner = command.commands.get(word)
            if not isinstance(inner, TyperCommand | TyperGroup):
                return word
            command, known = inner, known | options_of(inner)
        elif isinstance(command, TyperGroup):
            return ""
    return ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_call_of_the_program_names_a_command_and_options_that_exist(page: Path) -> None:
    calls = [(line, call) for line in code_lines(page) for call in calls_of(line, "policytrail")]

    assert {line: fault for line, call in calls if (fault := fault_in(call))} == {}


def test_a_command_that_does_not_exist_is_found() -> None:
    lines = ("policytrail --db x.duckdb statsu", "A=1 policytrail track --shard 2", "policytrail")

    assert [fault_in(call) for line in lines for call in calls_of(line, "policytrail")] == [
        "statsu",
        "--shard",
        "",
    ]


def test_the_pages_call_each_command() -> None:
    called = {
        call[0]
        for page in PAGES
        for line in code_lines(page)
        for call in calls_of(line, "policytrail")
        if call
    }

    assert set(whole_program().commands) - called == set()


def test_every_target_of_make_exists() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        word
        for page in PAGES
        for line in code_lines(page)
        for call in calls_of(line, "make")
        for word in call
        if re.fullmatch(r"[a-z-]+", word)
    }

    assert len(named) >= 5
    assert named - targets == set()


def test_every_module_that_is_run_exists() -> None:
    named = {
        match[1]
        for page in PAGES
        for line in code_lines(page)
        if (match := re.search(r"python3? -m ((?:tests|benchmarks|flows)[\w.]*)", line))
    }

    assert named
    assert {name for name in named if importlib.util.find_spec(name) is None} == set()


def test_every_file_of_the_tree_exists() -> None:
    named = {
        (str(page.relative_to(ROOT)), word)
        for page in PAGES
        if page.parent.name != "decisions"  # they tell of files that were
        for line in code_lines(page)
        for word in re.findall(r"(?<![\w./-])[\w.-]+(?:/[\w.*-]+)+/?", line)
        if word.split("/")[0] in TREE
    }

    assert len(named) >= 50
    assert {(page, name) for page, name in named if not list(ROOT.glob(name.rstrip("/")))} == set()


def test_every_link_leads_to_a_file() -> None:
    links = {
        (page, target)
        for page in PAGES
        for target in _LINK.findall(_CODE.sub("", page.read_text("utf-8")))
    }

    assert len(links) >= 40
    broken = {
        (str(page.relative_to(ROOT)), target)
        for page, target in links
        if not (page.parent / target).exists()
    }
    assert broken == set()
