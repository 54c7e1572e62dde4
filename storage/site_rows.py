"""What a folder of reports was written from, in rows beside the pages.

The rows lie in the folder itself and not in the database: a folder that is deleted, copied or
written from another database has those that fit its pages. SQLite writes only the pages of the
file that change. They are small, since what a list says of a source fills a few kilobytes.
"""

import json
import sqlite3
from collections.abc import Collection, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import zstandard

ROWS_PATH: Final = "manifest.sqlite"
FORMER_PATH: Final = "manifest.json"
"""What held this until it became rows."""
_TABLES = """
    PRAGMA page_size = 1024;
    CREATE TABLE IF NOT EXISTS program (name TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS story (
        source_id TEXT PRIMARY KEY, key TEXT NOT NULL, content BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS page (path TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class StoryRow:
    """What lists say about a source, and the key that it was found with."""

    key: str
    content: bytes


@dataclass(frozen=True, slots=True)
class SiteRows:
    """All rows of a folder."""

    program: str = ""
    """The name of the program that wrote the folder."""
    stories: Mapping[str, StoryRow] = field(default_factory=dict[str, StoryRow])
    """By source id."""
    pages: Mapping[str, str] = field(default_factory=dict[str, str])
    """Keys of pages, by path without ending."""
    fault: str = ""
    """Why the rows that lie there cannot be read; empty if they can, or there are none."""


def read_site_rows(folder: Path, names: Collection[str] | None = None) -> SiteRows:
    """Return the rows of a folder of reports; where none can be read, none, and why.

    With `names`, there are the stories of these sources alone.
    """
    path = folder / ROWS_PATH
    if not path.is_file():
        return SiteRows()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            programs = [str(row[0]) for row in opened.execute("SELECT name FROM program")]
            unpack = zstandard.ZstdDecompressor().decompress
            stories = {
                str(source_id): StoryRow(str(key), unpack(content))
                for source_id, key, content in opened.execute(*_asked_stories(names))
            }
            pages = {str(path): str(key) for path, key in opened.execute("SELECT * FROM page")}
    except (sqlite3.Error, zstandard.ZstdError) as error:
        return SiteRows(fault=f"{path}: damaged ({error})")
    return SiteRows(programs[0] if programs else "", stories, pages)


def _asked_stories(names: Collection[str] | None) -> tuple[str, tuple[str, ...]]:
    if names is None:
        return "SELECT * FROM story", ()
    chosen = "SELECT value FROM json_each(?)"
    return f"SELECT * FROM story WHERE source_id IN ({chosen})", (json.dumps(sorted(names)),)  # noqa: S608


def write_site_rows(folder: Path, before: SiteRows, after: SiteRows) -> None:
    """Bring the rows of a folder from one state to another, all together; equal rows are left alone.

    Raises:
        OSError: the rows cannot be written.
    """
    path = folder / ROWS_PATH
    if before.fault:
        path.unlink(missing_ok=True)
        before = SiteRows()
    try:
        with closing(sqlite3.connect(path)) as opened, opened:
            opened.executescript(_TABLES)
            _write_rows(opened, before, after)
    except sqlite3.Error as error:
        raise OSError(str(error)) from error
    with suppress(OSError):
        (folder / FORMER_PATH).unlink()


def _write_rows(opened: sqlite3.Connection, before: SiteRows, after: SiteRows) -> None:
    if before.program != after.program:
        opened.execute("DELETE FROM program")
        opened.execute("INSERT INTO program VALUES (?)", [after.program])
    pack = zstandard.ZstdCompressor(level=9).compress
    stories = [
        (name, row.key, pack(row.content))
        for name, row in after.stories.items()
        if before.stories.get(name) != row
    ]
    opened.executemany("INSERT OR REPLACE INTO story VALUES (?, ?, ?)", stories)
    pages = [(path, key) for path, key in after.pages.items() if before.pages.get(path) != key]
    opened.executemany("INSERT OR REPLACE INTO page VALUES (?, ?)", pages)
    gone = [(name,) for name in before.stories.keys() - after.stories.keys()]
    opened.executemany("DELETE FROM story WHERE source_id = ?", gone)
    lost = [(path,) for path in before.pages.keys() - after.pages.keys()]
    opened.executemany("DELETE FROM page WHERE path = ?", lost)
