"""Decides what a difference means: noise or change, how severe, about what, and in whose favour."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.significance.assess import assess_change, judge_hunks
    from policytrail.significance.lexicon import list_names
    from policytrail.significance.uncompared_text import assess_undivided

__all__ = ["assess_change", "assess_undivided", "judge_hunks", "list_names"]
__getattr__ = import_on_demand(__name__, __file__)
