"""The pure stages as filters: one JSON object a line in, one a line out."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from flows.cli.jsonl import provisions
    from flows.cli.jsonl.diff import answer_diff_line, assess_texts
    from flows.cli.jsonl.extract import answer_extract_line, guess_media_type
    from flows.cli.jsonl.frame import run_stage, use_utf8

__all__ = [
    "answer_diff_line",
    "answer_extract_line",
    "assess_texts",
    "guess_media_type",
    "provisions",
    "run_stage",
    "use_utf8",
]
__getattr__ = import_on_demand(__name__, __file__)
