"""Tables for a person at a terminal, plain lines for a program that reads them."""

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text


def print_table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their titles to standard output; nothing if there is no row.

    In a pipe the cells are separated by tabs, one row a line, so that `cut` and `awk` can read it.
    """
    if not rows:
        return
    if not sys.stdout.isatty():
        for row in (titles, *rows):
            print("\t".join(" ".join(cell.split()) for cell in row))  # noqa: T201 (the result)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in titles:
        table.add_column(title, overflow="fold")
    for row in rows:
        # Text, not markup: what servers say may hold brackets.
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
