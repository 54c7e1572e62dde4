"""An append-only ledger: the Merkle tree of RFC 9162, whose root commits to all entries.

Source: RFC 9162 (Certificate Transparency 2.0), section 2.1; the same tree as RFC 6962. Whoever kept
a root of an earlier size sees whether the tree has only grown since: its first entries still have that
root. Whoever has a root can be shown that an entry is in the tree without seeing the others (an
inclusion proof), which grows with the logarithm of the number of entries.
"""

from collections.abc import Sequence
from hashlib import sha256

EMPTY_ROOT = sha256().digest()
"""The root of a ledger without entries."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry's leaf in the tree."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two neighbouring parts of the tree."""
    return sha256(b"\1" + left + right).digest()


class MerkleTree:
    """The tree over the hashes of all entries, oldest first."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        """Hash the leaves, level by level: one hash for each leaf in all."""
        self._levels = [list(leaves)]
        while len(below := self._levels[-1]) > 1:
            pairs = zip(below[::2], below[1::2], strict=False)
            self._levels.append([node_hash(left, right) for left, right in pairs])

    @property
    def size(self) -> int:
        """Return how many entries there are."""
        return len(self._levels[0])

    def leaf_at(self, position: int) -> bytes:
        """Return the hash of an entry."""
        return self._levels[0][position]

    def root_hash(self, size: int | None = None) -> bytes:
        """Return the root over the first `size` entries; over all of them if that is None.

        Raises:
            ValueError: there are not so many entries.
        """
        wanted = self.size if size is None else size
        if not 0 <= wanted <= self.size:
            raise ValueError(f"the ledger has {self.size} entries, not {wanted}")
        return self._hash_range(0, wanted) if wanted else EMPTY_ROOT

    def inclusion_proof(self, position: int, size: int | None = None) -> tuple[bytes, ...]:
        """Return the inclusion proof of an entry among the first `size`: RFC 9162, 2.1.3.1.

        Raises:
            ValueError: there is no such entry among them.
        """
        wanted = self.size if size is None else size
        if not 0 <= position < wanted <= self.size:
            raise ValueError(f"there is no entry {position} among the first {wanted}")
        start, end = 0, wanted
        proof: list[bytes] = []
        while end - start > 1:
            middle = start + _largest_power_below(end - start)
            if position < middle:
                proof.append(self._hash_range(middle, end))
                end = middle
            else:
                proof.append(self._hash_range(start, middle))
                start = middle
        return tuple(reversed(proof))

    def _hash_range(self, start: int, end: int) -> bytes:
        """Return the hash of the part from `start` to before `end`, as the tree is divided."""
        size = end - start
        if size & (size - 1) == 0:
            level = size.bit_length() - 1
            return self._levels[level][start >> level]
        middle = start + _largest_power_below(size)
        return node_hash(self._hash_range(start, middle), self._hash_range(middle, end))


def _largest_power_below(size: int) -> int:
    """Return the largest power of two that is smaller than a size of two or more."""
    return 1 << (size - 1).bit_length() - 1
