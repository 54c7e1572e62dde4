"""The bytes of a memento as the site sent them, and whether the archive's digest proves them."""

from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha1
from typing import Final

from policytrail.errors import FetchError, TooLarge
from policytrail.fetch.answer import Answer
from policytrail.fetch.coding import BodyTooLarge, DamagedCoding, encodings_of, undone
from policytrail.model import Outcome

_GZIP: Final = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Payload:
    """What a memento holds."""

    body: bytes
    digest_verified: bool | None
    """True if the digest is the SHA-1 of these bytes, packed or not; None if that is unknown.

    A digest that fits no form proves nothing: archives take it over forms that they do not send.
    """


def payload_of(answer: Answer, digest: str, cap_bytes: int) -> Payload:
    """Return the bytes of an answer that was asked for as sent.

    Archives name a content-encoding that they have undone already, name it twice, or forget it: so
    what is packed is told by the bytes.

    Raises:
        TooLarge: unpacked, it passes the cap.
        FetchError: packed in a way that we cannot undo, or damaged.
    """
    forms = [answer.body]
    try:
        for encoding in reversed(encodings_of(answer.headers)):
            if encoding != "gzip" or forms[-1].startswith(_GZIP):
                forms.append(undone(forms[-1:], (encoding,), cap_bytes))
        if forms[-1].startswith(_GZIP) and "gzip" not in (answer.header("Content-Type") or ""):
            forms.append(undone(forms[-1:], ("gzip",), cap_bytes))
    except BodyTooLarge as error:
        message = f"{answer.final_url} unpacks to more than {cap_bytes} bytes"
        raise TooLarge(message, answer.final_url) from error
    except DamagedCoding as error:
        raise FetchError(
            f"{answer.final_url} played back damaged: {error}",
            answer.final_url,
            transient=True,
            outcome=Outcome.BAD_CONTENT,
        ) from error
    return Payload(forms[-1], any(_digest(form) == digest for form in forms) or None)


def _digest(form: bytes) -> str:
    return b32encode(sha1(form, usedforsecurity=False).digest()).decode("ascii")
