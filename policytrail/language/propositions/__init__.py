"""Parses sentences: who may, must, will or does not do what, to whom, and on which condition."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.language.propositions.proposition import (
        Actor,
        Condition,
        Force,
        Limitation,
        Proposition,
    )
    from policytrail.language.propositions.read import read_sentence

__all__ = ["Actor", "Condition", "Force", "Limitation", "Proposition", "read_sentence"]
__getattr__ = import_on_demand(__name__, __file__)
