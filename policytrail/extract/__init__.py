"""A body as a document, or the reason why it is not the policy."""

from policytrail.extract.body import extract

__all__ = ["extract"]
