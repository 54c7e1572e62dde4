"""What a change does, as statements that the two texts bear out, and headline and summary of them."""

from policytrail.significance.describe.compose import Description, describe_change

__all__ = ["Description", "describe_change"]
