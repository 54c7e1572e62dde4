"""Write the reports whose content changed."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from flows.pipeline.changed_pages import SitePages
from flows.pipeline.progress import OnProgress, no_progress
from flows.pipeline.redirects import moved_pages
from flows.pipeline.site_state import SiteState, read_site_state, site_entries
from policytrail.alerts import WatchSettings
from policytrail.errors import PolicyTrailError
from policytrail.report import ManifestEntry
from policytrail.report.records import ChangeLine
from policytrail.report.words import in_language
from storage import (
    ROWS_PATH,
    Connection,
    check_catalogue,
    remove_unfinished,
    unfinished_beside,
    write_site_rows,
)


class ReportsNotWritten(PolicyTrailError):
    """The folder of reports cannot be written; fix that and run again, nothing stored is lost."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many pages were written, and how many were there already."""

    written: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Published(Written):
    """What a publication wrote, and the state of the site after it."""

    entries: tuple[ManifestEntry, ...] = field(default=(), repr=False)
    changes_before: tuple[ChangeLine, ...] = field(default=(), repr=False)
    """The changes that the site told of before."""
    warning: str = ""
    """What an operator should know; empty if all is well."""

    @property
    def changes(self) -> tuple[ChangeLine, ...]:
        """Return the changes that the site tells of now."""
        return tuple(change for entry in self.entries for change in entry.changes)


def publish_reports(
    connection: Connection,
    out: Path,
    told: OnProgress = no_progress,
    watch: WatchSettings | None = None,
) -> Published:
    """Write the pages that changed since the site in `out` was last written.

    Each watch rule has a feed. Reports are as of the newest capture or attempt, so that the
    same rows give the same bytes. A publication that was cut short leaves the rows of the one
    before, and is made good by the next.

    Raises:
        ReportsNotWritten: the folder cannot be written.
        StorageError: a table or view of the database was replaced or defined anew.
    """
    check_catalogue(connection)
    remove_unfinished(path for path in out.rglob(".*") if path.is_file())
    watch = watch or WatchSettings()
    with in_language(watch.language):
        return _publish_site(connection, out, told, watch)


def _publish_site(
    connection: Connection, out: Path, told: OnProgress, watch: WatchSettings
) -> Published:
    state = read_site_state(connection, out, watch.site)
    site = SitePages(connection, state, watch.rules)
    done = write_pages(site.changed_pages(told), out)
    moved = write_pages(moved_pages(out, site.entries), out)
    try:
        write_site_rows(out, state.before, site.site_rows())
    except OSError as error:
        raise ReportsNotWritten(
            f"{out / ROWS_PATH}: cannot be written: {error}. The pages are; see to the cause, or "
            "the next run writes them all again."
        ) from error
    return Published(
        done.written + moved.written,
        done.unchanged + moved.unchanged,
        tuple(site.entries),
        state.changes_before,
        site_warning(state),
    )


def site_warning(state: SiteState) -> str:
    """Return a warning about the folder's manifest; empty if it is intact."""
    fault = state.before.fault
    return f"{fault}: every page is compared and written anew." if fault else ""


def read_site_entries(connection: Connection, out: Path) -> tuple[ManifestEntry, ...]:
    """Return what the site in `out` is to report on each source, without writing a page.

    What the folder holds only spares finding it again: a folder that is missing or damaged gives
    the same answer.

    Raises:
        StorageError: a table or view of the database was replaced or defined anew.
    """
    check_catalogue(connection)
    return site_entries(connection, read_site_state(connection, out))


def write_pages(pages: Iterable[tuple[str, str | bytes]], out: Path) -> Written:
    """Write each page below `out` atomically, unless the file has the same bytes already.

    Raises:
        ReportsNotWritten: a page could not be written; those before it were.
    """
    written = unchanged = 0
    for name, content in pages:
        wanted = content.encode() if isinstance(content, str) else content
        if ".." in Path(name).parts or Path(name).is_absolute():
            raise ReportsNotWritten(
                f"{name!r}: is no page of {out}, and nothing is written outside of it. The database names "
                "what it should not: `policytrail verify` tells what in it was altered."
            )
        path = out / name
        if path.is_file() and path.read_bytes() == wanted:
            unchanged += 1
            continue
        _replace_file(path, wanted)
        written += 1
    return Written(written, unchanged)


def _replace_file(path: Path, content: bytes) -> None:
    unfinished = unfinished_beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise ReportsNotWritten(
            f"{path}: cannot be written: {error.strerror}. The database is complete; see to the "
            "cause, and `policytrail report` writes the rest."
        ) from error
