"""The domain of policytrail: decides, and touches nothing but through `policytrail.fetch`."""
