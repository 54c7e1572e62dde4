"""The edge that sends alerts."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from flows.alerts.send import DeliveryOptions, plan_and_send, send_trials
    from flows.alerts.target_check import check_targets
    from flows.alerts.targets import target_address

__all__ = [
    "DeliveryOptions",
    "check_targets",
    "plan_and_send",
    "send_trials",
    "target_address",
]
__getattr__ = import_on_demand(__name__, __file__)
