"""What `make bench` measures: one module a question, each with `run() -> list[Row]`.

A time is told as a ratio against a named baseline of the same run, since machines differ and are
shared; a score is told as it is. A row whose limit is missed makes `make bench` fail.
"""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
"""Corpus and scoring scripts, where a developer has them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    measured: str
    """With its unit."""
    against: str = ""
    """The named baseline and the ratio to it, e.g. `2.1 x gunzip`."""
    limit: str = ""
    """What must hold, e.g. `<= 60 s`; empty if the row only informs."""
    holds: bool = True
