from policytrail.model import Block, BlockKind, Document
from policytrail.significance.classify.volatile import volatile_blocks


def edition(*texts: str) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))


def counting(*numbers: int) -> list[Document]:
    return [edition("We keep it.", f"Seen by {number} people.", "The end.") for number in numbers]


def test_a_block_that_changes_from_version_to_version_is_volatile() -> None:
    *earlier, current = counting(1, 2, 3, 4, 5)

    assert volatile_blocks(current, earlier) == {1}


def test_a_clause_that_changed_once_is_not_volatile() -> None:
    earlier = counting(1, 1, 1, 2)

    assert volatile_blocks(counting(2)[0], earlier) == frozenset()


def test_few_versions_tell_nothing() -> None:
    assert volatile_blocks(counting(4)[0], counting(1, 2, 3)) == frozenset()
