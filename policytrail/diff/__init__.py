"""Compares two documents: complete, minimal, and the same on every machine."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.diff.compare import compare_documents
    from policytrail.diff.moved_blocks import list_introduction
    from policytrail.diff.renumber import split_number
    from policytrail.diff.sequence import EqualRun, align_tokens
    from policytrail.diff.whole import replace_whole
    from policytrail.diff.words import edits_between

__all__ = [
    "EqualRun",
    "align_tokens",
    "compare_documents",
    "edits_between",
    "list_introduction",
    "replace_whole",
    "split_number",
]
__getattr__ = import_on_demand(__name__, __file__)
