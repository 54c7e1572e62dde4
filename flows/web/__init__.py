"""The web server of the reports, and the comparison of any two versions."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from flows.web.answers import answerers_for
    from flows.web.compare import comparer_for
    from flows.web.health import health_looker
    from flows.web.server import serving_site
    from flows.web.site import ServedSite

__all__ = ["ServedSite", "answerers_for", "comparer_for", "health_looker", "serving_site"]
__getattr__ = import_on_demand(__name__, __file__)
