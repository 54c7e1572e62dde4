"""Phrases of the project's former private dialect may not come back."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PHRASES = {
    "Nobody waits": "a no-op callback",
    "told up to": "as of",
    "bear with": "conflicts with",
    "hears of": "alert recipients",
    "without a word": "without notice",
    "holes of the archive": "an outage",
    "strangers in": "open to others",
    "falls towards": "delivery is at least once",
    "fares": "health, state",
    "are to each other": "checks on whole documents",
    "nobody looked": "no attempt was made",
    "people should hear": "raises an alert",
    "all the same:": "nevertheless",
    "bind people with": "impose on their users",
}
"""Each phrase with what it meant, in the words of the field."""
PLACES = ("policytrail", "storage", "flows", "docs")
SUFFIXES = {".py", ".md", ".toml", ".yaml", ".j2", ".sql", ".js"}


@cache
def texts() -> dict[str, str]:
    """Return the text of every file that people read, by its path below the repository."""
    paths = [path for place in PLACES for path in (ROOT / place).rglob("*")]
    paths += [
        *ROOT.glob("*.md"),
        *ROOT.glob("*.yaml"),
        ROOT / "Makefile",
        ROOT / "reports/README.md",
    ]
    return {
        path.relative_to(ROOT).as_posix(): " ".join(path.read_text("utf-8").split())
        for path in paths
        if path.suffix in SUFFIXES or path.name == "Makefile"
    }


@pytest.mark.parametrize("phrase", PHRASES)
def test_no_phrase_of_the_former_dialect_is_used(phrase: str) -> None:
    pattern = re.compile(rf"\b{re.escape(phrase)}", re.IGNORECASE)

    assert [path for path, text in texts().items() if pattern.search(text)] == []
