"""`policytrail serve`: a scheduled run, one triggered by hand, and the end by SIGTERM."""

import json
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from tests.flows.conftest import Place, free_port

pytestmark = pytest.mark.prefect

WAIT_S = 120


def ask(url: str, body: object | None = None) -> object:
    """Return what the server answers; None while it does not."""
    content = None if body is None else json.dumps(body).encode()
    asked = Request(url, data=content, headers={"Content-Type": "application/json"})  # noqa: S310
    try:
        with urlopen(asked, timeout=10) as answer:  # noqa: S310 (our own loopback server)
            return json.load(answer)
    except URLError:
        return None


def wait_for(found: Callable[[], object]) -> object:
    """Return what is found once it is there."""
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        if thing := found():
            return thing
        time.sleep(0.3)
    raise TimeoutError


def completed(api: str, deployment_id: str | None = None) -> list[dict[str, object]]:
    """Return the finished runs of a deployment, or of all."""
    wanted = {"state": {"type": {"any_": ["COMPLETED"]}}}
    if deployment_id:
        wanted["deployment_id"] = {"any_": [deployment_id]}  # pyright: ignore[reportArgumentType]
    found = ask(f"{api}/flow_runs/filter", {"flow_runs": wanted})
    return cast("list[dict[str, object]]", found or [])


def test_schedules_run_and_so_does_what_is_triggered_by_hand(place: Place, tmp_path: Path) -> None:
    port, site_port = free_port(), free_port()
    api = f"http://127.0.0.1:{port}/api"
    place.environment["PREFECT_HOME"] = str(tmp_path / "prefect")
    place.environment.pop("PREFECT_API_URL", None)
    serving = place.start(
        "serve", "--every", "15", "--port", str(port), "--reports", "--port-reports", str(site_port)
    )
    try:
        wait_for(lambda: completed(api))
        by_schedule = (place.folder / "reports" / "index.html").is_file()
        with urlopen(f"http://127.0.0.1:{site_port}/", timeout=10) as answer:
            front = answer.read()
        daily = cast("dict[str, str]", wait_for(lambda: ask(f"{api}/deployments/name/track/daily")))

        run = cast(
            "dict[str, str]",
            ask(
                f"{api}/deployments/{daily['id']}/create_flow_run",
                {"parameters": {"only": ["mosswell"], "out": str(tmp_path / "by-hand")}},
            ),
        )
        wait_for(lambda: any(each["id"] == run["id"] for each in completed(api, daily["id"])))
    finally:
        serving.send_signal(signal.SIGTERM)
        _, errors = serving.communicate(timeout=60)

    assert by_schedule, errors
    assert front.startswith(b"<!doctype html>")
    assert (tmp_path / "by-hand" / "index.html").is_file()
    assert serving.returncode == 0
