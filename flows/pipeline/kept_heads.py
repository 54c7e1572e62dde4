"""Check the ledger against a head that was kept elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.pipeline.written_file import written_whole
from policytrail.errors import ConfigurationError, TimestampError
from policytrail.evidence import (
    QUERY_TYPE,
    KeptHead,
    MerkleTree,
    TreeHead,
    build_query,
    check_answer,
    is_signed,
    read_head,
    read_key,
    signed_text,
    stamped_time,
)
from policytrail.fetch import FetchSettings, Http, Request
from storage import Connection, current_tree, tree_head


@dataclass(frozen=True, slots=True)
class Expected:
    """A head that was kept elsewhere, and the key that must have signed it."""

    file: Path
    key: Path | None = None
    """A public key; None where any head will do."""
    authority: Path | None = None
    """Certificates of the authority that must have stamped it; None where no stamp is needed."""


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
    """Return how the ledger contradicts a head kept elsewhere; empty if it has only grown.

    Raises:
        ConfigurationError: the head cannot be read.
    """
    kept = kept_head(expected.file)
    return tuple(_differing_heads(kept, current_tree(connection), str(expected.file)))


def doubts_about(expected: Expected) -> tuple[str, ...]:
    """Return why the head itself cannot be relied on: a wrong signature, or no time stamp.

    Raises:
        ConfigurationError: the head, the key or the certificates cannot be read.
    """
    doubts: list[str] = []
    if expected.key is not None:
        pem = read_key(expected.key)
        if not is_signed(kept_head(expected.file), pem, str(expected.key)):
            doubts.append(f"{expected.file}: was not signed with the key of {expected.key}")
    if expected.authority is not None:
        try:
            head_stamped_at(expected.file, expected.authority)
        except TimestampError as error:
            doubts.append(str(error))
    return tuple(doubts)


def stamp_head(file: Path, authority_url: str, settings: FetchSettings) -> datetime:
    """Have an authority stamp a kept head, write its answer to `FILE.tsr`, and return the time.

    Raises:
        ConfigurationError: the file holds no head, or the stamp cannot be written.
        FetchError: the authority did not answer.
        TimestampError: its answer is no stamp of this file.
    """
    kept_head(file)
    query = build_query(file.read_bytes())
    with Http(settings) as http:
        answer = http.get(
            Request(authority_url, (("Content-Type", QUERY_TYPE),), follow=False, body=query.der)
        )
    stamped_at = check_answer(query, answer.body, authority_url)
    with written_whole(stamp_beside(file)) as path:
        path.write_bytes(answer.body)
    return stamped_at


def head_stamped_at(file: Path, certificates: Path) -> datetime:
    """Return when a trusted authority stamped the head in a file.

    Raises:
        ConfigurationError: the certificates cannot be read.
        TimestampError: there is no stamp, or it does not vouch for the head.
    """
    stamp = stamp_beside(file)
    if not stamp.is_file():
        raise TimestampError(f"{stamp}: no such file; `policytrail timestamp {file}` makes it")
    return stamped_time(file.read_bytes(), stamp.read_bytes(), read_key(certificates), str(stamp))


def stamp_beside(file: Path) -> Path:
    """Return where the stamp of a kept head stands."""
    return file.with_name(f"{file.name}.tsr")


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
