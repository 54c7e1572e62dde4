"""How a package hands out its public names without importing all of its modules."""

import ast
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path


def import_on_demand(package: str, init_file: str) -> Callable[[str], object]:
    """Return the `__getattr__` of a package whose public names are imported under `TYPE_CHECKING`.

    `from storage import connect` then imports `storage.database` and nothing else of the package:
    a command loads what it uses, and packages that need each other form no circle at import.
    Type checkers read the same imports, so each name is written down once with its module.
    """

    def import_name(name: str) -> object:
        """Return what has this name, and keep it in the package."""
        origin = public_names(Path(init_file)).get(name)
        if origin is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, attribute = origin
        if module == package:
            return import_module(f"{package}.{attribute}")
        value = getattr(import_module(module), attribute)
        setattr(sys.modules[package], name, value)
        return value

    return import_name


@cache
def public_names(init_file: Path) -> dict[str, tuple[str, str]]:
    """Return for each name that an `__init__.py` hands out its module and its name there."""
    return {
        alias.asname or alias.name: (node.module, alias.name)
        for branch in ast.parse(init_file.read_text("utf-8")).body
        if isinstance(branch, ast.If)
        for node in branch.body
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
