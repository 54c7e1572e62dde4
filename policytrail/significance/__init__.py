"""What a difference means: noise or change, how grave, about what, in whose favour."""

from policytrail.significance.assess import assess

__all__ = ["assess"]
