"""A second opinion on each hunk, learned from labelled changes."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.significance.second_opinion.card import (
        card_in_use,
        card_name,
        use_card,
        write_card,
    )
    from policytrail.significance.second_opinion.opinion import (
        asked_hunks,
        certainties_of,
        decided,
        deciding_evidence,
        may_be_muted,
    )
    from policytrail.significance.second_opinion.signs import signs_of
    from policytrail.significance.second_opinion.training import (
        LabelledChange,
        LabelledHunk,
        TrainedCard,
        train_card,
    )

__all__ = [
    "LabelledChange",
    "LabelledHunk",
    "TrainedCard",
    "asked_hunks",
    "card_in_use",
    "card_name",
    "certainties_of",
    "decided",
    "deciding_evidence",
    "may_be_muted",
    "signs_of",
    "train_card",
    "use_card",
    "write_card",
]
__getattr__ = import_on_demand(__name__, __file__)
