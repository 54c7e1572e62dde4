"""Ledger entries: each row as one canonical JSON text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from policytrail.evidence.merkle_tree import leaf_hash

Field: TypeAlias = str | int | bool | None | list[str] | list[int]


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One row as entered in the ledger."""

    kind: str
    """The table that the row is of."""
    made_by: str
    """The version of what made a derived row; empty for what was received or declared."""
    fields: Mapping[str, Field]
    """Times are microseconds since 1970; a packed content is the SHA-256 of what was packed."""

    @property
    def text(self) -> str:
        """Return the entry as ASCII JSON with its names in order: the same row, the same text."""
        content = {"table": self.kind, "made_by": self.made_by, **self.fields}
        return json.dumps(content, sort_keys=True, separators=(",", ":"))

    @property
    def leaf(self) -> bytes:
        """Return the entry's hash in the tree."""
        return leaf_hash(self.text.encode())


def row_name(*key: Field) -> int:
    """Return 64 bits that name a row by its key: those that a SHA-256 begins with.

    A row that is named by a SHA-256 keeps the beginning of that name.

    >>> f"{row_name('00ff' * 16):016x}"
    '00ff00ff00ff00ff'
    """
    named = key[0] if len(key) == 1 else None
    if isinstance(named, str) and len(named) == 64 and set(named) <= set("0123456789abcdef"):  # noqa: PLR2004 (a SHA-256 in hex)
        return int(named[:16], 16)
    text = "".join(f"{part}\0" for part in key)
    return int.from_bytes(sha256(text.encode("utf-8", "surrogatepass")).digest()[:8])
