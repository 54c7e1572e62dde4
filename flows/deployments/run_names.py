"""Names of runs that say what they run and for when."""

from collections.abc import Callable
from typing import Final, cast

from prefect.runtime import flow_run

_MOST: Final = 3


def run_namer(flow: str) -> Callable[[], str]:
    """Return a function that names runs of a flow, e.g. `track kling-ai 2026-05-09 06:00`."""

    def name_run() -> str:
        """Return the name of the run in progress."""
        parameters = cast("dict[str, list[str] | None]", flow_run.parameters or {})
        chosen = [*(parameters.get("only") or ()), *(parameters.get("tags") or ())]
        if len(chosen) > _MOST:
            chosen[_MOST:] = [f"and {len(chosen) - _MOST} more"]
        return " ".join((flow, *chosen, f"{flow_run.scheduled_start_time:%Y-%m-%d %H:%M}"))

    return name_run
