"""Where a target's address is kept: an environment variable or a Prefect block."""

import os
from collections.abc import Mapping

from policytrail.errors import ConfigurationError


def address_of(target: str, environ: Mapping[str, str] = os.environ) -> str:
    """Return the Apprise URL behind a target; it may hold a secret, so it is never logged.

    Raises:
        ConfigurationError: if the variable is not set or the block cannot be read.
    """
    kind, _, name = target.partition(":")
    return _from_block(name) if kind == "block" else _from_environment(name, environ)


def _from_environment(name: str, environ: Mapping[str, str]) -> str:
    if not environ.get(name):
        raise ConfigurationError(f"env:{name}: the environment variable {name} is not set")
    return environ[name]


def _from_block(name: str) -> str:
    """Return what a Secret block holds: an Apprise URL."""
    from prefect.blocks.system import Secret  # noqa: PLC0415 (heavy: only where it is asked for)

    try:
        # Its type parameter is bound at run time only.
        block = Secret.load(name)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        held = block.get()  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
    except ValueError as error:
        raise ConfigurationError(f"block:{name}: no Secret block has this name") from error
    return str(held)  # pyright: ignore[reportUnknownArgumentType] (a text, or what was put in)
