"""Nothing is installed whose bytes are not pinned; the pages of promises name tests that there are."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
_REQUIREMENT = re.compile(r"^([A-Za-z0-9_.-]+)==\S+.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_has_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    packages = list(_REQUIREMENT.finditer(text))

    unpinned = [match[1] for match in packages if "--hash=sha256:" not in match[0]]

    starts = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert (len(packages), unpinned, "://" in text) == (len(starts), [], False)


def test_every_installation_checks_hashes_or_is_our_own_tree() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = [line for line in makefile.splitlines() if "pip install" in line]

    unchecked = [
        line
        for line in installs
        if "--require-hashes" not in line and "--no-build-isolation -e ." not in line
    ]

    assert (len(installs) >= 5, unchecked) == (True, [])


def test_messages_advise_extras_that_exist_and_name_no_package_of_an_index() -> None:
    sources = [
        path
        for folder in ("flows", "policytrail", "storage")
        for path in (ROOT / folder).rglob("*.py")
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    advised = set(re.findall(r"""install_advice\(["'](\w+)["']\)""", text))

    assert len(advised) >= 4
    assert (advised - project["optional-dependencies"].keys(), "policytrail[" in text) == (
        set(),
        False,
    )


def test_the_build_backend_is_pinned_too() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (backend,) = re.findall(r'^build-backend = "(\w+)\.', project, re.MULTILINE)

    lock = (ROOT / "requirements-build.lock").read_text(encoding="utf-8")

    assert lock.startswith(f"{backend}==")


def test_the_tests_that_security_names_exist() -> None:
    promises = "".join(
        (ROOT / page).read_text(encoding="utf-8")
        for page in ("SECURITY.md", "docs/evidence.md", "docs/security-trial.md")
    )
    named = set(re.findall(r"`(test_\w+)`", promises))
    defined = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert (len(named) > 20, named - defined) == (True, set())
