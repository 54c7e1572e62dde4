"""`policytrail demo`: the same story, to the byte, each time it is told."""

import hashlib
from pathlib import Path

import pytest

from tests.flows.conftest import Place

pytestmark = pytest.mark.prefect


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of every file by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_demo_twice_writes_the_same_bytes(place: Place) -> None:
    first = place.run("demo")
    told = hashes(place.folder / ".demo" / "reports")

    again = place.run("demo")

    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    assert hashes(place.folder / ".demo" / "reports") == told
    assert first.stdout == again.stdout
