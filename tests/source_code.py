"""The modules of the project, for the tests that read its source."""

import ast
import gc
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("policytrail", "storage", "flows")


def modules() -> Iterator[Path]:
    """Yield the modules that ship, in the order of their names."""
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    """Return what a module is made of, parsed once for all tests of a process."""
    text = path.read_text("utf-8")
    with _without_collecting():
        return ast.parse(text)


@contextmanager
def _without_collecting() -> Generator[None]:
    """Let Python look for no garbage: nothing of a new tree is any, and looking takes most of the time."""
    is_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_collecting:
            gc.enable()


def body_lines(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines follow the signature and the docstring: options of commands are data."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or node.lineno) - first.lineno + 1
