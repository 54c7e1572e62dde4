"""The answers for several pages as one answer."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from policytrail.errors import TooLarge
from policytrail.extract import JoinedPage, join_pages
from policytrail.fetch.answer import Answer

_MOST_BYTES: Final = 64 * 1024 * 1024
_OF_ONE_PAGE: Final = frozenset(
    {"content-type", "content-length", "content-encoding", "etag", "last-modified"}
)
"""Headers of the first answer that would be untrue of the joined body."""


def join_answers(answers: Sequence[Answer]) -> Answer:
    """Return the first answer with the bodies of all joined into one.

    Raises:
        TooLarge: if the pages together are larger than any policy.
    """
    first = answers[0]
    if sum(len(answer.body) for answer in answers) > _MOST_BYTES:
        raise TooLarge(
            f"{first.url} and its further pages send more than {_MOST_BYTES} bytes", first.url
        )
    body, media_type = join_pages(
        [
            JoinedPage(answer.url, answer.final_url, answer.headers, answer.body)
            for answer in answers
        ]
    )
    headers = [header for header in first.headers if header[0].lower() not in _OF_ONE_PAGE]
    return replace(first, headers=(("Content-Type", media_type), *headers), body=body)
