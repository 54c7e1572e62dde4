"""Classifies each hunk, and the comparison as a whole."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.significance.classify.clusters import edit_clusters
    from policytrail.significance.classify.corrections import normal_spelling
    from policytrail.significance.classify.date_stamps import is_stamp
    from policytrail.significance.classify.document import (
        around_errors,
        edited_within,
        judge_whole,
        measure_overlap,
        says_nothing,
    )
    from policytrail.significance.classify.editions import (
        is_other_edition,
        latest_claimed_date,
        named_regions,
    )
    from policytrail.significance.classify.furniture import is_furniture, is_tile
    from policytrail.significance.classify.hunk import Context, build_context, judge_hunk
    from policytrail.significance.classify.joined_blocks import mark_joined
    from policytrail.significance.classify.judgement import Judgement
    from policytrail.significance.classify.localisation import mark_localised
    from policytrail.significance.classify.masks import hides_email
    from policytrail.significance.classify.quoting import (
        MOST,
        quote_beginning,
        quote_main,
        quote_rule,
    )
    from policytrail.significance.classify.reasons import reasons_for
    from policytrail.significance.classify.renaming import mark_renamed
    from policytrail.significance.classify.served import (
        NOTHING_MUTED,
        Presence,
        Served,
        is_sent_home,
    )
    from policytrail.significance.classify.short_rules import rules_otherwise, states_rule
    from policytrail.significance.classify.suggestions import mark_suggestions
    from policytrail.significance.classify.texts import Texts, word_runs, words_in
    from policytrail.significance.classify.torn_tables import mark_torn_rows
    from policytrail.significance.classify.translated_labels import mark_translated
    from policytrail.significance.classify.variants import find_variants, nearer_variant
    from policytrail.significance.classify.volatile import slot_history, volatile_blocks
    from policytrail.significance.classify.wording import letters_and_digits, signs_in
    from policytrail.significance.classify.zones import BlockZones, Zone, is_prose

__all__ = [
    "MOST",
    "NOTHING_MUTED",
    "BlockZones",
    "Context",
    "Judgement",
    "Presence",
    "Served",
    "Texts",
    "Zone",
    "around_errors",
    "build_context",
    "edit_clusters",
    "edited_within",
    "find_variants",
    "hides_email",
    "is_furniture",
    "is_other_edition",
    "is_prose",
    "is_sent_home",
    "is_stamp",
    "is_tile",
    "judge_hunk",
    "judge_whole",
    "latest_claimed_date",
    "letters_and_digits",
    "mark_joined",
    "mark_localised",
    "mark_renamed",
    "mark_suggestions",
    "mark_torn_rows",
    "mark_translated",
    "measure_overlap",
    "named_regions",
    "nearer_variant",
    "normal_spelling",
    "quote_beginning",
    "quote_main",
    "quote_rule",
    "reasons_for",
    "rules_otherwise",
    "says_nothing",
    "signs_in",
    "slot_history",
    "states_rule",
    "volatile_blocks",
    "word_runs",
    "words_in",
]
__getattr__ = import_on_demand(__name__, __file__)
