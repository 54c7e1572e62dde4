"""Tables for a person at a terminal, plain lines for a program that reads them."""

import sys
import textwrap
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

_GAP, _INDENT = "  ", "    "


def print_table(
    titles: Sequence[str], rows: Sequence[Sequence[str]], *, beneath: bool = False
) -> None:
    """Print rows under their titles to standard output; nothing if there is no row.

    In a pipe the cells are separated by tabs, one row a line, so that `cut` and `awk` can read it.
    With `beneath`, a person reads the last cell, which is a sentence, below the others of its row.
    """
    if not rows:
        return
    if not sys.stdout.isatty():
        for row in (titles, *rows):
            print("\t".join(" ".join(cell.split()) for cell in row))  # noqa: T201 (the result)
        return
    if beneath:
        _print_beneath(titles, rows)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in titles:
        table.add_column(title, overflow="fold")
    for row in rows:
        # Text, not markup: what servers say may hold brackets.
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def _print_beneath(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    console = Console()
    heads = [*titles[:-1], ""]
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads) - 1)]
    console.print(Text(_format_row(heads, widths), style="bold"), soft_wrap=True)
    for row in rows:
        console.print(Text(_format_row(row, widths)), soft_wrap=True)
        sentence = textwrap.wrap(
            row[-1],
            console.width,
            initial_indent=_INDENT,
            subsequent_indent=_INDENT,
            # An address stays whole, so that it can be opened from the terminal.
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in sentence:
            console.print(Text(line, style="dim"), soft_wrap=True)


def _format_row(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True))
    return _GAP.join(cells).rstrip()
