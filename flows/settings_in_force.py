"""All settings in force, with where each comes from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flows import database
from flows.settings_file import file_behind
from policytrail.fetch import settings as network

_MASK: Final = "********"
_PREFECT: Final = (
    "PREFECT_API_URL",
    "PREFECT_API_AUTH_STRING",
    "PREFECT_HOME",
    "PREFECT_SERVER_DATABASE_CONNECTION_URL",
)
_SECRET: Final = frozenset({"PREFECT_API_AUTH_STRING"})
_USERINFO: Final = re.compile(r"(?<=://)[^/@\s]+(?=@)")


@dataclass(frozen=True, slots=True)
class SettingInForce:
    """One setting."""

    name: str
    value: str
    """Passwords in it are masked."""
    origin: str
    """`environment`, `default` or the settings file."""


def settings_in_force(environ: Mapping[str, str]) -> tuple[SettingInForce, ...]:
    """Return all settings, in the order of docs/settings.md.

    Raises:
        ConfigurationError: naming the variable, its value and what was expected.
    """
    store, fetch = database.store_settings(environ), network.from_environment(environ)
    values = [(each.name, getattr(store, each.field)) for each in database.VARIABLES]
    values += [(each.name, each.show(fetch)) for each in network.VARIABLES]
    values += [(name, environ.get(name)) for name in _PREFECT]
    return tuple(
        SettingInForce(
            name,
            mask_secrets(name, "" if value is None else str(value)),
            file_behind(name, environ)
            or ("environment" if environ.get(name, "").strip() else "default"),
        )
        for name, value in values
    )


def mask_secrets(name: str, value: str) -> str:
    """Return a value without the passwords in it.

    >>> mask_secrets("POLICYTRAIL_PROXY", "http://me:word@proxy.example:3128")
    'http://********@proxy.example:3128'
    """
    return _MASK if value and name in _SECRET else _USERINFO.sub(_MASK, value)
