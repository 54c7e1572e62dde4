"""Describes what a change does: statements that both texts bear out, with headline and summary."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.significance.describe.headline_and_summary import (
        Description,
        TellableChange,
        describe_change,
        severity_of_statements,
    )
    from policytrail.significance.describe.word_weight import weight_of_words

__all__ = [
    "Description",
    "TellableChange",
    "describe_change",
    "severity_of_statements",
    "weight_of_words",
]
__getattr__ = import_on_demand(__name__, __file__)
