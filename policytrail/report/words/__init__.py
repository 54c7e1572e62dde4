"""The wording of the reports: phrases, names of values, formats."""

from typing import TYPE_CHECKING

from policytrail.front_door import import_on_demand

if TYPE_CHECKING:
    from policytrail.report.words import phrases
    from policytrail.report.words.phrases import describe_interval, sentence_words, short_interval
    from policytrail.report.words.wording import all_wording, count_with_noun, say_text

__all__ = [
    "all_wording",
    "count_with_noun",
    "describe_interval",
    "phrases",
    "say_text",
    "sentence_words",
    "short_interval",
]
__getattr__ = import_on_demand(__name__, __file__)
