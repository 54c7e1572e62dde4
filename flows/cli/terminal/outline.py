"""A document as a person reads it at a terminal."""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.text import Text

from flows.cli.jsonl import guess_media_type
from flows.pipeline import extract_in_worker
from policytrail.errors import FetchError
from policytrail.extract import section_paths
from policytrail.fetch import Http, Request, from_environment
from policytrail.model import Block, BlockKind, Document, Failure, Recipe

_PATH_WIDTH = 10


def show_all(names: Sequence[str], recipe: Recipe) -> bool:
    """Print what each file or URL says; return whether all of them are policies."""
    with ExitStack() as opened:
        http: Http | None = None
        shown: list[bool] = []
        for name in names:
            try:
                if is_url(name):
                    http = http or opened.enter_context(Http(from_environment(os.environ)))
                    shown.append(show_url(name, recipe, http))
                else:
                    shown.append(show_file(Path(name), recipe))
            except FetchError as error:
                shown.append(_print_failure(str(error)))
            except OSError as error:
                shown.append(_print_failure(f"{name}: cannot be read: {error.strerror}"))
    return all(shown)


def is_url(name: str) -> bool:
    """Return whether an argument is fetched; anything else is a file."""
    return name.lower().startswith(("http://", "https://"))


def show_url(url: str, recipe: Recipe, http: Http) -> bool:
    """Print what a URL sends; return whether it is a policy.

    Raises:
        FetchError: it could not be had.
    """
    answer = http.get(Request(url))
    media_type = answer.header("Content-Type") or ""
    return show_outline(
        answer.final_url, extract_in_worker(answer.body, media_type, recipe, answer.final_url)
    )


def show_file(path: Path, recipe: Recipe) -> bool:
    """Print what a file says; return whether it is a policy."""
    return show_outline(
        path.name, extract_in_worker(path.read_bytes(), guess_media_type(path.name), recipe)
    )


def _print_failure(message: str) -> bool:
    Console(stderr=True, soft_wrap=True, highlight=False).print(Text(f"policytrail: {message}"))
    return False


def show_outline(name: str, extracted: Document | Failure) -> bool:
    """Print what was found; return whether it is a policy."""
    console = Console(soft_wrap=True, highlight=False)
    if isinstance(extracted, Failure):
        console.print(
            Text(f"{name}: not the policy ({extracted.reason}): {extracted.detail}", "red")
        )
        return False
    console.print(Text(extracted.title or name, "bold"))
    facts = [f"language {extracted.language or 'unknown'}", f"{len(extracted.blocks)} blocks"]
    facts += [f"{date.kind} {date.date} ({date.text})" for date in extracted.claimed_dates]
    console.print(Text(f"{' · '.join(facts)}\n{extracted.sha256}\n", "dim"))
    for block, path in zip(extracted.blocks, section_paths(extracted.blocks), strict=True):
        console.print(Text(f"{path:<{_PATH_WIDTH}} ", "dim") + _block_line(block))
    return True


def _block_line(block: Block) -> Text:
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
