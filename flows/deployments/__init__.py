"""Everything specific to Prefect: flows, deployments, schedules, events and rate limits."""

from flows.bound_process import bind_to_parent
from flows.deployments.server_guard import guard_temporary_server

# At import, since a flow that is called starts a server before its first line runs: whoever has
# imported a flow has a guarded server. It only sets environment variables of this process.
guard_temporary_server()
bind_to_parent()  # a run of `serve` ends with it
