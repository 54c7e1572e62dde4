"""Path parameters of flows: deployment runs may only use paths below the configured home."""

import os
from pathlib import Path
from typing import Final

from prefect.runtime import deployment

from policytrail.errors import ConfigurationError
from storage import is_lake, mask_password

DB: Final = "POLICYTRAIL_DB"
"""The store of a process; the only lake that a run may name."""
DEFAULT_DB: Final = os.environ.get(DB) or "policytrail.duckdb"
"""The store of a run that names none."""
HOME: Final = "POLICYTRAIL_HOME"
"""Folders, parted as in PATH; unset, the one in which the run starts."""


def confine_paths(**paths: str | None) -> None:
    """Let a flow name only files below the home, if a deployment runs it.

    Whoever can start a run of a deployment chooses its parameters, and is not always who has the
    machine. A flow that is called by a program may name what that program may.

    Raises:
        ConfigurationError: naming the parameter, its path and the home.
    """
    if deployment.id is None:  # pyright: ignore[reportUnknownMemberType, reportAttributeAccessIssue] (made when asked)
        return
    homes = allowed_homes(os.environ.get(HOME, ""))
    for name, path in paths.items():
        if path is not None and is_lake(Path(path)):
            _check_lake(name, path)
        elif path is not None and not is_below(Path(path), homes):
            where = " or ".join(map(str, homes))
            raise ConfigurationError(
                f"{name}={path}: a deployment may name paths below {where} only; "
                f"{HOME} of the process that runs it says which"
            )


def _check_lake(name: str, address: str) -> None:
    """Let a deployment name the lake only that its process is set to."""
    if os.environ.get(DB) != address:
        raise ConfigurationError(
            f"{name}={mask_password(address)}: a deployment may name only the lake that {DB} of the "
            "process that runs it says"
        )


def allowed_homes(text: str) -> tuple[Path, ...]:
    """Return the folders that a setting lists, the current one if it lists none."""
    return tuple(Path(each).resolve() for each in text.split(os.pathsep) if each) or (Path.cwd(),)


def is_below(path: Path, homes: tuple[Path, ...]) -> bool:
    """Return whether a path is below one of the folders, after resolving links."""
    return any(path.resolve().is_relative_to(home) for home in homes)
