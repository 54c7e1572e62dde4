"""Prefect's settings as this project wants them; to be applied before Prefect is imported."""

import logging
import os

SETTINGS = {
    # Nobody is told that this program runs.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    # The default of 20 s is too little for a first start on two cores (25 s were measured).
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    # Blocks are not used, and registering them takes seconds of every start.
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_CLI_PROMPT": "false",
}


def quiet_prefect() -> None:
    """Set what the user has not set."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    # Each retry of a request is told there; what came of it is the attempt's detail.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
