"""What turned one document into another: complete, minimal, and the same on every machine."""

from policytrail.diff.apply import apply_diff
from policytrail.diff.compare import compare_documents
from policytrail.diff.whole import replace_whole

__all__ = ["apply_diff", "compare_documents", "replace_whole"]
