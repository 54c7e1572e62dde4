"""Decides why a body is not the policy: one module for each family of failures."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.extract.guard.destinations import FRAME, LEADS
    from policytrail.extract.guard.families import why_not
    from policytrail.extract.guard.moved import why_moved
    from policytrail.extract.guard.seen import SeenPage

__all__ = ["FRAME", "LEADS", "SeenPage", "why_moved", "why_not"]
__getattr__ = import_on_demand(__name__, __file__)
