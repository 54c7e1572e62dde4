"""What a difference means: noise or change, how grave, about what, in whose favour."""

from policytrail.significance.assess import assess
from policytrail.significance.undivided import assess_undivided

__all__ = ["assess", "assess_undivided"]
