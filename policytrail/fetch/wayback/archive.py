"""Where an archive lists its mementos and where it plays them back."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from policytrail.fetch.answer import Request
from policytrail.fetch.settings import FetchSettings

LISTING = "listing"
PLAYBACK = "playback"
SAVING = "saving"


@dataclass(frozen=True, slots=True)
class Archive:
    """One archive with the Wayback Machine's CDX and `id_` interface."""

    listing_url: str
    playback_url: str
    """Without the slash at its end."""
    listing_pace_s: float
    playback_pace_s: float
    saving_pace_s: float
    user_agent: str

    @classmethod
    def from_settings(cls, settings: FetchSettings) -> Self:
        """Return the archive that the settings name.

        A URL with a path is a collection of pywb, which answers at other addresses than the
        Wayback Machine: `/cdx` and `/<time>id_/` directly below it.
        """
        base = settings.wayback_url
        is_collection = urlsplit(base).path not in ("", "/")
        return cls(
            listing_url=f"{base}/cdx" if is_collection else f"{base}/cdx/search/cdx",
            playback_url=base if is_collection else f"{base}/web",
            listing_pace_s=1 / settings.wayback_cdx_per_s,
            playback_pace_s=1 / settings.wayback_playback_per_s,
            saving_pace_s=1 / settings.wayback_saves_per_s,
            user_agent=settings.user_agent,
        )

    @property
    def names_columns(self) -> bool:
        """Tell whether a listing has the Wayback Machine's columns under its names."""
        return self.listing_url.endswith("/search/cdx")

    def memento_url(self, timestamp: str, url: str) -> str:
        """Return the address at which people look at a memento."""
        return f"{self.playback_url}/{timestamp}/{url}"

    def raw_url(self, timestamp: str, url: str) -> str:
        """Return the address at which the bytes come as they were captured."""
        return f"{self.playback_url}/{timestamp}id_/{url}"

    def ask_save(self, url: str) -> Request:
        """Return the request that the archive capture a URL now."""
        base = self.playback_url.removesuffix("/web")
        return Request(
            f"{base}/save/{url}",
            follow=False,
            any_status=True,
            rate_limit=SAVING,
            pace_s=self.saving_pace_s,
        )

    def ask_listing(self, url: str) -> Request:
        """Return the request for a listing; its status is for the reader to judge."""
        return Request(url, any_status=True, rate_limit=LISTING, pace_s=self.listing_pace_s)

    def ask_playback(self, url: str) -> Request:
        """Return the request for a memento: its bytes as sent, its redirects not followed."""
        return Request(
            url,
            follow=False,
            any_status=True,
            as_sent=True,
            rate_limit=PLAYBACK,
            pace_s=self.playback_pace_s,
        )
