"""How this project behaves on the network, read once from the environment.

`VARIABLES` is the table of all settings: their names, what they mean and their defaults.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Final
from urllib.parse import urlsplit

from policytrail.errors import ConfigurationError

MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How requests are made: limits, manners, and what may be reached."""

    contact: str = ""
    """Who answers for our requests: a mail address or URL, told to every server."""
    connect_timeout_s: float = 10.0
    read_timeout_s: float = 30.0
    """The longest silence of a server."""
    total_timeout_s: float = 60.0
    """The longest time one retrieval may take: redirects, retries and the waits that servers ask for."""
    run_deadline_s: float = 3600.0
    """After so long, a run tries no further source, and publishes what it has."""
    spread_s: float = 0.0
    """A run's requests begin within so long, each service always after the same share of it."""
    max_body_bytes: int = 20 * MEBIBYTE
    """Counted as sent and again after decompression."""
    max_redirects: int = 10
    max_retries: int = 3
    """After connection errors, 429 and 502-504."""
    backoff_s: float = 0.5
    """The second retry waits twice this long, each further one twice as long as the one before."""
    max_retry_after_s: float = 60.0
    """A longer Retry-After ends the attempt instead of being waited out."""
    pace_s: float = 1.0
    """From the start of one request to a host to the start of the next."""
    allow_private: bool = False
    """Whether private, loopback and link-local addresses may be asked."""
    proxy: str | None = None
    """A proxy for everything; it is trusted to resolve names."""
    ca_bundle: str | None = None
    """A file of certificate authorities to trust instead of the built-in ones."""
    chromium: str | None = None
    """The program that renders; None for the first Chromium that the system has."""
    accept_language: str = "en"
    """Fixed, since many servers answer in the language that is asked for."""
    wayback_url: str = "https://web.archive.org"
    wayback_cdx_per_s: float = 0.4
    wayback_playback_per_s: float = 4.0
    wayback_saves_per_s: float = 0.125
    """Half of the 15 a minute after which the Wayback Machine shuts out for five minutes."""

    @property
    def user_agent(self) -> str:
        """Return how we name ourselves to servers."""
        return f"policytrail/{version('policytrail')}" + (
            f" ({self.contact})" if self.contact else ""
        )


Setting = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Variable:
    """One row of the table of settings."""

    name: str
    field: str
    read: Callable[[str], Setting]
    """Raises ValueError, whose text says what was expected."""
    meaning: str
    unit: int = 1
    """What one of the text's number is in the field, e.g. a mebibyte in bytes."""

    def show(self, settings: FetchSettings) -> str:
        """Return the setting as the variable would say it; empty if there is none."""
        value = getattr(settings, self.field)
        if self.unit > 1:
            value = f"{value / self.unit:.15g}"
        return "" if value is None else str(value)


def from_environment(environ: Mapping[str, str]) -> FetchSettings:
    """Return the settings that the environment asks for; an empty variable counts as unset.

    Raises:
        ConfigurationError: naming the variable, its value and what was expected.
    """
    settings = FetchSettings()
    for variable in VARIABLES:
        text = environ.get(variable.name, "").strip()
        if text:
            settings = replace(settings, **{variable.field: _read_variable(variable, text)})
    return settings


def _read_variable(variable: Variable, text: str) -> Setting:
    try:
        return variable.read(text)
    except ValueError as error:
        message = f"{variable.name}={text}: expected {error}"
        raise ConfigurationError(message) from error


def _parse_seconds(text: str) -> float:
    return _parse_number(text, "a number of seconds, 0 or more", lambda value: value >= 0)


def _parse_timeout(text: str) -> float:
    return _parse_number(text, "a number of seconds above 0", lambda value: value > 0)


def _parse_rate(text: str) -> float:
    return _parse_number(text, "requests a second, a number above 0", lambda value: value > 0)


def _parse_count(text: str) -> int:
    return int(
        _parse_number(text, "a whole number, 0 or more", lambda v: v >= 0 and v.is_integer())
    )


def _parse_mebibytes(text: str) -> int:
    value = _parse_number(text, "a number of mebibytes above 0", lambda value: value > 0)
    return int(value * MEBIBYTE)


def _parse_number(text: str, expected: str, fits: Callable[[float], bool]) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or not fits(value):
        raise ValueError(expected)
    return value


def _parse_truth(text: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if text.lower() not in words:
        raise ValueError("true or false")
    return words[text.lower()]


def _base_url(text: str) -> str:
    try:
        parts = urlsplit(text)
        port_is_valid = parts.port != 0
    except ValueError:
        port_is_valid, parts = False, urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_valid:
        raise ValueError("an http:// or https:// URL")
    return text.rstrip("/")


def _parse_header(text: str) -> str:
    if not text.isascii() or not text.isprintable():
        raise ValueError("printable ASCII on one line")
    return text


VARIABLES: Final[tuple[Variable, ...]] = (
    Variable(
        "POLICYTRAIL_CONTACT",
        "contact",
        _parse_header,
        "E-mail address or URL of the person responsible for the requests; sent in the User-Agent.",
    ),
    Variable(
        "POLICYTRAIL_CONNECT_TIMEOUT_S",
        "connect_timeout_s",
        _parse_timeout,
        "Time limit for connecting to a server.",
    ),
    Variable(
        "POLICYTRAIL_READ_TIMEOUT_S",
        "read_timeout_s",
        _parse_timeout,
        "Longest time without data from a server.",
    ),
    Variable(
        "POLICYTRAIL_TOTAL_TIMEOUT_S",
        "total_timeout_s",
        _parse_timeout,
        "Time limit for one retrieval, including redirects and retries.",
    ),
    Variable(
        "POLICYTRAIL_RUN_DEADLINE_S",
        "run_deadline_s",
        _parse_timeout,
        "After this time, a run starts no further source and publishes what it has.",
    ),
    Variable(
        "POLICYTRAIL_SPREAD_S",
        "spread_s",
        _parse_seconds,
        "Time over which a run spreads its requests: each service is asked after the same share of it in every run.",
    ),
    Variable(
        "POLICYTRAIL_MAX_BODY_MB",
        "max_body_bytes",
        _parse_mebibytes,
        "Size limit in mebibytes, as sent and after decompression.",
        unit=MEBIBYTE,
    ),
    Variable(
        "POLICYTRAIL_MAX_REDIRECTS",
        "max_redirects",
        _parse_count,
        "Redirects followed in one retrieval.",
    ),
    Variable(
        "POLICYTRAIL_MAX_RETRIES",
        "max_retries",
        _parse_count,
        "Retries after connection errors, 429 and 502-504.",
    ),
    Variable(
        "POLICYTRAIL_BACKOFF_S",
        "backoff_s",
        _parse_seconds,
        "The second retry waits twice this long; the wait doubles with each further one.",
    ),
    Variable(
        "POLICYTRAIL_MAX_RETRY_AFTER_S",
        "max_retry_after_s",
        _parse_seconds,
        "A longer Retry-After ends the attempt.",
    ),
    Variable(
        "POLICYTRAIL_PACE_S",
        "pace_s",
        _parse_seconds,
        "Minimum time between the starts of two requests to a host.",
    ),
    Variable(
        "POLICYTRAIL_ALLOW_PRIVATE",
        "allow_private",
        _parse_truth,
        "Whether requests to private, loopback and link-local addresses are allowed; a browser never reaches loopback.",
    ),
    Variable(
        "POLICYTRAIL_PROXY",
        "proxy",
        _base_url,
        "Proxy for all requests; it is trusted to resolve names.",
    ),
    Variable(
        "POLICYTRAIL_CA_BUNDLE",
        "ca_bundle",
        str,
        "File of certificate authorities to trust instead of the built-in ones.",
    ),
    Variable(
        "POLICYTRAIL_CHROMIUM",
        "chromium",
        str,
        "The Chromium that renders sources with `fetch: browser`; default: the system's.",
    ),
    Variable(
        "POLICYTRAIL_ACCEPT_LANGUAGE",
        "accept_language",
        _parse_header,
        "Language requested from servers.",
    ),
    Variable(
        "POLICYTRAIL_WAYBACK_URL",
        "wayback_url",
        _base_url,
        "Archive with the Wayback Machine's CDX and `id_` interface.",
    ),
    Variable(
        "POLICYTRAIL_WAYBACK_CDX_PER_S",
        "wayback_cdx_per_s",
        _parse_rate,
        "Listing requests a second to the archive.",
    ),
    Variable(
        "POLICYTRAIL_WAYBACK_PLAYBACK_PER_S",
        "wayback_playback_per_s",
        _parse_rate,
        "Memento requests a second to the archive.",
    ),
    Variable(
        "POLICYTRAIL_WAYBACK_SAVES_PER_S",
        "wayback_saves_per_s",
        _parse_rate,
        "Save requests a second to the archive.",
    ),
)
