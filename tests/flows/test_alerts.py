"""`track` tells who watches, and Prefect, what changed on the invented web."""

import json
import subprocess
import sys
from datetime import datetime
from typing import cast
from urllib.request import Request, urlopen

import pytest

from tests.flows.conftest import Place, free_port
from tests.flows.test_serve import wait_for
from tests.web import InventedWeb

pytestmark = pytest.mark.prefect

WATCH = "watch: [{name: all, to: [env:HOOK], noise: true}]"


def run_at(place: Place, at: datetime) -> str:
    """Run the flow as it was due at a moment; return what it says of alerts."""
    play = (
        "import sys; from datetime import datetime; from flows.track import track; "
        "done = track(sources=sys.argv[1], watch='watch.yaml', "
        "at=datetime.fromisoformat(sys.argv[2])); print(done.alerted)"
    )
    told = place.environment["POLICYTRAIL_SOURCES"]
    done = subprocess.run(
        [sys.executable, "-c", play, told, at.isoformat()],
        cwd=place.folder,
        env=place.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def events_of(api: str) -> list[str]:
    """Return the resources of the events about changes that the server has."""
    body = {"filter": {"event": {"name": ["policytrail.change.recorded"]}}}
    ask = Request(  # noqa: S310 (our own loopback server)
        f"{api}/events/filter",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urlopen(ask, timeout=30) as answer:  # noqa: S310 (the same)
        found = cast("list[dict[str, dict[str, str]]]", json.load(answer)["events"])
    return [one["resource"]["prefect.resource.id"] for one in found]


def test_a_receiver_that_is_away_fails_no_run_and_each_change_is_one_event(
    place: Place, web: InventedWeb, prefect_api: str
) -> None:
    place.environment["PREFECT_API_URL"] = prefect_api
    place.environment["HOOK"] = f"json://127.0.0.1:{free_port()}/"
    (place.folder / "watch.yaml").write_text(WATCH, "utf-8")
    said: list[str] = []

    for at in web.moments[:2]:
        web.now = at
        said.append(run_at(place, at))
    changed = len(list((place.folder / "reports" / "changes").glob("*.json")))
    # The server writes events down a few seconds after it has them.
    events = cast("list[str]", wait_for(lambda: events_of(prefect_api)))

    assert changed
    assert said[0] == "Alerted(sent=0, waiting=0, dead=0)\n"
    assert said[1] == f"Alerted(sent=0, waiting={changed}, dead=0)\n"
    assert (len(events), len(set(events))) == (changed, changed)
