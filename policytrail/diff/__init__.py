"""What turned one document into another: complete, minimal, and the same on every machine."""

from policytrail.diff.apply import apply
from policytrail.diff.compare import compare
from policytrail.diff.whole import replace_whole

__all__ = ["apply", "compare", "replace_whole"]
