"""A receiver that answers for ever holds up one message until the deadline, and no run."""

import time

import pytest

from flows.alerts.transport import SILENT, deliver_message
from flows.pipeline.limits import Limits
from policytrail.alerts.messages import Message
from tests.hostile.slow import ENDLESS, sending_for_ever

MESSAGE = Message("all", "env:HOOK", ("PT-A-1",), "Terms changed", "Terms changed.")
ANSWERS = {
    "webhook-headers": ("json", *ENDLESS["headers"]),
    "webhook-continue": ("json", *ENDLESS["continue"]),
    "webhook-body": ("json", *ENDLESS["body"]),
    "mail-greeting": ("mailto", b"220-", b"x"),
    "mail-lines": ("mailto", b"220 mail\r\n250-", b"SIZE\r\n250-"),
}


@pytest.mark.parametrize(("scheme", "first", "again"), ANSWERS.values(), ids=ANSWERS)
def test_a_receiver_that_answers_for_ever_is_left(scheme: str, first: bytes, again: bytes) -> None:
    start = time.monotonic()

    with sending_for_ever(first, again) as url:
        place = url.removeprefix("http://").removesuffix("/terms")
        query = (
            "?from=trail@example.org&to=you@example.org&mode=insecure" if scheme == "mailto" else ""
        )
        fault = deliver_message(f"{scheme}://{place}/{query}", MESSAGE, Limits(patience_s=4))

    assert fault.startswith((SILENT, "the receiver did not accept it"))
    assert time.monotonic() - start < 12
