"""The words of the tree: one meaning each, and nothing that is never used."""

import ast
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.source_code import PACKAGES, ROOT, body_lines, modules, tree_of

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
BARRED = set(re.findall(r"\w+", GLOSSARY.partition("Not used as names:")[2]))
_MOST_ONE_WORD = 0.1
"""Share of functions with a name of one word; 0.13 to 0.48 in the code bases we learn from."""
_VAGUE_LOCALS = {
    "one",
    "found",
    "told",
    "at",
    "held",
    "said",
    "such",
    "those",
    "whole",
    "beside",
    "theirs",
}
_MOST_VAGUE_LOCALS = 0.005
"""Share of vague names among the locals of functions: at most 0.005 in the code bases we learn from."""
_LONGEST_FUNCTION = 50


Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = ast.ClassDef | Function


@cache
def definitions() -> Sequence[tuple[Path, Definition]]:
    return [
        (path, node)
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, Definition)
    ]


def functions() -> Sequence[tuple[Path, Function]]:
    return [
        (path, node)
        for path, node in definitions()
        if isinstance(node, Function) and not node.name.startswith("__")
    ]


def test_a_class_name_stands_once() -> None:
    names = Counter(
        node.name.lstrip("_") for _, node in definitions() if isinstance(node, ast.ClassDef)
    )

    assert [name for name, count in names.items() if count > 1] == []


def test_no_module_class_or_function_has_a_barred_name() -> None:
    named = {path.stem: path.name for path in modules()}
    named |= {node.name: f"{path.name}:{node.lineno}" for path, node in definitions()}

    found = {
        name: where
        for name, where in named.items()
        if name not in _GIVEN_NAMES
        and BARRED & {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)}
    }
    assert found == {}


_GIVEN_NAMES = {"proxy_manager_for", "translate_declaration"}
"""Names that a library gives, or that Open Terms Archive has for its own files."""
_ENTERED_COLUMNS = {"declaration"}
"""Columns whose name is part of what the ledger attests; another one would make old entries invalid."""


def test_no_column_has_a_barred_name() -> None:
    named = columns() - _ENTERED_COLUMNS

    assert "captured_at" in named
    assert {name for name in named if BARRED & set(name.split("_"))} == set()


def test_no_yaml_key_has_a_barred_name() -> None:
    keys = yaml_keys()

    assert len(keys) > 100
    assert {key for key in keys if BARRED & set(re.split("[_-]", key))} == set()


def test_a_former_name_of_the_glossary_is_used_no_more() -> None:
    table = GLOSSARY.partition("| once | now |")[2].partition("\n\n")[0]
    former = {
        name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.split(" | ")[0])
    }
    used = {path.stem for path in modules()} | {
        node.name.removeprefix("_") for _, node in definitions()
    }

    assert len(former) > 30
    assert former & (used | columns() | yaml_keys()) == set()


def columns() -> set[str]:
    """Return the columns of all tables that a migration creates."""
    created = "".join(path.read_text("utf-8") for path in (ROOT / "storage").rglob("*.sql"))
    return set(re.findall(r"^ {4}(\w+) [A-Z]+", created, re.MULTILINE))


def yaml_keys() -> set[str]:
    """Return the keys of the YAML files that ship, with or without a dash before them."""
    files = [*(ROOT / "policytrail").rglob("*.yaml"), *ROOT.glob("*.yaml")]
    pattern = re.compile(r"^[ -]*([a-z][\w-]*):(?: |$)", re.MULTILINE)
    return {key for path in files for key in pattern.findall(path.read_text("utf-8"))}


def test_names_of_functions_say_more_than_a_word() -> None:
    names = [node.name.strip("_") for _, node in functions()]

    one_word = sum("_" not in name for name in names)
    assert one_word / len(names) <= _MOST_ONE_WORD


def test_locals_name_what_they_hold() -> None:
    names = [
        name
        for _, node in functions()
        for name in {
            inner.id
            for inner in ast.walk(node)
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)
        }
    ]

    assert sum(name in _VAGUE_LOCALS for name in names) / len(names) <= _MOST_VAGUE_LOCALS


def test_a_docstring_stands_by_itself() -> None:
    """What it says is not `the same` as in a neighbour that the reader has not read."""
    leaning = re.compile(
        r"(?:Do the|The) same\b|Return (?:the same,|the same with|that|it|nothing but)\b"
    )

    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, node in definitions()
        if leaning.match(ast.get_docstring(node) or "")
    ]
    assert wrong == []


def test_a_function_has_at_most_50_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, node in functions()
        if body_lines(node) > _LONGEST_FUNCTION
    ]

    assert long == []


def test_what_is_defined_is_used_by_more_than_tests() -> None:
    texts = [
        product_text(path)
        for package in (*PACKAGES, "benchmarks")
        for path in (ROOT / package).rglob("*")
        if path.suffix in (".py", ".j2", ".sql", ".yaml", ".toml")
    ]
    used = Counter(word for text in texts for word in re.findall(r"\w+", text))

    unused = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, node in definitions()
        # What has a decorator, or overrides a library's method, is called by a library.
        if used[node.name] == 1
        and not node.decorator_list
        and not is_called_by_libraries(node.name)
    ]
    assert unused == []


def product_text(path: Path) -> str:
    """Return the text of a file; of a front door, only what is more than handing out names."""
    text = path.read_text("utf-8")
    if path.name != "__init__.py":
        return text
    return re.sub(r'^\s+(from .*|"?\w+"?,)$', "", text, flags=re.MULTILINE)


def is_called_by_libraries(name: str) -> bool:
    """Return whether a library or the language itself calls a method of this name."""
    return name in _CALLED_BY_LIBRARIES or (name.startswith("__") and name.endswith("__"))


_CALLED_BY_LIBRARIES = {"handle", "handle_error", "log_message", "emit", "_new_conn"}
