"""What a reader is told where an answer failed: nothing about this machine, whose operator has the log."""

import logging

from policytrail.errors import DatabaseBusy, PolicyTrailError
from policytrail.report.words import say_text

logger = logging.getLogger(__name__)


def database_fault(error: PolicyTrailError) -> str:
    """Return the sentence for a database that could not be read; the log names the cause."""
    if isinstance(error, DatabaseBusy):
        return say_text("compare", "busy")
    logger.warning("an answer failed: %s", error)
    return say_text("compare", "unreadable")


def paper_fault(error: PolicyTrailError) -> str:
    """Return the sentence for a page that could not be set; the log names the cause."""
    logger.warning("a page was not set: %s", error)
    return say_text("served", "paper_failed")
