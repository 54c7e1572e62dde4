"""Alerts: watch rules, which alerts are due, and their wording. Nothing here sends."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.alerts.check_rules import find_unknown_names, watchable_names
    from policytrail.alerts.delivery import (
        TRIES,
        Alert,
        Message,
        Pending,
        PlannedAlert,
        delivery_advice,
        is_dead,
    )
    from policytrail.alerts.messages import messages_due, trial_message
    from policytrail.alerts.plan import (
        fresh_changes,
        plan_alerts,
        rule_matches,
        rule_watches,
    )
    from policytrail.alerts.rules import (
        WatchRule,
        WatchSettings,
        language_asked,
        parse_watch,
    )

__all__ = [
    "TRIES",
    "Alert",
    "Message",
    "Pending",
    "PlannedAlert",
    "WatchRule",
    "WatchSettings",
    "delivery_advice",
    "find_unknown_names",
    "fresh_changes",
    "is_dead",
    "language_asked",
    "messages_due",
    "parse_watch",
    "plan_alerts",
    "rule_matches",
    "rule_watches",
    "trial_message",
    "watchable_names",
]
__getattr__ = import_on_demand(__name__, __file__)
