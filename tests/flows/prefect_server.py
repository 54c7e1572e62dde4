"""Asks a guarded Prefect server as its own clients do."""

import json
import os
import time
from base64 import b64encode
from collections.abc import Callable
from urllib.request import Request, urlopen

_CLIENT = "tests"
_WAIT_S = 300


def request_to(url: str, body: object | None = None, auth: str = "") -> Request:
    """Return a request with the words and the token that the server asks for."""
    words = auth or os.environ["PREFECT_API_AUTH_STRING"]
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Basic {b64encode(words.encode()).decode()}",
    }
    if body is None:
        return Request(url, headers=headers)  # noqa: S310 (our own loopback server)
    api = url.partition("/api/")[0] + "/api"
    token = Request(f"{api}/csrf-token?client={_CLIENT}", headers=headers)  # noqa: S310 (the same)
    with urlopen(token, timeout=30) as answer:  # noqa: S310 (the same)
        headers["Prefect-Csrf-Token"] = json.load(answer)["token"]
    headers["Prefect-Csrf-Client"] = _CLIENT
    content = json.dumps(body).encode()
    return Request(url, content, headers)  # noqa: S310 (the same)


def ask_server(url: str, body: object | None = None, auth: str = "") -> object:
    """Return what the server answers; None while it does not."""
    try:
        with urlopen(request_to(url, body, auth), timeout=30) as answer:  # noqa: S310 (the same)
            content = answer.read()
            return json.loads(content) if content else None
    except OSError:  # it does not answer, or not in time
        return None


def wait_for(found: Callable[[], object]) -> object:
    """Return what is found once it is there."""
    deadline = time.monotonic() + _WAIT_S
    while time.monotonic() < deadline:
        if thing := found():
            return thing
        time.sleep(0.3)
    raise TimeoutError
