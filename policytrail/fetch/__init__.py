"""The only package that sends HTTP requests: to live policies, and to archives for mementos."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.fetch import browser, live, settings
    from policytrail.fetch.answer import Answer, Get, Request
    from policytrail.fetch.browser import Browser
    from policytrail.fetch.faults import retry_after_seconds
    from policytrail.fetch.http import Http
    from policytrail.fetch.live import failed_attempt
    from policytrail.fetch.settings import FetchSettings, from_environment

__all__ = [
    "Answer",
    "Browser",
    "FetchSettings",
    "Get",
    "Http",
    "Request",
    "browser",
    "failed_attempt",
    "from_environment",
    "live",
    "retry_after_seconds",
    "settings",
]
__getattr__ = import_on_demand(__name__, __file__)
