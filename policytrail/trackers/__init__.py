"""Finds the cookies and similar technologies that a policy declares."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.trackers.changes import retention_days, tracker_changes
    from policytrail.trackers.find import find_trackers

__all__ = [
    "find_trackers",
    "retention_days",
    "tracker_changes",
]
__getattr__ = import_on_demand(__name__, __file__)
