"""How results are shown to a person at a terminal."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from flows.cli.terminal.changes import print_changes
    from flows.cli.terminal.clean_output import clean_standard_streams, escaped_orders
    from flows.cli.terminal.new_changes import print_new_changes
    from flows.cli.terminal.outline import show_all
    from flows.cli.terminal.progress import show_progress
    from flows.cli.terminal.redline import show_files
    from flows.cli.terminal.tables import print_table

__all__ = [
    "clean_standard_streams",
    "escaped_orders",
    "print_changes",
    "print_new_changes",
    "print_table",
    "show_all",
    "show_files",
    "show_progress",
]
__getattr__ = import_on_demand(__name__, __file__)
