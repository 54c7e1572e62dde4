"""Check the ledger against a head that was kept elsewhere."""

from dataclasses import dataclass
from pathlib import Path

from policytrail.errors import ConfigurationError
from policytrail.evidence.heads import (
    KeptHead,
    TreeHead,
    is_signed,
    read_head,
    read_key,
    signed_text,
)
from policytrail.evidence.ledger import MerkleTree
from storage.database import Connection
from storage.ledger import current_tree, tree_head


@dataclass(frozen=True, slots=True)
class Expected:
    """A head that was kept elsewhere, and the key that must have signed it."""

    file: Path
    key: Path | None = None
    """A public key; None where any head will do."""


def kept_head(file: Path) -> KeptHead:
    """Return the head in a file.

    Raises:
        ConfigurationError: the file cannot be read, or holds none.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it holds no tree head"
        raise ConfigurationError(f"{file}: cannot be read: {reason}") from error
    return read_head(text, str(file))


def shown_head(connection: Connection, signing_key: Path | None) -> str:
    """Return the head of the ledger as it is now; signed, with a private key.

    Raises:
        ConfigurationError: the key cannot be used.
    """
    text = tree_head(current_tree(connection)).text
    if signing_key is None:
        return text
    return signed_text(text, "policytrail", read_key(signing_key), str(signing_key))


def broken_promises(connection: Connection, expected: Expected) -> tuple[str, ...]:
    """Return how the ledger contradicts the kept head; empty if it has only grown.

    Raises:
        ConfigurationError: the head or the key cannot be read.
    """
    kept = kept_head(expected.file)
    found = list(_differing_heads(kept, current_tree(connection), str(expected.file)))
    if expected.key is not None:
        pem = read_key(expected.key)
        if not is_signed(kept, pem, str(expected.key)):
            found.insert(0, f"{expected.file}: was not signed with the key of {expected.key}")
    return tuple(found)


def _differing_heads(kept: KeptHead, tree: MerkleTree, where: str) -> list[str]:
    now: TreeHead = tree_head(tree)
    if kept.size == 0:
        return []
    if tree.size < kept.size:
        return [
            f"{where}: the ledger had {kept.size} entries and has {tree.size}: entries are gone"
        ]
    if tree.root_hash(kept.size) == kept.root:
        return []
    if now.origin != kept.origin:
        return [
            f"{where}: is the head of another ledger ({kept.origin}, this one is {now.origin}), or "
            "its first entry was rewritten"
        ]
    return [f"{where}: the first {kept.size} entries are not those that it vouches for"]
