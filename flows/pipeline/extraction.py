"""A body read by a recipe, in a worker that it can end without harm."""

from flows.pipeline.limits import Exceeded
from flows.pipeline.workers import Task
from policytrail.errors import ExtractError
from policytrail.extract import extract
from policytrail.model import Extraction, Failure, FailureReason, Reading


def read_body(asked: tuple[Reading, bytes]) -> Extraction:
    """Return what the body says; a rule that cannot be applied is a failure like any other."""
    reading, body = asked
    try:
        result = extract(body, reading.media_type, reading.recipe, reading.url)
    except ExtractError as error:
        result = Failure(FailureReason.UNSUPPORTED, str(error))
    return Extraction(reading, result)


def unread_body(asked: tuple[Reading, bytes], exceeded: Exceeded) -> Extraction:
    """Return the failure of a body that takes more than a body may, or ends whoever reads it.

    It is kept like any other failure, so that the same extractor does not try that body again.
    """
    reading, _ = asked
    return Extraction(reading, Failure(FailureReason.UNSUPPORTED, f"the body {exceeded.reason}"))


READ_BODY = Task(read_body, unread_body)
