"""What a policy says: typed clauses, each bound to the words that state it."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.provisions import (
        judge_training,
        labelled_sets,
        regulations,
        taxonomy,
        taxonomy_markdown,
        typing_judge,
        typing_model,
        typing_training,
    )
    from policytrail.provisions.feature_space import Flags, Floats
    from policytrail.provisions.find import (
        Finder,
        build_finder,
        find_provisions,
        finder_with,
        shipped_finder,
    )
    from policytrail.provisions.gold import GoldSentence, match_gold_sentences, read_gold
    from policytrail.provisions.gold_score import Tally, calibration_error
    from policytrail.provisions.hints import Hints, hints_from_matches, of_segment
    from policytrail.provisions.judge_training import THRESHOLD
    from policytrail.provisions.lineage import build_lineages, compare_provisions
    from policytrail.provisions.matcher import Matcher
    from policytrail.provisions.observe import Observed
    from policytrail.provisions.passages import Passages, read_passages
    from policytrail.provisions.places import foreign_blocks
    from policytrail.provisions.prevalence import SURE, count_prevalence
    from policytrail.provisions.regulations import Regulations, authorities_for_laws, laws_with_ids
    from policytrail.provisions.segments import FILE
    from policytrail.provisions.spans import also_said, is_main
    from policytrail.provisions.taxonomy import ProvisionType, shipped_taxonomy
    from policytrail.provisions.terminal_listing import (
        contradictions_table,
        provisions_table,
        trackers_table,
    )
    from policytrail.provisions.topics import shipped_model
    from policytrail.provisions.training import Settings, Trained, train_model
    from policytrail.provisions.typing_space import feature_bags
    from policytrail.provisions.typing_training import Lesson

__all__ = [
    "FILE",
    "SURE",
    "THRESHOLD",
    "Finder",
    "Flags",
    "Floats",
    "GoldSentence",
    "Hints",
    "Lesson",
    "Matcher",
    "Observed",
    "Passages",
    "ProvisionType",
    "Regulations",
    "Settings",
    "Tally",
    "Trained",
    "also_said",
    "authorities_for_laws",
    "build_finder",
    "build_lineages",
    "calibration_error",
    "compare_provisions",
    "contradictions_table",
    "count_prevalence",
    "feature_bags",
    "find_provisions",
    "finder_with",
    "foreign_blocks",
    "hints_from_matches",
    "is_main",
    "judge_training",
    "labelled_sets",
    "laws_with_ids",
    "match_gold_sentences",
    "of_segment",
    "provisions_table",
    "read_gold",
    "read_passages",
    "regulations",
    "shipped_finder",
    "shipped_model",
    "shipped_taxonomy",
    "taxonomy",
    "taxonomy_markdown",
    "trackers_table",
    "train_model",
    "typing_judge",
    "typing_model",
    "typing_training",
]
__getattr__ = import_on_demand(__name__, __file__)
