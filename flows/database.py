"""The database, opened as the environment configures it."""

import logging
import os
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from flows.own_card import use_own_card
from policytrail.errors import ConfigurationError, DatabaseBusy, DatabaseTooOld
from storage import (
    Connection,
    Holding,
    Opened,
    copy_beside,
    database,
    has_log,
    is_lake,
    is_up_to_date,
    keep_log,
    update_copy,
)

logger = logging.getLogger(__name__)

LAKE_DATA: Final = "POLICYTRAIL_LAKE_DATA"
"""The environment variable that names the folder of a new lake's files, as all machines see it."""
_READER_WAIT_S = 2.0
"""How long a reader waits for a writer to be done before it takes the copy of the run before."""


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """How the database is opened."""

    share: float = database.DEFAULT.share
    captures: int = database.DEFAULT.captures
    hours: int = database.DEFAULT.hours
    memory_mb: int = database.MEMORY_MB
    wait_s: int = 600

    @property
    def holding(self) -> Holding:
        """Return when captures are held."""
        return Holding(self.share, self.captures, self.hours)


@dataclass(frozen=True, slots=True)
class StoreVariable:
    """One setting of the database."""

    name: str
    field: str
    least: float
    most: float
    is_whole: bool
    meaning: str


VARIABLES: Final = (
    StoreVariable(
        "POLICYTRAIL_HOLD_SHARE",
        "share",
        0,
        1,
        is_whole=False,
        meaning="A capture with less than this share of the usual words is held; with 0, none is.",
    ),
    StoreVariable(
        "POLICYTRAIL_HOLD_CAPTURES",
        "captures",
        0,
        1000,
        is_whole=True,
        meaning="Number of consecutive captures that confirm a held capture ...",
    ),
    StoreVariable(
        "POLICYTRAIL_HOLD_HOURS",
        "hours",
        0,
        10_000,
        is_whole=True,
        meaning="... provided that at least this many hours lie between the first and the last of them.",
    ),
    StoreVariable(
        "POLICYTRAIL_MEMORY_MB",
        "memory_mb",
        100,
        1_000_000,
        is_whole=True,
        meaning="Memory limit of the database; beyond it, temporary files are used.",
    ),
    StoreVariable(
        "POLICYTRAIL_WAIT_S",
        "wait_s",
        0,
        86_400,
        is_whole=True,
        meaning="How long a run waits for a database that another process has open.",
    ),
)


def open_database(
    path: Path,
    *,
    wait_s: float = database.WAIT_S,
    read_only: bool = False,
    files: Sequence[Path] | None = (),
    is_checked: bool = True,
) -> AbstractContextManager[Connection]:
    """Open the database as the environment says; the rest as `storage.database.open_database` does.

    Raises:
        ConfigurationError: naming the variable, its value and what was expected.
    """
    settings = store_settings(os.environ)
    use_own_card(os.environ)
    opened = database.open_database if is_checked else database.open_unchecked
    return opened(
        path,
        wait_s=wait_s,
        read_only=read_only,
        holding=settings.holding,
        memory_mb=settings.memory_mb,
        reach=database.Reach(files, os.environ.get(LAKE_DATA, "")),
    )


def database_opener(path: Path) -> Opened:
    """Return a function that opens the database for one short use; a run calls it many times.

    Raises:
        ConfigurationError: naming the variable, its value and what was expected.
    """
    wait_s = store_settings(os.environ).wait_s
    return lambda: open_for_a_turn(path, wait_s)


@contextmanager
def open_for_a_turn(path: Path, wait_s: float) -> Generator[Connection]:
    """Open the database for one of many turns; `renew_copy` ends them."""
    with open_database(path, wait_s=wait_s) as connection:
        keep_log(connection)
        yield connection


@contextmanager
def reading_database(
    path: Path, files: Sequence[Path] = (), *, is_checked: bool = True
) -> Generator[Connection]:
    """Open the copy for readers if it is up to date, else the database itself.

    While another process writes, the copy is opened anyway: the state after the last run. DuckDB itself
    may write `files`; where `is_checked` is false, the caller checks the tables and views.

    Raises:
        DatabaseBusy: another process writes, and there is no copy yet.
    """
    copy = None if is_lake(path) else copy_beside(path)
    with ExitStack() as stack:
        opened = partial(open_database, files=files, is_checked=is_checked)
        yield _opened_to_read(stack, opened, path, copy if copy and copy.is_file() else None)


def _opened_to_read(
    stack: ExitStack,
    opened: Callable[..., AbstractContextManager[Connection]],
    path: Path,
    copy: Path | None,
) -> Connection:
    try:
        if copy is not None and is_up_to_date(path):
            return stack.enter_context(opened(copy, read_only=True))
        wait_s = database.WAIT_S if copy is None else _READER_WAIT_S
        return stack.enter_context(opened(path, read_only=True, wait_s=wait_s))
    except DatabaseBusy:
        if copy is None:
            raise
        return stack.enter_context(opened(copy, read_only=True))
    except DatabaseTooOld:
        # A newer program than the last run's: bring the database up to date first.
        return stack.enter_context(opened(path))


def renew_copy(path: Path) -> bool:
    """End a run's turns and bring the copy for readers up to date; return whether it is.

    A copy that fails, e.g. on a full disk, does not end the run: readers keep the previous one.
    """
    if is_lake(path):
        return True  # readers read it while others write
    try:
        if has_log(path):
            with open_database(path, wait_s=_READER_WAIT_S):
                pass  # its closing writes the log into the file
        return update_copy(path, _READER_WAIT_S)
    except (DatabaseBusy, OSError) as error:
        logger.warning("no copy for readers", extra={"reason": str(error)})
        return False


def store_settings(environ: Mapping[str, str]) -> StoreSettings:
    """Return how the database is opened; an empty variable counts as unset.

    Raises:
        ConfigurationError: naming the variable, its value and what was expected.
    """
    settings = StoreSettings()
    for variable in VARIABLES:
        text = environ.get(variable.name, "").strip()
        if text:
            settings = replace(settings, **{variable.field: _read_number(variable, text)})
    return settings


def _read_number(variable: StoreVariable, text: str) -> float:
    number = int if variable.is_whole else float
    try:
        value = number(text)
    except ValueError:
        value = -1
    if not variable.least <= value <= variable.most:
        kind = "a whole number" if variable.is_whole else "a number"
        raise ConfigurationError(
            f"{variable.name}={text}: expected {kind} from {variable.least} to {variable.most}"
        )
    return value
