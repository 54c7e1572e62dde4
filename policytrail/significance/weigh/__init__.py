"""What a substantive change means: topics, severity, adverse edits."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.significance.weigh.adverse_edit import AdverseEdit
    from policytrail.significance.weigh.adverse_rules import find_adverse_edits
    from policytrail.significance.weigh.chosen_facts import choose_facts
    from policytrail.significance.weigh.claims import clause_denies
    from policytrail.significance.weigh.fact_values import (
        AMOUNTS,
        NAMED_PERIODS,
        Amount,
        stated_amount,
    )
    from policytrail.significance.weigh.magnitudes import FIGURES, figure_ratio
    from policytrail.significance.weigh.notices import (
        due_days,
        notices_in,
        score_arrival,
        still_to_come,
    )
    from policytrail.significance.weigh.severity import judge_severity
    from policytrail.significance.weigh.silent_edits import silent_edit_reasons
    from policytrail.significance.weigh.strength import strength_reasons
    from policytrail.significance.weigh.substantive_hunks import (
        SubstantiveHunk,
        find_substantive_hunks,
    )
    from policytrail.significance.weigh.topics import choose_topics

__all__ = [
    "AMOUNTS",
    "FIGURES",
    "NAMED_PERIODS",
    "AdverseEdit",
    "Amount",
    "SubstantiveHunk",
    "choose_facts",
    "choose_topics",
    "clause_denies",
    "due_days",
    "figure_ratio",
    "find_adverse_edits",
    "find_substantive_hunks",
    "judge_severity",
    "notices_in",
    "score_arrival",
    "silent_edit_reasons",
    "stated_amount",
    "still_to_come",
    "strength_reasons",
]
__getattr__ = import_on_demand(__name__, __file__)
