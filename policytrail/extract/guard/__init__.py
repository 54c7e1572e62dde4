"""Why a body is not the policy: one module a family of failures."""

from policytrail.model import Document, Failure, FailureReason


def why_not(markup: str, document: Document) -> Failure | None:
    """Return why what was extracted is no policy, or None if it is one."""
    del markup
    if not document.blocks:
        return Failure(FailureReason.EMPTY, "the page shows no text")
    return None
