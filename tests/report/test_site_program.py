"""Pages are written anew whenever any code that they are made from differs."""

import ast
from pathlib import Path

from flows.pipeline import site_state

ROOT = Path(__file__).parents[2]
PACKAGES = ("policytrail", "storage", "flows")


def module_file(name: str) -> Path | None:
    """Return the file of one of our modules, or None if the name is not one's."""
    path = ROOT / name.replace(".", "/")
    files = (path.with_suffix(".py"), path / "__init__.py")
    return next((file for file in files if file.is_file()), None)


def imported_modules(file: Path) -> set[str]:
    """Return our modules that a file imports, at any depth of its code, with their packages."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in names if name.split(".")[0] in PACKAGES and module_file(name)}


def reachable_modules(start: str) -> set[str]:
    """Return all our modules that run when a module is imported or called, itself included."""
    seen: set[str] = set()
    left = {start}
    while left:
        name = left.pop()
        seen.add(name)
        file = module_file(name)
        assert file is not None
        left |= imported_modules(file) - seen
    return seen


def test_the_key_of_pages_covers_all_code_that_makes_them() -> None:
    covered = tuple(site_state._PACKAGES)  # pyright: ignore[reportPrivateUsage]

    made_from = reachable_modules("flows.pipeline.changed_pages")

    assert {"policytrail.contradictions", "policytrail.report.build.provision_index"} <= made_from
    outside = {
        name for name in made_from if not f"{name}.".startswith(tuple(f"{one}." for one in covered))
    }
    assert outside - {"flows"} == set()
