"""The tree keeps to the counted limits in docs/architecture.md; run as a program, it counts anew."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.source_code import PACKAGES, ROOT, body_lines, tree_of

ARCHITECTURE = ROOT / "docs" / "architecture.md"
_BRANCHES = (
    ast.If,
    ast.IfExp,
    ast.For,
    ast.While,
    ast.ExceptHandler,
    ast.comprehension,
    ast.Assert,
)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def count_branches(function: Function) -> int:
    """Return the decision points of a function, plus one."""
    points = 1
    for node in ast.walk(function):
        if isinstance(node, _BRANCHES):
            points += 1
        elif isinstance(node, ast.BoolOp):
            points += len(node.values) - 1
    return points


def count_parameters(function: Function) -> int:
    given = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
    return len([each for each in given if each.arg not in ("self", "cls")])


def is_command(function: Function) -> bool:
    """Return whether the parameters are the options of a command or of a Prefect deployment."""
    return any(
        word in ast.unparse(each)
        for each in function.decorator_list
        for word in ("command(", "flow(", "callback(")
    )


def rows() -> dict[str, int]:
    """Return the counted rows that have a limit."""
    texts = {
        path: path.read_text("utf-8") for name in PACKAGES for path in (ROOT / name).rglob("*.py")
    }
    trees = [tree_of(path) for path in texts]
    every = [each for tree in trees for each in functions(tree)]
    decorators = [
        ast.unparse(each)
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for each in node.decorator_list
        if ast.unparse(each).startswith("dataclass")
    ]
    public = [each for each in every if not each.name.startswith("_") and not is_command(each)]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {
        "files over 300 lines": sum(len(text.splitlines()) > 300 for text in texts.values()),
        "lines of a file": max(len(text.splitlines()) for text in texts.values()),
        "lines of a function body": max(map(body_lines, every)),
        "branches of a function": max(map(count_branches, every)),
        "parameters of a function other than a command or flow": max(
            count_parameters(each) for each in every if not is_command(each)
        ),
        "functions without a return annotation": sum(each.returns is None for each in every),
        "public functions without a docstring": sum(
            ast.get_docstring(each) is None for each in public
        ),
        "dataclasses that are not frozen": sum("frozen=True" not in each for each in decorators),
        "direct runtime dependencies": len(project["dependencies"]),
    }


def sizes() -> dict[str, str]:
    """Return the counted rows that are only described: what the project is as a whole."""
    paths = [path for name in PACKAGES for path in (ROOT / name).rglob("*.py")]
    every = [each for path in paths for each in functions(tree_of(path))]
    names = [each.name.strip("_") for each in every if not each.name.startswith("__")]
    lines = sum(map(count_lines, paths))
    tests = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "tests").rglob("*.tsv")]
    return {
        "product files": f"{len(paths):,}",
        "product lines": f"{lines:,}",
        "functions": f"{len(every):,}",
        "lines of a function, p50/p90/max": percentiles(map(body_lines, every)),
        "branches of a function, p50/p90/max": percentiles(map(count_branches, every)),
        "functions with a name of one word": share("_" not in name for name in names),
        "functions named `*_of`": f"{sum(name.endswith('_of') for name in names)}",
        "public docstrings": share(
            ast.get_docstring(each) is not None for each in every if not each.name.startswith("_")
        ),
        "return annotations": share(each.returns is not None for each in every),
        "lines of tests to lines of source": f"{sum(map(count_lines, tests)) / lines:.2f}",
    } | {f"the same in {name}": f"{lines_tested(name):.2f}" for name in RULES}


RULES = ("significance", "provisions", "extract", "language", "trackers", "diff")
"""The packages that hold rules on texts."""


def lines_tested(package: str) -> float:
    """Return the lines of tests of a package, with their tables of cases, by its lines of source."""
    written = [path for path in (ROOT / "tests" / package).rglob("*") if path.suffix in _TESTS]
    source = (ROOT / "policytrail" / package).rglob("*.py")
    return sum(map(count_lines, written)) / sum(map(count_lines, source))


_TESTS = (".py", ".tsv")


def count_lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def percentiles(counts: Iterable[int]) -> str:
    """Return the median, the ninth decile and the greatest of some numbers."""
    ordered = sorted(counts)
    return f"{ordered[len(ordered) // 2]} / {ordered[len(ordered) * 9 // 10]} / {ordered[-1]}"


def share(flags: Iterable[bool]) -> str:
    given = list(flags)
    return f"{sum(given) / len(given):.1%}".replace("%", " %")


if __name__ == "__main__":
    printed = {**{name: str(count) for name, count in rows().items()}, **sizes()}
    print(*(f"| {name} | {count} |" for name, count in printed.items()), sep="\n")  # noqa: T201


def test_the_tree_keeps_to_the_counted_limits() -> None:
    text = ARCHITECTURE.read_text("utf-8").partition("## Counted limits")[2]
    limits = dict(re.findall(r"^\| ([a-z][\w -]+) \| (\d+) \|$", text, re.MULTILINE))
    counted = rows()

    assert set(limits) == set(counted)
    assert {name: count for name, count in counted.items() if count > int(limits[name])} == {}
