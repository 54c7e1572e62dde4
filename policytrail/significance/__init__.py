"""What a difference means: noise or change, how grave, about what, in whose favour."""

from policytrail.significance.assess import assess_change
from policytrail.significance.undivided import assess_undivided

__all__ = ["assess_change", "assess_undivided"]
