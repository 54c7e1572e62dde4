"""Prefect's settings as this project wants them; to be applied before Prefect is imported."""

import logging
import os

from flows.deployments.server_guard import is_server_away
from policytrail.errors import PolicyTrailError

SETTINGS = {
    # Nobody is told that this program runs.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    # The default of 20 s is too little for a first start on two cores (25 s were measured).
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    # Each request is tried six times: a server that hangs holds it for 4 minutes, not for 7.
    "PREFECT_API_REQUEST_TIMEOUT": "30",
    # Blocks are not used, and registering them takes seconds of every start.
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_CLI_PROMPT": "false",
}


LOOPBACK = ("127.0.0.1", "localhost", "::1")


def quiet_prefect() -> None:
    """Set what the user has not set, and keep this machine's own servers out of any proxy."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    for name in ("NO_PROXY", "no_proxy"):
        exempt = [each for each in os.environ.get(name, "").split(",") if each]
        os.environ[name] = ",".join(dict.fromkeys((*exempt, *LOOPBACK)))
    for name in ("prefect.flow_runs", "prefect.task_runs"):
        logging.getLogger(name).addFilter(_is_unexpected)
    # Each retry of a request is told there; what came of it is the attempt's detail.
    logging.getLogger("urllib3").setLevel(logging.ERROR)


def _is_unexpected(record: logging.LogRecord) -> bool:
    """Return whether an error is a bug; errors that a user can cause are reported in one sentence."""
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    return not isinstance(error, PolicyTrailError) and not is_server_away(error)
