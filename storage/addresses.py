"""Addresses of stores: a DuckDB file, or a lake.

`ducklake:postgres:dbname=... host=...` names a lake with its catalogue in PostgreSQL, for many machines;
`ducklake:FILE` one with a catalogue of DuckDB's own, which one process at a time can use.
"""

import re
from hashlib import sha256
from pathlib import Path
from typing import Final

from policytrail.errors import ConfigurationError

PREFIX: Final = "ducklake:"
POSTGRES: Final = "postgres:"
_SHOWN: Final = 12
_PASSWORD: Final = re.compile(r"(password\s*=\s*)('[^']*'|\S+)")


def is_lake(store: Path) -> bool:
    """Return whether an address names a store in DuckLake, and no file."""
    return str(store).startswith(PREFIX)


def is_shared(store: Path) -> bool:
    """Return whether several processes can have a lake open."""
    return str(store).startswith(PREFIX + POSTGRES)


def local_name(store: Path) -> Path:
    """Return the path beside which this machine keeps its own files of a store, e.g. the spool."""
    if not is_lake(store):
        return store
    return Path(f"policytrail-lake-{sha256(str(store).encode()).hexdigest()[:_SHOWN]}")


def numbered_beside(path: Path, what: str) -> Path:
    """Return an unused name for a copy of a file: `NAME.WHAT-1`, else `-2` and so on."""
    number = 1
    while (kept := path.with_name(f"{path.name}.{what}-{number}")).exists():
        number += 1
    return kept


def store_exists(store: Path) -> bool:
    """Return whether a store is there; of a lake in PostgreSQL, opening it tells."""
    catalogue = Path(str(store).removeprefix(PREFIX))
    return is_shared(store) or catalogue.exists()


def absolute_store(store: Path) -> str:
    """Return an address that means the same in every folder."""
    catalogue = str(store).removeprefix(PREFIX)
    if not is_lake(store):
        return str(store.resolve())
    if catalogue.startswith(POSTGRES):
        return str(store)
    return f"{PREFIX}{Path(catalogue).resolve()}"


def mask_password(text: str) -> str:
    """Return an address, or a text with one, without its password.

    >>> mask_password("ducklake:postgres:dbname=lake password=secret host=db")
    'ducklake:postgres:dbname=lake password=******** host=db'
    """
    return _PASSWORD.sub(r"\1********", text)


def check_address(store: Path) -> None:
    """Check the form of an address.

    Raises:
        ConfigurationError: the catalogue is not named as `ducklake:` wants it.
    """
    catalogue = str(store).removeprefix(PREFIX)
    if is_lake(store) and (not catalogue or re.match(r"postgres(ql)?:/", catalogue)):
        raise ConfigurationError(
            f"{mask_password(str(store))}: expected ducklake:FILE, or ducklake:postgres: and the "
            "connection as `dbname=NAME host=HOST user=USER` (the password in PGPASSWORD or ~/.pgpass)"
        )
