"""How often Python looks for cycles of dead objects."""

import gc
from typing import Final

_NEW_OBJECTS: Final = 20_000
"""So many new objects, less those that are gone, bring on a search. Python's own 700 make it search
often while a document is read, whose values last and form no cycles: a tenth of the processor of
finding provisions."""


def search_cycles_seldom() -> None:
    """Let this process look for cycles of dead objects less often than Python does."""
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
