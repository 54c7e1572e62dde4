"""A receiver that answers for ever holds up one message until the deadline, and no run."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from flows.alerts.transport import SILENT, deliver_message
from flows.pipeline.limits import Limits
from policytrail.alerts.delivery import Message
from tests.hostile.slow import ENDLESS, sending_for_ever

MESSAGE = Message("all", "env:HOOK", ("PT-A-1",), "Terms changed", "Terms changed.")
ANSWERS = {
    "webhook-headers": ("json", *ENDLESS["headers"]),
    "webhook-continue": ("json", *ENDLESS["continue"]),
    "webhook-body": ("json", *ENDLESS["body"]),
    "mail-greeting": ("mailto", b"220-", b"x"),
    "mail-lines": ("mailto", b"220 mail\r\n250-", b"SIZE\r\n250-"),
}


PATIENCE_S = 4


def deliver_to(scheme: str, first: bytes, again: bytes) -> tuple[str, float]:
    """Return the fault of a delivery to such a receiver, and after how many seconds it came."""
    start = time.monotonic()
    with sending_for_ever(first, again) as url:
        place = url.removeprefix("http://").removesuffix("/terms")
        query = (
            "?from=trail@example.org&to=you@example.org&mode=insecure" if scheme == "mailto" else ""
        )
        fault = deliver_message(
            f"{scheme}://{place}/{query}", MESSAGE, Limits(patience_s=PATIENCE_S)
        )
    return fault, time.monotonic() - start


@pytest.fixture(scope="module")
def deliveries() -> dict[str, tuple[str, float]]:
    """Return what comes of a delivery to each receiver: all wait at the same time."""
    with ThreadPoolExecutor(len(ANSWERS)) as threads:
        ended = threads.map(deliver_to, *zip(*ANSWERS.values(), strict=True))
        return dict(zip(ANSWERS, ended, strict=True))


@pytest.mark.parametrize("name", ANSWERS)
def test_a_receiver_that_answers_for_ever_is_left(
    deliveries: dict[str, tuple[str, float]], name: str
) -> None:
    fault, taken_s = deliveries[name]

    assert fault.startswith((SILENT, "the receiver did not accept it"))
    assert (
        taken_s < 60
    )  # without a deadline it never ends; the process alone takes seconds to start
