"""What turned one document into another: complete, minimal, and the same on every machine."""

from policytrail.diff.apply import apply
from policytrail.diff.compare import compare

__all__ = ["apply", "compare"]
