"""A body read by a recipe, in whatever process."""

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
