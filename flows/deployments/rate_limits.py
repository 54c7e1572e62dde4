"""Admits requests to an archive: where a Prefect server is configured, for all workers together."""

import os

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitCreate
from prefect.concurrency.sync import rate_limit
from prefect.exceptions import ObjectNotFound

from flows.pipeline import Admission, admit_all
from policytrail.fetch import FetchSettings
from policytrail.fetch.wayback import LISTING, PLAYBACK, SAVING


def request_admission(settings: FetchSettings) -> Admission:
    """Return a function that admits requests; create the server's global limits if missing.

    Without a server the process's own pace is all there is.
    """
    if not os.environ.get("PREFECT_API_URL"):
        return admit_all
    rates = {
        LISTING: settings.wayback_cdx_per_s,
        PLAYBACK: settings.wayback_playback_per_s,
        SAVING: settings.wayback_saves_per_s,
    }
    with get_client(sync_client=True) as client:
        for name, per_s in rates.items():
            try:
                client.read_global_concurrency_limit_by_name(f"wayback-{name}")
            except ObjectNotFound:
                client.create_global_concurrency_limit(
                    GlobalConcurrencyLimitCreate(
                        name=f"wayback-{name}", limit=1, slot_decay_per_second=per_s
                    )
                )
    # Without `strict`, a limit that somebody deleted would let everything pass.
    return lambda name: rate_limit(f"wayback-{name}", strict=True)
