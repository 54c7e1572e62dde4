from collections.abc import Iterator

import pytest

from policytrail.fetch.http import Http
from policytrail.fetch.settings import FetchSettings
from tests.server import Loopback, serving

EAGER = FetchSettings(
    connect_timeout_s=2,
    read_timeout_s=2,
    max_retries=2,
    backoff_s=0,
    pace_s=0,
    allow_private=True,
    wayback_cdx_per_s=1e6,
    wayback_playback_per_s=1e6,
    wayback_saves_per_s=1e6,
)


@pytest.fixture(scope="package")
def server() -> Iterator[Loopback]:
    with serving() as running:
        yield running


@pytest.fixture(scope="package")
def http() -> Iterator[Http]:
    with Http(EAGER) as eager:
        yield eager
