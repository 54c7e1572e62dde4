"""The modules of the project, for the tests that read its source."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("policytrail", "storage", "flows")


def modules() -> Iterator[Path]:
    """Yield the modules that ship, in the order of their names."""
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def body_lines(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines follow the signature and the docstring: options of commands are data."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or node.lineno) - first.lineno + 1
