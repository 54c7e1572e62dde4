"""Extract a body by a recipe, in a worker process that may be killed."""

from flows.pipeline.limits import Exceeded
from flows.pipeline.workers import Task, do_limited
from policytrail.errors import ExtractError
from policytrail.extract import extract
from policytrail.model import BodyReading, Document, Extraction, Failure, FailureReason, Recipe


def read_body(asked: tuple[BodyReading, bytes]) -> Extraction:
    """Return the extraction of a body; a rule that cannot be applied is a failure like any other."""
    reading, body = asked
    try:
        result = extract(body, reading.media_type, reading.recipe, reading.url, reading.final_url)
    except ExtractError as error:
        result = Failure(FailureReason.UNSUPPORTED, str(error))
    return Extraction(reading, result)


def unread_body(asked: tuple[BodyReading, bytes], exceeded: Exceeded) -> Extraction:
    """Return the failure of a body that exceeds the limits or crashes the worker.

    It is kept like any other failure, so that the same extractor does not try that body again.
    """
    reading, _ = asked
    return Extraction(reading, Failure(FailureReason.UNSUPPORTED, f"the body {exceeded.reason}"))


READ_BODY = Task(read_body, unread_body)


def extract_in_worker(
    body: bytes, media_type: str, recipe: Recipe, url: str = ""
) -> Document | Failure:
    """Return the result of `policytrail.extract` for an untrusted body.

    Raises:
        ExtractError: if a rule of the recipe is no valid CSS selector.
    """
    extracted = do_limited(_extract_limited, (body, media_type, recipe, url))
    if isinstance(extracted, Exceeded):
        return Failure(FailureReason.UNSUPPORTED, f"the body {extracted.reason}")
    if isinstance(extracted, ExtractError):
        raise extracted
    return extracted


def _extract_limited(asked: tuple[bytes, str, Recipe, str]) -> Document | Failure | ExtractError:
    try:
        return extract(*asked)
    except ExtractError as error:
        return error  # raised again where it can be told
