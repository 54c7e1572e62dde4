"""The tree keeps to the counted limits in docs/architecture.md; run as a program, it counts anew."""

import ast
import re
import tomllib
from collections.abc import Iterator

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


if __name__ == "__main__":
    print(*(f"| {name} | {count} |" for name, count in rows().items()), sep="\n")  # noqa: T201


def test_the_tree_keeps_to_the_counted_limits() -> None:
    text = ARCHITECTURE.read_text("utf-8").partition("## Counted limits")[2]
    limits = dict(re.findall(r"^\| ([a-z][\w -]+) \| (\d+) \|$", text, re.MULTILINE))
    counted = rows()

    assert set(limits) == set(counted)
    assert {name: count for name, count in counted.items() if count > int(limits[name])} == {}
