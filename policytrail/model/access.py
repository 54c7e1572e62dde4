"""How a source is asked for, beside its URL."""

from dataclasses import dataclass
from typing import Final

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Access:
    """What a request for a source carries along, and the steps to its text.

    A value that begins with `$` names an environment variable: the secret itself is read when the
    source is fetched and is kept nowhere.
    """

    headers: tuple[Pair, ...] = ()
    cookies: tuple[Pair, ...] = ()
    basic: Pair | None = None
    """User and password."""
    proxy: str = ""
    """The proxy of this source; empty for that of the settings."""
    link: str = ""
    """CSS selector of the link on the page behind which the document stands; empty for the page."""
    click: tuple[str, ...] = ()
    """CSS selectors of what a browser clicks, in order, before the text is read."""
    wait_for: str = ""
    """CSS selector of what must show before the text is read."""
    pages: tuple[str, ...] = ()
    """Further URLs on which the policy goes on, in order, after that of the source."""


NO_ACCESS: Final = Access()
"""Of a source that is asked for by its URL alone."""
