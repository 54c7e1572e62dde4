"""Access control of Prefect servers: how ours are started, and what is checked on others.

Prefect's server listens on loopback without a password and answers every origin. Any web page that
somebody on the machine looks at could change deployments and run commands through it.
"""

import os
import secrets
import sys
import tempfile
import tomllib
from base64 import b64encode
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from policytrail.errors import ConfigurationError, PolicyTrailError

_STRANGER: Final = "http://stranger.invalid"
"""An origin that no server of ours knows."""
_ASK_S: Final = 10.0
_MOST: Final = 4096
"""Bytes of an answer that are looked at."""
_JSON: Final = {"Content-Type": "application/json"}
_NO_ANSWER: Final = ("ephemeral Prefect API server", "Failed to reach API")
"""In Prefect's words: its own server did not start; the configured one does not answer."""
_ALLOWED: Final = "Access-Control-Allow-Origin"
# Former names of the same settings, which would win over or contradict the ones that are set here.
_FORMER_NAMES: Final = (
    "PREFECT_SERVER_CSRF_PROTECTION_ENABLED",
    "PREFECT_SERVER_CORS_ALLOWED_ORIGINS",
)


class ServerNotGuarded(PolicyTrailError):
    """A Prefect server is open to others and is therefore not used."""


class ServerAway(ConfigurationError):
    """A Prefect server does not answer: start it, or name another one."""


def guard_settings(auth: str, origin: str) -> dict[str, str]:
    """Return the settings of Prefect by which a server and its clients know one another.

    Args:
        auth: The words `USER:PASSWORD` that the server asks for, and our clients send.
        origin: The only origin whose pages the server answers, that of its own pages.
    """
    return {
        "PREFECT_SERVER_API_AUTH_STRING": auth,
        "PREFECT_API_AUTH_STRING": auth,
        "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "true",
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": origin,
    }


def new_auth() -> str:
    """Return new random credentials."""
    return f"policytrail:{secrets.token_urlsafe(32)}"


def guard_environment(auth: str, origin: str) -> None:
    """Set what a server that this process starts, and its own clients, need to know.

    What the user has set of it gives way: a server without these is not started.
    """
    for name in _FORMER_NAMES:
        os.environ.pop(name, None)
    os.environ.update(guard_settings(auth, origin))
    if "prefect.context" in sys.modules:  # it has read its settings already
        from prefect.context import refresh_global_settings_context  # noqa: PLC0415 (heavy)

        refresh_global_settings_context()


def guard_temporary_server() -> None:
    """Guard the server that Prefect starts by itself where no other one is configured."""
    if not is_server_configured(os.environ):
        # It has no pages of its own, so that no origin at all is answered.
        guard_environment(new_auth(), _STRANGER)


def is_server_configured(environ: Mapping[str, str]) -> bool:
    """Return whether the environment or Prefect's active profile names a server."""
    if environ.get("PREFECT_API_URL"):
        return True
    profiles = Path(environ.get("PREFECT_PROFILES_PATH") or prefect_home(environ) / "profiles.toml")
    try:
        settings = tomllib.loads(profiles.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    name = environ.get("PREFECT_PROFILE") or settings.get("active")
    profile = settings.get("profiles", {}).get(name, {})
    return bool(profile.get("PREFECT_API_URL"))


def prefect_home(environ: Mapping[str, str]) -> Path:
    """Return the folder in which Prefect keeps its files."""
    return Path(environ.get("PREFECT_HOME") or "~/.prefect").expanduser()


def check_prefect(environ: Mapping[str, str]) -> None:
    """Make sure that a flow can begin: asked before Prefect is loaded, which says it in 2,500 lines.

    Raises:
        ConfigurationError: Prefect's folder cannot be written.
        ServerAway: the configured server does not answer.
    """
    home = prefect_home(environ)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        raise ConfigurationError(
            f"{home}: cannot be written ({error.strerror}), and Prefect keeps its files there; set "
            "PREFECT_HOME to a folder of this user"
        ) from error
    url = environ.get("PREFECT_API_URL")
    if url and not _ask_server(f"{url.rstrip('/')}/health", "GET", {}).status:
        raise ServerAway(_away(url))


def _away(url: str) -> str:
    return (
        f"Prefect's server at {url} does not answer: start it, or name another one with "
        "PREFECT_API_URL"
    )


def is_server_away(error: BaseException | None) -> bool:
    """Return whether Prefect raised an error since its server did not start, or did not answer."""
    if isinstance(error, RuntimeError):
        return any(words in str(error) for words in _NO_ANSWER)
    httpx = sys.modules.get("httpx")  # Prefect has loaded it
    return httpx is not None and isinstance(error, httpx.TransportError)


@contextmanager
def naming_server_faults(environ: Mapping[str, str]) -> Generator[None]:
    """Say in one sentence that Prefect's server was away during the block.

    Raises:
        ServerAway: it was.
    """
    try:
        yield
    except Exception as error:
        if not is_server_away(error):
            raise
        url = environ.get("PREFECT_API_URL")
        what = (
            _away(url)
            if url
            else "Prefect's own server did not start, or ended: run the command again once the machine "
            "is less busy, or name a server with PREFECT_API_URL"
        )
        raise ServerAway(f"{what}. What was captured is kept; the next run goes on.") from error


def weaknesses_of_server(api_url: str, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ways in which a Prefect server is open to others, one sentence each.

    Only questions that change nothing are asked. `environ` holds what our clients would send.

    Raises:
        ServerAway: it does not answer.
    """
    url = f"{api_url.rstrip('/')}/flows/count"
    openings: list[str] = []
    without_password = _ask_server(url, "POST", _JSON).status
    if not without_password:
        raise ServerAway(_away(api_url))
    if without_password == HTTPStatus.OK:
        openings.append("it answers without a password: set PREFECT_SERVER_API_AUTH_STRING")
    preflight = {"Origin": _STRANGER, "Access-Control-Request-Method": "POST"}
    if _ask_server(url, "OPTIONS", preflight).allowed_origin in ("*", _STRANGER):
        openings.append(
            "it answers web pages of every origin: set PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS"
        )
    auth = environ.get("PREFECT_API_AUTH_STRING", "")
    words = {"Authorization": f"Basic {b64encode(auth.encode()).decode()}"} if auth else {}
    without_token = _ask_server(url, "POST", _JSON | words)
    if without_token.status != HTTPStatus.FORBIDDEN or b"CSRF" not in without_token.body:
        openings.append(
            "it takes requests that a web page made its reader send: "
            "set PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED=true"
        )
    return tuple(openings)


@dataclass(frozen=True, slots=True)
class _Answered:
    status: int
    """0 if no answer came."""
    allowed_origin: str = ""
    body: bytes = b""


def _ask_server(url: str, method: str, headers: Mapping[str, str]) -> _Answered:
    content = b"{}" if method == "POST" else None
    asked = Request(url, content, dict(headers), method=method)  # noqa: S310 (a Prefect server's)
    try:
        with urlopen(asked, timeout=_ASK_S) as answer:  # noqa: S310 (the same)
            return _Answered(answer.status, answer.headers.get(_ALLOWED, ""), answer.read(_MOST))
    except HTTPError as error:
        return _Answered(error.code, error.headers.get(_ALLOWED, ""), error.read(_MOST))
    except (URLError, OSError, HTTPException):
        return _Answered(0)
