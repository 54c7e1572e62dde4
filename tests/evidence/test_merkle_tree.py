"""The tree of RFC 9162, held against the RFC's own construction and published vectors."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrail.evidence import check
from policytrail.evidence.merkle_tree import (
    MerkleTree,
    leaf_hash,
    node_hash,
)

# The entries and roots that the implementations of Certificate Transparency are tested with.
ENTRIES = tuple(
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
)
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
SIZES = st.integers(1, 200)
root_of = cast("Callable[[str, int, int, Sequence[str]], bytes | None]", vars(check)["root_of"])
"""The checker that travels with evidence packages; it has no annotations, for any Python from 3.8 on."""


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(size)]


def split_of(size: int) -> int:
    split = 1
    while split * 2 < size:
        split *= 2
    return split


def plain_root(leaves: list[bytes]) -> bytes:
    """Return MTH of RFC 9162, 2.1.1, word by word."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    split = split_of(len(leaves))
    return node_hash(plain_root(leaves[:split]), plain_root(leaves[split:]))


def plain_inclusion(position: int, leaves: list[bytes]) -> list[bytes]:
    """Return PATH of RFC 9162, 2.1.3.1, word by word."""
    if len(leaves) == 1:
        return []
    split = split_of(len(leaves))
    if position < split:
        return [*plain_inclusion(position, leaves[:split]), plain_root(leaves[split:])]
    return [*plain_inclusion(position - split, leaves[split:]), plain_root(leaves[:split])]


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_the_published_roots_come_out(size: int) -> None:
    tree = MerkleTree([leaf_hash(entry) for entry in ENTRIES[:size]])

    assert tree.root_hash().hex() == ROOTS[size]


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_a_larger_tree_still_knows_its_earlier_roots(size: int) -> None:
    tree = MerkleTree([leaf_hash(entry) for entry in ENTRIES])

    assert tree.root_hash(size).hex() == ROOTS[size]


@given(SIZES)
def test_the_root_is_that_of_the_rfc(size: int) -> None:
    assert MerkleTree(leaves_of(size)).root_hash() == plain_root(leaves_of(size))


@given(SIZES, st.data())
def test_an_inclusion_proof_is_that_of_the_rfc_and_leads_to_the_root(
    size: int, data: st.DataObject
) -> None:
    leaves = leaves_of(size)
    position = data.draw(st.integers(0, size - 1))

    proof = MerkleTree(leaves).inclusion_proof(position)

    assert list(proof) == plain_inclusion(position, leaves)
    shown = [each.hex() for each in proof]
    assert root_of(str(position), position, size, shown) == plain_root(leaves)


@given(SIZES, st.data())
def test_no_other_entry_is_proved_and_none_elsewhere(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    tree = MerkleTree(leaves)
    position = data.draw(st.integers(0, size - 1))
    elsewhere = data.draw(st.integers(0, size).filter(lambda other: other != position))
    proof = [each.hex() for each in tree.inclusion_proof(position)]
    entry = str(position)

    assert root_of("forged", position, size, proof) != tree.root_hash()
    assert root_of(entry, elsewhere, size, proof) != tree.root_hash()
    assert root_of(entry, position, size, [*proof, proof[0] if proof else ""]) is None


@given(st.integers(2, 200), st.data())
def test_a_rewritten_past_has_another_root(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    old_size = data.draw(st.integers(1, size - 1))
    altered = data.draw(st.integers(0, old_size - 1))
    rewritten = MerkleTree([*leaves[:altered], leaf_hash(b"forged"), *leaves[altered + 1 :]])

    assert rewritten.root_hash(old_size) != MerkleTree(leaves).root_hash(old_size)


@pytest.mark.parametrize("ask", ["root", "inclusion"])
def test_what_the_ledger_does_not_have_is_refused(ask: str) -> None:
    tree = MerkleTree(leaves_of(5))
    asked = {
        "root": lambda: tree.root_hash(6),
        "inclusion": lambda: tree.inclusion_proof(5),
    }

    with pytest.raises(ValueError, match="entr"):
        asked[ask]()
