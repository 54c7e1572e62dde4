"""Tree heads: a few lines that commit to a whole ledger, signed or unsigned.

The form is that of transparency logs: the name of the ledger, how many entries it has, and its root
in base64; then an empty line and signatures. Keep heads away from the database: who alters the past
cannot alter them too.

Source: C2SP tlog-checkpoint and signed-note (Ed25519).
"""

import base64
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from policytrail.errors import ConfigurationError

_ED25519: Final = b"\x01"
_HEAD: Final = re.compile(
    r"(policytrail/[0-9a-z]+)\n(\d{1,10})\n([A-Za-z0-9+/]{43}=)\n((?:[^\n]+\n)*)"
)
_SIGNATURE: Final = re.compile(r"— (\S+) ([A-Za-z0-9+/=]+)")


@dataclass(frozen=True, slots=True)
class TreeHead:
    """The state of a ledger at one time."""

    size: int
    """How many entries it had."""
    root: bytes
    first: bytes | None = None
    """The hash of its first entry, after which the ledger is named; None if it was empty."""
    extra: tuple[str, ...] = ()
    """Further lines that a signature covers."""

    @property
    def origin(self) -> str:
        """Return the ledger's name, which differs between databases."""
        return f"policytrail/{self.first.hex()[:16] if self.first else 'empty'}"

    @property
    def text(self) -> str:
        """Return the lines that are signed."""
        root = base64.b64encode(self.root).decode()
        return "".join(f"{line}\n" for line in (self.origin, str(self.size), root, *self.extra))


@dataclass(frozen=True, slots=True)
class KeptHead:
    """A head that was kept elsewhere."""

    origin: str
    size: int
    root: bytes
    text: str
    """The lines that are signed."""
    signatures: tuple[tuple[str, bytes], ...]
    """By whom, and the key's hash with the signature."""


def read_head(text: str, where: str) -> KeptHead:
    """Return the head that a text holds.

    Raises:
        ConfigurationError: it holds none.
    """
    body, _, signed = text.replace("\r\n", "\n").partition("\n\n")
    body = body.rstrip("\n") + "\n"
    head = _HEAD.fullmatch(body)
    if head is None:
        raise ConfigurationError(
            f"{where}: holds no tree head, expected what `policytrail verify --head` prints"
        )
    try:
        signatures = tuple(
            (match[1], base64.b64decode(match[2])) for match in _SIGNATURE.finditer(signed)
        )
    except ValueError as error:
        raise ConfigurationError(f"{where}: holds a signature that is no base64") from error
    return KeptHead(head[1], int(head[2]), base64.b64decode(head[3]), body, signatures)


def signed_text(text: str, signer: str, key_pem: bytes, where: str) -> str:
    """Return the lines with an Ed25519 signature below them.

    Raises:
        ConfigurationError: the key is no private Ed25519 key without a password.
    """
    try:
        key = serialization.load_pem_private_key(key_pem, password=None)
    except (ValueError, TypeError) as error:
        raise _no_key(where, "private") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(where, "private")
    line = base64.b64encode(_key_hash(signer, key.public_key()) + key.sign(text.encode())).decode()
    return f"{text}\n— {signer} {line}\n"


def is_signed(head: KeptHead, key_pem: bytes, where: str) -> bool:
    """Return whether the owner of a public key signed the head.

    Raises:
        ConfigurationError: the key is no public Ed25519 key.
    """
    try:
        key = serialization.load_pem_public_key(key_pem)
    except ValueError as error:
        raise _no_key(where, "public") from error
    if not isinstance(key, Ed25519PublicKey):
        raise _no_key(where, "public")
    return any(
        _signature_holds(key, signer, signature, head.text) for signer, signature in head.signatures
    )


def read_key(path: Path) -> bytes:
    """Return the bytes of a key file.

    Raises:
        ConfigurationError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{path}: the key cannot be read: {error.strerror}") from error


def _signature_holds(key: Ed25519PublicKey, signer: str, signature: bytes, text: str) -> bool:
    if signature[:4] != _key_hash(signer, key):
        return False
    try:
        key.verify(signature[4:], text.encode())
    except InvalidSignature:
        return False
    return True


def _key_hash(signer: str, key: Ed25519PublicKey) -> bytes:
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return sha256(signer.encode() + b"\n" + _ED25519 + raw).digest()[:4]


def _no_key(where: str, kind: str) -> ConfigurationError:
    return ConfigurationError(
        f"{where}: holds no {kind} Ed25519 key in PEM form without a password; "
        "`openssl genpkey -algorithm ed25519 -out key.pem` makes one, and "
        "`openssl pkey -in key.pem -pubout -out key.pub.pem` its public half"
    )
