"""The database as the environment wants it opened."""

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from policytrail.errors import ConfigurationError
from storage import database
from storage.database import Connection, Holding


@dataclass(frozen=True, slots=True)
class Variable:
    """One setting of what is held."""

    name: str
    field: str
    most: float
    is_whole: bool
    meaning: str


VARIABLES: Final = (
    Variable(
        "POLICYTRAIL_HOLD_SHARE",
        "share",
        1,
        is_whole=False,
        meaning="A capture with less than this share of the usual words is held; 0 holds none.",
    ),
    Variable(
        "POLICYTRAIL_HOLD_CAPTURES",
        "captures",
        1000,
        is_whole=True,
        meaning="So many captures in a row confirm what is held ...",
    ),
    Variable(
        "POLICYTRAIL_HOLD_HOURS",
        "hours",
        10_000,
        is_whole=True,
        meaning="... if so many hours lie between the first and the last of them.",
    ),
)


def open_database(
    path: Path, *, wait_s: float = database.WAIT_S, read_only: bool = False
) -> AbstractContextManager[Connection]:
    """Open the database with what the environment says of held captures.

    Raises:
        ConfigurationError: naming the variable, its value and what was expected.
    """
    return database.open_database(
        path, wait_s=wait_s, read_only=read_only, holding=holding_of(os.environ)
    )


def holding_of(environ: Mapping[str, str]) -> Holding:
    """Return when captures are held; an empty variable counts as unset.

    Raises:
        ConfigurationError: naming the variable, its value and what was expected.
    """
    holding = Holding()
    for variable in VARIABLES:
        text = environ.get(variable.name, "").strip()
        if text:
            holding = replace(holding, **{variable.field: _read(variable, text)})
    return holding


def _read(variable: Variable, text: str) -> float:
    number = int if variable.is_whole else float
    try:
        value = number(text)
    except ValueError:
        value = -1
    if not 0 <= value <= variable.most:
        kind = "a whole number" if variable.is_whole else "a number"
        raise ConfigurationError(
            f"{variable.name}={text}: expected {kind} from 0 to {variable.most:g}"
        )
    return value
