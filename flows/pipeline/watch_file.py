"""The file of watch rules: where it is, and what it says."""

from pathlib import Path
from typing import TYPE_CHECKING

from policytrail import alerts
from policytrail.errors import ConfigurationError

if TYPE_CHECKING:
    from policytrail.alerts import WatchRule, WatchSettings

WATCH = "watch.yaml"


def watch_beside(sources: Path, watch: str | None) -> Path | None:
    """Return the file of watch rules: the one named, or the one next to the sources file if it exists."""
    watch_file = sources.with_name(WATCH)
    return Path(watch) if watch else watch_file if watch_file.is_file() else None


def rules_in(watch: Path | None) -> "tuple[WatchRule, ...]":
    """Return the watch rules of a file; none if there is no file.

    Raises:
        ConfigurationError: the file is not there, or says what nobody understands.
    """
    return () if watch is None else watch_in(watch).rules


def watch_in(watch: Path | None) -> "WatchSettings":
    """Return what a file of watch rules says; the defaults if there is no file.

    Raises:
        ConfigurationError: the file is not there, or says what nobody understands.
    """
    if watch is None:
        return alerts.WatchSettings()
    try:
        text = watch.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{watch}: cannot be read: {error}") from error
    # Loaded by its attribute: without a file, `status` needs no YAML, rules or taxonomy.
    return alerts.parse_watch(text, str(watch))


def reported_watch(watch: Path | None) -> "WatchSettings":
    """Return what the file says to the reports: the defaults if it is invalid.

    The reports are written all the same; whoever sends alerts says what the fault is.
    """
    try:
        return watch_in(watch)
    except ConfigurationError:
        return alerts.WatchSettings()
