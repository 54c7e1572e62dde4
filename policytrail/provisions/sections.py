"""The address of each block in the headings of its document."""

from collections.abc import Iterator

from policytrail.model.document import BlockKind, Document


def paths_of(document: Document) -> Iterator[str]:
    """Yield the section path of each block: the numbers of the headings above it, `2/1`.

    A heading that skips levels counts as one step down, so that a policy written with `h2` and
    `h4` reads like one written with `h1` and `h2`.
    """
    levels: list[int] = []
    counts: list[int] = []
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            _enter(levels, counts, block.level)
        yield "/".join(map(str, counts))


def _enter(levels: list[int], counts: list[int], level: int) -> None:
    while levels and levels[-1] > level and (len(levels) == 1 or levels[-2] >= level):
        levels.pop()
        counts.pop()
    if levels and levels[-1] >= level:
        levels[-1] = level
        counts[-1] += 1
    else:
        levels.append(level)
        counts.append(1)
