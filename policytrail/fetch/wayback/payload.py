"""The bytes of a memento as the site sent them, and whether the archive's digest verifies them."""

from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha1
from typing import Final

from policytrail.errors import FetchError, TooLarge
from policytrail.evidence import ContentDamaged, decode_body
from policytrail.fetch.answer import Answer
from policytrail.fetch.coding import BodyTooLarge, DamagedCoding, content_encodings, undo_encodings
from policytrail.model import Outcome

_GZIP: Final = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Payload:
    """The payload of a memento."""

    body: bytes
    digest_verified: bool | None
    """True if the digest is the SHA-1 of these bytes, packed or not; None if that is unknown.

    A digest that fits no form proves nothing: archives take it over forms that they do not send.
    """


def decode_payload(answer: Answer, digest: str, cap_bytes: int) -> Payload:
    """Return the decoded bytes of a raw (`id_`) response.

    Archives name a content-encoding that they have undone already, name it twice, or forget it: so
    what is packed is told by the bytes.

    Raises:
        TooLarge: unpacked, it passes the cap.
        FetchError: packed in a way that we cannot undo, or damaged.
    """
    url, forms = answer.final_url, [answer.body]
    try:
        for encoding in reversed(content_encodings(answer.headers)):
            forms.append(_undo_encoding(forms[-1], encoding, cap_bytes))
        if "gzip" not in (answer.header("Content-Type") or ""):
            forms.append(_undo_encoding(forms[-1], "gzip", cap_bytes))
    except BodyTooLarge as error:
        raise TooLarge(f"{url} unpacks to more than {cap_bytes} bytes", url) from error
    except (DamagedCoding, ContentDamaged) as error:
        message = f"{url} played back damaged: {error}"
        raise FetchError(message, url, transient=True, outcome=Outcome.BAD_CONTENT) from error
    return Payload(forms[-1], any(_sha1_digest(form) == digest for form in forms) or None)


def _undo_encoding(form: bytes, encoding: str, cap_bytes: int) -> bytes:
    """Return the bytes without an encoding; as they are if they plainly do not have it."""
    if encoding == "gzip":
        return undo_encodings([form], (encoding,), cap_bytes) if form.startswith(_GZIP) else form
    body = decode_body(form, "", encoding)
    if len(body) > cap_bytes:
        raise BodyTooLarge
    return body


def _sha1_digest(form: bytes) -> str:
    return b32encode(sha1(form, usedforsecurity=False).digest()).decode("ascii")
