"""The wording of the reports: phrases, names of values, formats."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.report.words import phrases
    from policytrail.report.words.phrases import describe_interval, sentence_words, short_interval
    from policytrail.report.words.wording import (
        LANGUAGES,
        all_wording,
        chosen_language,
        count_with_noun,
        in_language,
        say_text,
    )

__all__ = [
    "LANGUAGES",
    "all_wording",
    "chosen_language",
    "count_with_noun",
    "describe_interval",
    "in_language",
    "phrases",
    "say_text",
    "sentence_words",
    "short_interval",
]
__getattr__ = import_on_demand(__name__, __file__)
