"""Which cookies and similar technologies a policy declares."""

from policytrail.trackers.find import TrackerClass, find_tracker_classes, find_trackers

__all__ = ["TrackerClass", "find_tracker_classes", "find_trackers"]
