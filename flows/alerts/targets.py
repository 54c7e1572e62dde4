"""Where a target's address is kept: an environment variable or a Prefect block."""

import os
from collections.abc import Mapping

import httpx

from flows.alerts.transport import Address
from policytrail.errors import ConfigurationError

_SECRET = "secret"  # noqa: S105 (the type of block that a bare name stands for)


def target_address(target: str, environ: Mapping[str, str] = os.environ) -> Address:
    """Return the Apprise URL behind a target, or its block; it may hold a secret, and is not logged.

    Raises:
        ConfigurationError: if the variable is not set or the block cannot be read.
    """
    kind, _, name = target.partition(":")
    return _from_block(name) if kind == "block" else _from_environment(name, environ)


def _from_environment(name: str, environ: Mapping[str, str]) -> str:
    if not environ.get(name):
        raise ConfigurationError(f"env:{name}: the environment variable {name} is not set")
    return environ[name]


def _from_block(name: str) -> Address:
    """Return what a Secret block holds, an Apprise URL; or a notification block (`TYPE/NAME`)."""
    # Heavy, and only where it is asked for.
    from prefect.blocks import system  # noqa: PLC0415
    from prefect.blocks.abstract import NotificationBlock  # noqa: PLC0415
    from prefect.blocks.core import Block  # noqa: PLC0415

    kind, _, own = name.rpartition("/")
    path = f"{kind or _SECRET}/{own}"
    try:
        block = Block.load(path)  # pyright: ignore[reportUnknownMemberType]
    except ValueError as error:
        raise ConfigurationError(f"block:{name}: Prefect has no block {path}") from error
    except httpx.HTTPError as error:
        raise ConfigurationError(f"block:{name}: Prefect's server did not answer") from error
    if isinstance(block, system.Secret):
        return str(block.get())  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] (bound at run time)
    if isinstance(block, NotificationBlock):
        return block
    raise ConfigurationError(
        f"block:{name}: neither a Secret block with an Apprise URL nor a notification block"
    )
