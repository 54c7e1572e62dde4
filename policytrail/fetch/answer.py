"""Request and response of HTTP."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from policytrail.model import Header


@dataclass(frozen=True, slots=True)
class Request:
    """A request for one URL."""

    url: str
    headers: tuple[Header, ...] = ()
    follow: bool = True
    """Whether redirects are followed; if not, a redirect is an answer like any other."""
    any_status: bool = False
    """Whether an answer of any status is wanted, with its body; if not, only a success is."""
    as_sent: bool = False
    """Whether the body is wanted as it was sent, with its content-encoding on."""
    rate_limit: str = ""
    """Which of the host's paces counts; the empty one is the host's own."""
    body: bytes | None = None
    """What is sent by POST; None for a GET."""
    pace_s: float | None = None
    """The rate_limit's pace; None for the settings' own."""
    credentials: tuple[Header, ...] = field(default=(), repr=False)
    """Headers for the origin of this URL only, never for where it redirects to."""
    cookies: tuple[Header, ...] = field(default=(), repr=False)
    """Cookies for that origin, by name."""
    proxy: str = field(default="", repr=False)
    """The proxy to go through; empty for that of the settings."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent."""

    url: str
    """The URL that was asked for."""
    final_url: str
    """The URL that answered, after redirects."""
    status: int
    headers: tuple[Header, ...]
    """As sent, but for cookies."""
    body: bytes
    """With its content-encoding undone, unless it was asked for as sent."""
    redirects: tuple[str, ...] = ()
    """Every URL that redirected, in order."""

    def header(self, name: str) -> str | None:
        """Return the first header of that name; None without one."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


Get: TypeAlias = Callable[[Request], Answer]
"""The one GET, as those who use it see it: gives an answer or raises a FetchError."""
