"""`track` tells who watches, and Prefect, what changed on the invented web."""

import subprocess
import sys
from datetime import datetime
from typing import cast

import pytest

from tests.alerts.examples import ALARM
from tests.flows.conftest import ROOT, Place
from tests.flows.prefect_server import ask_server, wait_for
from tests.server import free_port
from tests.web import InventedWeb

pytestmark = pytest.mark.prefect

WATCH = "watch: [{name: all, to: [env:HOOK], noise: true}]"


def run_at(place: Place, at: datetime) -> str:
    """Run the flow as it was due at a moment; return what it says of alerts."""
    play = (
        "import sys; from datetime import datetime; from flows.deployments.track import track; "
        "done = track(sources=sys.argv[1], watch='watch.yaml', only=['brightlane'], "
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
    answer = cast("dict[str, object]", ask_server(f"{api}/events/filter", body))
    found = cast("list[dict[str, dict[str, str]]]", answer["events"])
    return [one["resource"]["prefect.resource.id"] for one in found]


def test_a_receiver_that_is_away_fails_no_run_and_each_change_is_one_event(
    place: Place, web: InventedWeb, prefect_api: str
) -> None:
    place.environment["PREFECT_API_URL"] = prefect_api
    place.environment["HOOK"] = f"json://127.0.0.1:{free_port()}/"
    (place.folder / "watch.yaml").write_text(WATCH, "utf-8")
    said: list[str] = []

    for at in web.moments[2:4]:
        web.now = at
        said.append(run_at(place, at))
    changed = len(list((place.folder / "reports" / "changes").glob("*.json")))
    # The server writes events down a few seconds after it has them.
    events = cast("list[str]", wait_for(lambda: events_of(prefect_api)))

    assert changed
    assert said[0] == "Alerted(sent=0, waiting=0, dead=0)\n"
    assert said[1] == f"Alerted(sent=0, waiting={changed}, dead=0)\n"
    assert (len(events), len(set(events))) == (changed, changed)


AUTOMATION = (ROOT / "docs" / "alerts.md").read_text("utf-8").rpartition("```yaml\n")[2]
EMIT = (
    "from flows.deployments.events import emit_changes; from tests.alerts.examples import ALARM, EDIT; "
    "print(emit_changes([ALARM, EDIT]))"
)


def run(place: Place, command: list[str]) -> str:
    """Run a program; return what it prints."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=place.folder,
        env=place.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_automation_in_the_documentation_acts_on_the_change_it_is_about(
    place: Place, prefect_api: str
) -> None:
    place.environment["PREFECT_API_URL"] = prefect_api
    flow = cast("dict[str, str]", ask_server(f"{prefect_api}/flows/", {"name": "answer"}))
    deployment = cast(
        "dict[str, str]",
        ask_server(f"{prefect_api}/deployments/", {"name": "grave", "flow_id": flow["id"]}),
    )
    text = AUTOMATION.partition("```")[0].replace("service.kling", f"service.{ALARM.service_id}")
    mine = text.replace("00000000-0000-0000-0000-000000000000", deployment["id"])
    (place.folder / "grave.yaml").write_text(mine, "utf-8")

    run(place, ["-m", "prefect", "automation", "create", "--from-file", "grave.yaml"])
    emitted = run(place, ["-c", EMIT])
    body = {"flow_runs": {"deployment_id": {"any_": [deployment["id"]]}}}
    found = wait_for(lambda: ask_server(f"{prefect_api}/flow_runs/filter", body))

    (started,) = cast("list[dict[str, object]]", found)
    assert emitted == "2\n"
    assert started["parameters"] == {"headline": ALARM.headline, "summary": ALARM.summary}


BLOCKS = """
import os
from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.blocks.system import Secret
from flows.alerts.targets import target_address
from flows.alerts.transport import deliver_message
from policytrail.alerts.delivery import Message
from policytrail.errors import ConfigurationError

hook = os.environ["HOOK"]
Secret(value=hook).save("hook")
told = {"title": "{{subject}}", "message": "{{body}}"}
CustomWebhookNotificationBlock(
    name="legal", url=hook.replace("json:", "http:"), json_data=told
).save("legal")
for target in ("block:hook", "block:custom-webhook/legal"):
    print(deliver_message(target_address(target), Message("all", target, (), target, "A text")) or "accepted")
try:
    target_address("block:nobody")
except ConfigurationError as error:
    print(error)
"""


def test_a_prefect_block_keeps_an_address_or_is_the_receiver(
    place: Place, prefect_api: str, webhook: tuple[list[dict[str, str]], str]
) -> None:
    heard, address = webhook
    place.environment.update(PREFECT_API_URL=prefect_api, HOOK=address)

    said = run(place, ["-c", BLOCKS]).splitlines()

    assert said == ["accepted", "accepted", "block:nobody: Prefect has no block secret/nobody"]
    assert [one["title"] for one in heard] == ["block:hook", "block:custom-webhook/legal"]
