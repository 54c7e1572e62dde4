"""Sentences, words, dates, durations and languages: one way to read each."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.language.bare_words import spelt_out, stem_of, telling_words, words_of
    from policytrail.language.dates import YEAR, Day, days_in
    from policytrail.language.detect import detect_language
    from policytrail.language.durations import find_durations, total_days
    from policytrail.language.function_words import FUNCTION_WORDS
    from policytrail.language.passage_still_said import Nearest, Standing, TextIndex
    from policytrail.language.policy_words import POLICY_LANGUAGES, policy_words_in
    from policytrail.language.sentences import (
        WORDS,
        fold_for_matching,
        sentence_spans,
        split_clauses,
        split_sentences,
    )
    from policytrail.language.similarity import (
        count_words,
        differing_sentences,
        find_counterpart,
        word_similarity,
    )
    from policytrail.language.spelling import is_known_word

__all__ = [
    "FUNCTION_WORDS",
    "POLICY_LANGUAGES",
    "WORDS",
    "YEAR",
    "Day",
    "Nearest",
    "Standing",
    "TextIndex",
    "count_words",
    "days_in",
    "detect_language",
    "differing_sentences",
    "find_counterpart",
    "find_durations",
    "fold_for_matching",
    "is_known_word",
    "policy_words_in",
    "sentence_spans",
    "spelt_out",
    "split_clauses",
    "split_sentences",
    "stem_of",
    "telling_words",
    "total_days",
    "word_similarity",
    "words_of",
]
__getattr__ = import_on_demand(__name__, __file__)
