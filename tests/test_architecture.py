"""The table of who may import whom, held against the tree."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from tests.source_code import PACKAGES, ROOT, modules, tree_of

# library -> the only places (path prefixes) that may import it
HOMES = {
    "duckdb": ("storage/",),
    "requests": ("policytrail/fetch/",),
    "urllib3": ("policytrail/fetch/",),
    "waybackpy": ("policytrail/fetch/",),
    "playwright": ("policytrail/fetch/", "policytrail/report/"),
    "prefect": ("flows/",),
    "typer": ("flows/cli/",),
    "rich": ("flows/cli/",),
    "fast_diff_match_patch": ("policytrail/diff/engine.py",),
    "diff_match_patch": ("policytrail/diff/",),
    "selectolax": ("policytrail/extract/",),
    "pypdfium2": ("policytrail/extract/",),
    "charset_normalizer": ("policytrail/extract/",),
    "yaml": (
        "policytrail/significance/lexicon.py",
        "policytrail/sources/",
        "policytrail/provisions/",
        "policytrail/trackers/",
        "policytrail/alerts/",
    ),
    "ruamel": ("policytrail/sources/add_entry.py", "policytrail/sources/move_entry.py"),
    "warcio": ("policytrail/evidence/",),
    "sklearn": ("policytrail/provisions/", "policytrail/significance/second_opinion/training.py"),
    "scipy": ("policytrail/provisions/",),
    "numpy": (
        "policytrail/provisions/",
        "policytrail/significance/second_opinion/training.py",
    ),
    "jinja2": ("policytrail/report/",),
    "weasyprint": ("flows/pdf.py",),
    "apprise": ("flows/alerts/",),
    "zstandard": ("storage/", "policytrail/evidence/"),
    "brotli": ("policytrail/evidence/",),
    "cryptography": ("policytrail/evidence/heads.py", "policytrail/evidence/timestamps.py"),
    "rfc3161_client": ("policytrail/evidence/timestamps.py",),
}
# package -> the packages of ours that it may not import
BARRED = {"policytrail": ("storage", "flows"), "storage": ("flows",), "flows": ()}


@cache
def imports_of(path: Path) -> set[str]:
    """Return the dotted names of all modules that a file imports, at any depth."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def test_imports_point_one_way_and_libraries_have_one_home() -> None:
    wrong: dict[str, set[str]] = {}
    for path in modules():
        place = path.relative_to(ROOT).as_posix()
        imported = {name.split(".")[0] for name in imports_of(path)}
        barred = imported & set(BARRED[place.split("/")[0]])
        away = {name for name in imported if name in HOMES and not place.startswith(HOMES[name])}
        if barred or away:
            wrong[place] = barred | away

    assert wrong == {}


def test_a_file_holds_one_concept_in_300_lines() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules()
    }

    assert {place: lines for place, lines in lengths.items() if lines > 300} == {}


def test_the_pure_core_imports_no_edge() -> None:
    core = [path for path in modules() if path.relative_to(ROOT).parts[0] == "policytrail"]
    pure = [path for path in core if path.relative_to(ROOT).parts[1] not in ("fetch", "evidence")]

    edges = {
        path.relative_to(ROOT).as_posix(): sorted(
            name for name in imports_of(path) if name.startswith("policytrail.fetch")
        )
        for path in pure
    }

    assert {place: names for place, names in edges.items() if names} == {}


def test_packages_do_not_import_each_other_in_a_circle() -> None:
    homes = {
        path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."): path
        for path in modules()
    }
    needed: dict[str, set[str]] = {}
    for name, path in homes.items():
        needed.setdefault(_room(name), set()).update(
            _room(other) for other in imports_of(path) if other.split(".")[0] in PACKAGES
        )

    left = {room: others - {room} for room, others in needed.items()}
    while free := {room for room, others in left.items() if not others & left.keys()}:
        left = {room: others for room, others in left.items() if room not in free}

    assert not left


def test_values_of_the_model_are_imported_through_its_front_door() -> None:
    tracked = [*modules(), *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
    outside = [path for path in tracked if not path.is_relative_to(ROOT / "policytrail" / "model")]

    around = {
        path.relative_to(ROOT).as_posix(): inner
        for path in outside
        if (inner := [name for name in imports_of(path) if name.startswith("policytrail.model.")])
    }

    assert around == {}


def _room(name: str) -> str:
    """Return the part of the house that a module is of: a package of the core, or an edge."""
    return ".".join(name.split(".")[: 2 if name.startswith("policytrail.") else 1])


def test_every_flow_that_names_files_confines_them() -> None:
    """Whoever starts a run of a deployment chooses its parameters."""
    paths = {"db", "sources", "out", "watch"}
    unconfined: list[str] = []
    for module in (ROOT / "flows" / "deployments").glob("*.py"):
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.FunctionDef) and "flow(" in "".join(
                ast.unparse(each) for each in node.decorator_list
            ):
                named = {each.arg for each in node.args.args} & paths
                calls = [ast.unparse(each) for each in node.body if isinstance(each, ast.Expr)]
                told = next((call for call in calls if call.startswith("confine_paths(")), "")
                if any(f"{name}={name}" not in told for name in named):
                    unconfined.append(f"{module.name}:{node.name}")

    assert unconfined == []


TEST_FILES = sorted((ROOT / "tests").rglob("*.py"))


def test_what_tests_share_stands_in_no_file_of_tests() -> None:
    """What two files need is a fixture of a `conftest.py`, or stands in a module of its own."""
    imported = {
        path.relative_to(ROOT).as_posix(): {
            name for name in imports_of(path) if name.rpartition(".")[2].startswith("test_")
        }
        for path in TEST_FILES
    }

    assert {place: names for place, names in imported.items() if names} == {}


def test_a_fixture_that_a_conftest_gives_is_not_defined_again_below_it() -> None:
    defined = {path: set(fixtures_of(path)) for path in TEST_FILES}
    given = {path: names for path, names in defined.items() if path.name == "conftest.py"}

    again = {
        f"{path.relative_to(ROOT)}: {name}"
        for path, names in defined.items()
        for above, shared in given.items()
        if path != above and path.is_relative_to(above.parent)
        for name in names & shared
    }
    assert again == set()


def fixtures_of(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef) and any(
            ast.unparse(each).startswith("pytest.fixture") for each in node.decorator_list
        ):
            yield node.name


_WITHOUT_DOOR = {"policytrail", "flows"}
"""Their modules and packages are the rooms of the house; they have nothing to hand out themselves."""


def _dotted(path: Path) -> str:
    """Return the dotted name of a module, or of the package for its `__init__.py`."""
    name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    return name.removesuffix(".__init__")


def _package(module: str) -> str:
    """Return the package that a module is in, or the module itself if it is a package."""
    return module if _is_package(module) else module.rpartition(".")[0]


@cache
def _is_package(name: str) -> bool:
    return (ROOT / name.replace(".", "/") / "__init__.py").exists()


def _imported_names(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each name that a file imports from a module of ours, with the module."""
    for node in ast.walk(tree_of(path)):
        if (
            isinstance(node, ast.ImportFrom)
            and node.module
            and node.module.split(".")[0] in PACKAGES
        ):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if not _is_package(inner):
                    yield node.module, alias.name


@cache
def _handed_out(package: str) -> frozenset[str]:
    """Return the names in `__all__` of a package."""
    tree = tree_of(ROOT / package.replace(".", "/") / "__init__.py")
    return frozenset(
        name
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        for name in ast.literal_eval(node.value)
    )


def test_other_packages_import_from_the_front_door() -> None:
    """`__init__.py` hands out the public names; nobody outside a package names its modules."""
    around = [
        f"{path.relative_to(ROOT)}: import {name} from {package}, which hands it out in __all__"
        for path in modules()
        for module, name in _imported_names(path)
        for package in (_package(module),)
        if package not in _WITHOUT_DOOR
        and not f"{_package(_dotted(path))}.".startswith(f"{package}.")
        and (module != package or name not in _handed_out(package))
    ]

    assert around == []


def test_a_front_door_hands_out_what_it_says() -> None:
    wrong: dict[str, set[str]] = {}
    for package in sorted({_package(_dotted(path)) for path in modules()}):
        door, names = import_module(package), _handed_out(package)
        modules_inside = {path.stem for path in (ROOT / package.replace(".", "/")).glob("*.py")}
        missing = {name for name in names if getattr(door, name, None) is None}
        # An import of the module would put it in the place of the function that has its name.
        hidden = {
            name
            for name in names & modules_inside
            if not isinstance(getattr(door, name), ModuleType)
        }
        if missing or hidden:
            wrong[package] = missing | hidden

    assert wrong == {}


def test_one_module_behind_a_front_door_loads_no_other() -> None:
    program = (
        "import sys; from storage import Connection; "
        "print([name for name in sys.modules if name.startswith('storage.')])"
    )

    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)

    assert b"'storage.database'" in loaded.stdout
    assert b"'storage.captures'" not in loaded.stdout
