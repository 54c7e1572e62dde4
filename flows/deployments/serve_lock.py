"""A lock: two processes that served one database would start every run twice."""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from policytrail.errors import PolicyTrailError
from storage import local_name


class AlreadyServed(PolicyTrailError):
    """Another process serves this database: stop it, or name another database."""


@contextmanager
def serving_alone(db: Path) -> Generator[None]:
    """Hold the right to serve a database for the block; the kernel takes it from a killed process.

    Raises:
        AlreadyServed: another process has it.
    """
    own = local_name(db)
    path = own.with_name(f".{own.name}.serve")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise AlreadyServed(
                f"{db}: process {file.read().strip() or '(unknown)'} serves this database already; "
                "stop it, or name another one with --db"
            ) from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
