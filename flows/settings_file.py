"""Settings in a file, for what the environment does not set: `policytrail.toml`."""

import os
from collections.abc import Mapping, MutableMapping
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from policytrail.errors import ConfigurationError

FILE: Final = "POLICYTRAIL_CONFIG"
"""The environment variable that names the file."""
_DEFAULT: Final = "policytrail.toml"
_OURS: Final = "POLICYTRAIL_"
_THEIRS: Final = "PREFECT_"
"""Prefect has some hundred settings of its own, which it checks itself."""
_PLACES: Final = (
    "DB", "SOURCES", "OUT", "WATCH", "LAKE_DATA", "HOME", "REPORTS_URL", "MODELS", "LOG"
)  # fmt: skip
_applied: dict[str, str] = {}
"""The file that each variable of this process was set from."""


def apply_settings_file(environ: MutableMapping[str, str]) -> None:
    """Set, in an environment, the variables of the settings file that it does not set itself.

    Raises:
        ConfigurationError: the file is named but missing, is not valid TOML, or has an unknown key; values are
            checked where they are used.
    """
    named = environ.get(FILE, "").strip()
    path = Path(named or _DEFAULT)
    if not named and not path.is_file():
        return
    for name, value in read_settings_file(path).items():
        if not environ.get(name, "").strip():
            environ[name] = value
            _applied[name] = str(path)


def read_settings_file(path: Path) -> dict[str, str]:
    """Return the variables that a settings file sets, as texts.

    Raises:
        ConfigurationError: see `apply_settings_file`.
    """
    import tomllib  # noqa: PLC0415 (only where there is such a file)

    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: is not valid TOML: {error}") from error
    except OSError as error:
        raise ConfigurationError(
            f"{path}: cannot be read: {error.strerror}; {FILE} names the file of settings"
        ) from error
    return {
        _variable_named(path, key): _text_of(path, key, value) for key, value in content.items()
    }


def file_behind(name: str, environ: Mapping[str, str] = os.environ) -> str:
    """Return the settings file that a variable was set from; empty if it was not."""
    return _applied.get(name, "") if environ is os.environ else ""


def _variable_named(path: Path, key: str) -> str:
    from flows import database  # noqa: PLC0415 (only where there is such a file)
    from policytrail.fetch import settings as network  # noqa: PLC0415 (the same)

    if key.startswith(_THEIRS):
        return key
    ours = [each.name for each in (*database.VARIABLES, *network.VARIABLES)]
    known = [*ours, *(f"{_OURS}{place}" for place in _PLACES)]
    name = f"{_OURS}{key.removeprefix(_OURS).upper()}"
    if name in known:
        return name
    keys = [each.removeprefix(_OURS).lower() for each in known]
    nearest = get_close_matches(key.removeprefix(_OURS).lower(), keys, 1)
    meant = f" Did you mean {nearest[0]}?" if nearest else ""
    raise ConfigurationError(f"{path}: {key} is no setting (docs/settings.md).{meant}")


def _text_of(path: Path, key: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise ConfigurationError(f"{path}: {key} must be a text, a number, true or false")
