"""Which cookies and similar technologies a policy declares."""

from policytrail.trackers.find import TrackerClass, classes_of, find

__all__ = ["TrackerClass", "classes_of", "find"]
