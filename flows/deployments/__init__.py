"""Everything specific to Prefect: flows, deployments, schedules, events and rate limits."""

from typing import TYPE_CHECKING

from flows.bound_process import bind_to_parent
from flows.deployments.server_guard import guard_temporary_server
from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from flows.deployments.backfill import backfill as backfill_flow
    from flows.deployments.next_runs import coming_runs
    from flows.deployments.own_server import auth_file
    from flows.deployments.own_server import own_server as own_prefect_server
    from flows.deployments.prefect_settings import quiet_prefect
    from flows.deployments.rate_limits import request_admission
    from flows.deployments.serve import Schedule, ServedPlaces, serving_runs, wait_for_fault
    from flows.deployments.serve_lock import serving_alone
    from flows.deployments.server_guard import (
        check_prefect,
        naming_server_faults,
        weaknesses_of_server,
    )
    from flows.deployments.track import Tracked
    from flows.deployments.track import track as track_flow

__all__ = [
    "Schedule",
    "ServedPlaces",
    "Tracked",
    "auth_file",
    "backfill_flow",
    "check_prefect",
    "coming_runs",
    "naming_server_faults",
    "own_prefect_server",
    "quiet_prefect",
    "request_admission",
    "serving_alone",
    "serving_runs",
    "track_flow",
    "wait_for_fault",
    "weaknesses_of_server",
]
__getattr__ = import_on_demand(__name__, __file__)

# At import, since a flow that is called starts a server before its first line runs: whoever has
# imported a flow has a guarded server. It only sets environment variables of this process.
guard_temporary_server()
bind_to_parent()  # a run of `serve` ends with it
