"""A document as a person reads it at a terminal."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from flows.cli.extracted import media_type_of
from policytrail.extract import extract
from policytrail.extract.sections import paths_of
from policytrail.model import Block, BlockKind, Document, Failure, Recipe

_PATH_WIDTH = 10


def show_file(path: Path, select: tuple[str, ...], remove: tuple[str, ...]) -> bool:
    """Print what a file says; return whether it is a policy."""
    recipe = Recipe(select, remove)
    return show(path.name, extract(path.read_bytes(), media_type_of(path.name), recipe))


def show(name: str, found: Document | Failure) -> bool:
    """Print what was found; return whether it is a policy."""
    console = Console(soft_wrap=True, highlight=False)
    if isinstance(found, Failure):
        console.print(Text(f"{name}: not the policy ({found.reason}): {found.detail}", "red"))
        return False
    console.print(Text(found.title or name, "bold"))
    facts = [f"language {found.language or 'unknown'}", f"{len(found.blocks)} blocks"]
    facts += [f"{date.kind} {date.date} ({date.text})" for date in found.claimed_dates]
    console.print(Text(f"{' · '.join(facts)}\n{found.sha256}\n", "dim"))
    for block, path in zip(found.blocks, paths_of(found.blocks), strict=True):
        console.print(Text(f"{path:<{_PATH_WIDTH}} ", "dim") + _line(block))
    return True


def _line(block: Block) -> Text:
    number = f"{block.number} " if block.number else ""
    match block.kind:
        case BlockKind.HEADING:
            return Text(f"{'#' * block.level} {number}{block.text}", "bold")
        case BlockKind.ITEM:
            return Text(f"{'  ' * block.level}{number or '- '}{block.text}")
        case BlockKind.ROW:
            return Text(block.text, "bold cyan" if block.level else "cyan")
        case BlockKind.PARAGRAPH | BlockKind.PREFORMATTED:
            return Text(block.text)
