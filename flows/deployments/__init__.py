"""All that is Prefect's: flows, deployments, schedules, events and rate limits."""
