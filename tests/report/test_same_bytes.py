"""The site is the same to the byte whatever order a process hashes its strings in."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRINT_HASHES = """
from hashlib import sha256
from policytrail.provisions import find_provisions
from policytrail.provisions.lineage import build_lineages
from tests.provisions.values import document
from tests.report.conftest import whole_site

TEXTS = (
    "We retain your personal information for 30 days after you close your account.",
    "You waive any right to a trial by jury in any dispute with us.",
    "We may share your location data with advertisers, insurers and data brokers.",
    "We may change these terms at any time and without notice.",
)
found = find_provisions(document(*TEXTS))
pages = whole_site() | {"provisions": repr(found), "lineages": repr(build_lineages("s", [found], []))}
for name, text in pages.items():
    print(name, sha256(text.encode()).hexdigest())
"""


def hashes_of_pages(seed: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PRINT_HASHES],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_two_processes_that_hash_otherwise_write_the_same_bytes() -> None:
    first, second = hashes_of_pages("1"), hashes_of_pages("2")

    assert len(first) > 100
    assert first == second
