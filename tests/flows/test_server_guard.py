"""Strangers get nothing from a Prefect server that we start, and others are told by what they let in."""

import json
import os
import stat
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import cast
from urllib.request import urlopen

import httpx
import pytest
from playwright.sync_api import Page, Playwright

from flows.deployments.own_server import auth_file, own_server, wait_for_server
from flows.deployments.path_parameters import allowed_homes, is_below
from flows.deployments.prefect_settings import SETTINGS
from flows.deployments.server_guard import (
    ServerAway,
    ServerNotGuarded,
    guard_temporary_server,
    is_server_configured,
    naming_server_faults,
    weaknesses_of_server,
)
from tests.chromium import page_of_another_origin
from tests.flows.prefect_server import ask_server
from tests.server import free_port, sending, serving

# Every request by which a page of another origin reads or changes something on the server.
ATTACK = """
async ([api, id]) => {
  const got = [];
  const tries = [];
  const attempt = (name, path, options) => tries.push(
    fetch(api + path, options).then(async (r) => got.push([name, r.type, r.status, await r.text()]),
                                    (e) => got.push([name, "refused", 0, ""])));
  const json = {"Content-Type": "application/json"};
  for (const mode of ["cors", "no-cors"]) {
    attempt("read", "/admin/settings", {mode});
    attempt("filter", "/deployments/filter", {mode, method: "POST", body: "{}"});
    attempt("run", `/deployments/${id}/create_flow_run`, {mode, method: "POST", body: "{}"});
    attempt("flow", "/flows/", {mode, method: "POST", body: '{"name": "strangers"}'});
    attempt("blob", "/flows/", {mode, method: "POST", body: new Blob(['{"name": "strangers"}'])});
  }
  attempt("patch", `/deployments/${id}`,
          {method: "PATCH", headers: json, body: '{"parameters": {"out": "/strangers"}}'});
  attempt("delete", `/deployments/${id}`, {method: "DELETE"});
  attempt("token", "/csrf-token?client=stranger", {});
  navigator.sendBeacon(api + "/flows/", '{"name": "strangers"}');
  const form = document.createElement("form");
  const frame = document.createElement("iframe"); frame.name = "there"; document.body.append(frame);
  form.method = "post"; form.action = api + "/flows/"; form.target = "there"; form.enctype = "text/plain";
  const field = document.createElement("input");
  field.name = '{"name": "strangers", "x": "'; field.value = '"}'; form.append(field);
  document.body.append(form); form.submit();
  for (const path of ["/events/in", "/events/out", "/logs/out"]) {
    for (const protocols of [[], ["prefect"]]) {
      tries.push(new Promise((done) => {
        const socket = new WebSocket(api.replace("http", "ws") + path, protocols);
        socket.onopen = () => socket.send(JSON.stringify({type: "auth", token: null}));
        socket.onmessage = (m) => { got.push(["socket", "message", 0, m.data]); done(); };
        socket.onclose = () => done();
        socket.onerror = () => done();
        setTimeout(done, 3000);
      }));
    }
  }
  await Promise.all(tries);
  return got;
}
"""


@pytest.fixture(scope="module")
def looking(driver: Playwright) -> Iterator[Page]:
    """Yield a page of another origin on this machine, in the browser of whoever operates it."""
    with page_of_another_origin(driver) as page:
        yield page


@contextmanager
def as_prefect_comes(folder: Path) -> Generator[str]:
    """Run a Prefect server as somebody would start it who knows of no danger."""
    port = free_port()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PREFECT")
    }
    environment |= SETTINGS | {"PREFECT_HOME": str(folder)}
    command = [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)]
    with Popen(command, env=environment, stdout=DEVNULL, stderr=DEVNULL) as server:
        try:
            url = f"http://127.0.0.1:{port}/api"
            wait_for_server(url, server, port)
            yield url
        finally:
            server.terminate()


@pytest.mark.prefect
@pytest.mark.browser
def test_an_attacking_page_gets_nothing_from_our_server(prefect_api: str, looking: Page) -> None:
    flow = cast("dict[str, str]", ask_server(f"{prefect_api}/flows/", {"name": "guarded"}))
    body = {"name": "daily", "flow_id": flow["id"], "parameters": {"out": "reports"}}
    deployment = cast("dict[str, str]", ask_server(f"{prefect_api}/deployments/", body))

    got = cast("list[list[object]]", looking.evaluate(ATTACK, [prefect_api, deployment["id"]]))

    readable = [each for each in got if each[1] not in ("refused", "opaque")]
    flows = json.dumps(ask_server(f"{prefect_api}/flows/filter", {}))
    runs = ask_server(f"{prefect_api}/flow_runs/filter", {"flows": {"name": {"any_": ["guarded"]}}})
    after = cast("dict[str, object]", ask_server(f"{prefect_api}/deployments/{deployment['id']}"))
    assert readable == []
    assert "strangers" not in flows
    assert (runs, after["parameters"]) == ([], {"out": "reports"})


def test_a_server_that_is_away_is_told_as_such() -> None:
    with pytest.raises(ServerAway, match="does not answer: start it"):
        weaknesses_of_server(f"http://127.0.0.1:{free_port()}/api", {})


@pytest.mark.parametrize(
    "fault",
    [
        RuntimeError("Timed out while attempting to connect to ephemeral Prefect API server."),
        httpx.ConnectError("All connection attempts failed"),
        httpx.ReadTimeout("slow"),
    ],
)
def test_a_server_that_goes_away_is_told_as_such(fault: Exception) -> None:
    with pytest.raises(ServerAway, match="the next run goes on"), naming_server_faults({}):
        raise fault


def test_an_error_of_the_program_is_not_taken_for_one_of_the_server() -> None:
    with pytest.raises(RuntimeError, match="dictionary changed"), naming_server_faults({}):
        raise RuntimeError("dictionary changed size during iteration")


@pytest.mark.prefect
def test_our_server_has_no_weakness(prefect_api: str) -> None:
    assert weaknesses_of_server(prefect_api, os.environ) == ()


@pytest.mark.prefect
@pytest.mark.browser
def test_a_server_as_prefect_comes_has_three_by_which_the_same_page_gets_in(
    tmp_path: Path, looking: Page
) -> None:
    with as_prefect_comes(tmp_path) as url:
        looking.evaluate(ATTACK, [url, "00000000-0000-0000-0000-000000000000"])
        found = weaknesses_of_server(url, {})
        with urlopen(f"{url}/flows/name/strangers", timeout=30) as answer:  # noqa: S310 (loopback)
            made: dict[str, str] = json.load(answer)

    assert made["name"] == "strangers"
    assert [each.split(":")[0] for each in found] == [
        "it answers without a password",
        "it answers web pages of every origin",
        "it takes requests that a web page made its reader send",
    ]


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_api")
def test_the_words_stand_in_a_file_for_the_user_alone() -> None:
    path = auth_file(os.environ)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text("utf-8").strip() == os.environ["PREFECT_API_AUTH_STRING"]


def test_a_server_without_guard_on_our_port_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Something else answers on the port, as if it were the server that was started."""
    for name in list(os.environ):
        if name.startswith("PREFECT"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))

    with serving({}, sending(b"0", headers={"Access-Control-Allow-Origin": "*"})) as other:
        port = int(other.url.rpartition(":")[2])
        with pytest.raises(ServerNotGuarded, match="set PREFECT_SERVER_API"), own_server(port):
            pass


def test_the_server_that_prefect_starts_by_itself_is_guarded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in list(os.environ):
        if name.startswith("PREFECT"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.setenv("PREFECT_SERVER_CORS_ALLOWED_ORIGINS", "*")

    guard_temporary_server()

    assert os.environ["PREFECT_SERVER_API_AUTH_STRING"] == os.environ["PREFECT_API_AUTH_STRING"]
    assert os.environ["PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED"] == "true"
    assert "PREFECT_SERVER_CORS_ALLOWED_ORIGINS" not in os.environ


def test_a_server_that_a_profile_names_is_left_to_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "profiles.toml").write_text(
        'active = "work"\n[profiles.work]\nPREFECT_API_URL = "http://10.0.0.5:4200/api"\n', "utf-8"
    )

    assert is_server_configured({"PREFECT_HOME": str(tmp_path)})
    assert not is_server_configured({"PREFECT_HOME": str(tmp_path), "PREFECT_PROFILE": "other"})


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("reports", True),
        ("deep/er/reports", True),
        ("../elsewhere", False),
        ("/etc/passwd", False),
        ("link/reports", False),
    ],
)
def test_only_paths_below_the_home_are_below_it(tmp_path: Path, path: str, expected: bool) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "link").symlink_to("/etc")

    assert is_below(home / path, allowed_homes(str(home))) is expected
