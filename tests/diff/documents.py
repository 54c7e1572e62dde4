"""Short documents for tests, strategies that make pairs of them, and what a diff makes of one."""

from hypothesis import strategies as st

from policytrail.model import Block, BlockKind, Diff, Document

WORDS = ("we", "may", "share", "your", "data", "with", "partners", "for", "30", "days", "never")


def document(*texts: str) -> Document:
    """Return a document of paragraphs; a text that begins with `# ` is a heading."""
    return Document(
        tuple(
            Block(BlockKind.HEADING, text[2:], 1)
            if text.startswith("# ")
            else Block(BlockKind.PARAGRAPH, text)
            for text in texts
        )
    )


sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
blocks = st.builds(
    Block,
    st.sampled_from(BlockKind),
    sentences | st.text(min_size=1, max_size=20),
    st.integers(0, 2),
    st.sampled_from(["", "1.", "2."]),
)
documents = st.lists(blocks, max_size=12).map(lambda made: Document(tuple(made)))


@st.composite
def edited(draw: st.DrawFn) -> tuple[Document, Document]:
    """Return a document and what deleting, inserting, moving and rewording makes of it."""
    old = draw(st.lists(blocks, min_size=1, max_size=12))
    new = list(old)
    for _ in range(draw(st.integers(0, 5))):
        place = draw(st.integers(0, max(0, len(new) - 1)))
        match draw(st.sampled_from(["delete", "insert", "move", "reword"])):
            case "insert":
                new.insert(place, draw(blocks))
            case "delete" if new:
                del new[place]
            case "move" if new:
                new.insert(draw(st.integers(0, len(new))), new.pop(place))
            case "reword" if new:
                block = new[place]
                text = f"{block.text} {draw(sentences)}"
                new[place] = Block(block.kind, text, block.level, block.number)
            case _:
                pass
    return Document(tuple(old)), Document(tuple(new))


def apply_diff(diff: Diff, old: Document) -> Document:
    """Return the document that results from a diff: equal blocks and shown numbers.

    Blocks of the new document outside all hunks are the old document's blocks outside all hunks, in
    order.
    """
    placed: dict[int, Block] = {}
    removed: set[int] = set()
    for hunk in diff.hunks:
        if hunk.old is not None:
            removed.update(range(hunk.old.first, hunk.old.last + 1))
        if hunk.new is not None:
            placed.update(enumerate(hunk.new.blocks, hunk.new.first))
    kept = iter(block for place, block in enumerate(old.blocks) if place not in removed)
    blocks = (
        placed[place] if place in placed else next(kept) for place in range(diff.stats.blocks_new)
    )
    return Document(tuple(blocks))
