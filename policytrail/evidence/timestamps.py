"""Time stamps of trusted authorities: proof that a file existed at a time.

Source: RFC 3161. Any other tool reads the same files, e.g. `openssl ts -verify`.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from policytrail.errors import ConfigurationError, TimestampError

QUERY_TYPE = "application/timestamp-query"


@dataclass(frozen=True, slots=True)
class TimestampQuery:
    """What an authority is asked to stamp."""

    content: bytes
    der: bytes
    """The query as it is sent."""
    nonce: int
    """A random number that the answer must repeat, so that no earlier answer will do."""


def build_query(content: bytes) -> TimestampQuery:
    """Return a query for a stamp on the SHA-256 of some bytes; it reveals nothing else of them."""
    built = TimestampRequestBuilder(content, HashAlgorithm.SHA256).build()
    if built.nonce is None:
        raise TimestampError("the query has no nonce")
    return TimestampQuery(content, built.as_bytes(), built.nonce)


def check_answer(query: TimestampQuery, answer: bytes, authority: str) -> datetime:
    """Return the time that an answer states, if it answers this query.

    Its signature is not checked, since that needs the certificate of an authority that one trusts.

    Raises:
        TimestampError: it is no stamp, or that of something else.
    """
    response = _decode(answer, authority)
    stamped = response.tst_info
    if stamped.nonce != query.nonce:
        raise TimestampError(f"{authority}: answered another query (its nonce is not ours)")
    if stamped.message_imprint.message != sha256(query.content).digest():
        raise TimestampError(f"{authority}: stamped something else than what was sent")
    return stamped.gen_time.astimezone(UTC)


def stamped_time(content: bytes, stamp: bytes, certificates: bytes, where: str) -> datetime:
    """Return when an authority stamped some bytes.

    Args:
        content: What was stamped.
        stamp: The authority's answer.
        certificates: Those that are trusted (PEM): the authority's root, and what stands between.
        where: The name of the stamp's file, for errors.

    Raises:
        ConfigurationError: the certificates cannot be read.
        TimestampError: the stamp is damaged, of other bytes, or by nobody who is trusted.
    """
    try:
        trusted = x509.load_pem_x509_certificates(certificates)
    except ValueError as error:
        raise ConfigurationError(
            f"{where}: the certificates of --authority cannot be read: expected PEM, as in "
            "`-----BEGIN CERTIFICATE-----`"
        ) from error
    response = _decode(stamp, where)
    builder = VerifierBuilder()
    for certificate in trusted:
        builder = builder.add_root_certificate(certificate)
    try:
        builder.build().verify_message(response, content)
    except (VerificationError, ValueError) as error:
        raise TimestampError(f"{where}: does not vouch for the head: {error}") from error
    return response.tst_info.gen_time.astimezone(UTC)


def _decode(answer: bytes, where: str) -> TimeStampResponse:
    try:
        response = decode_timestamp_response(answer)
        if response.status != 0:
            reason = "; ".join(response.status_string) or f"status {response.status}"
            raise TimestampError(f"{where}: the authority refused to stamp it: {reason}")
        _ = response.tst_info  # raises where a granted stamp is missing
    except ValueError as error:
        raise TimestampError(f"{where}: holds no RFC 3161 time stamp: {error}") from error
    return response
