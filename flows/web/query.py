"""The report server's answer to a question in SQL."""

from http import HTTPStatus
from pathlib import Path
from typing import Final

from flows.pipeline import MEBIBYTE, Exceeded, Limits, do_limited
from flows.web.answers import Answerer, Fields, PageAnswer
from policytrail.report.html import QueryResult, query_html
from storage import LONGEST_S, QuestionRefused, ask_question, opened_tables

_LIMITS: Final = Limits(processor_s=LONGEST_S + 1, output_bytes=8 * MEBIBYTE)
"""DuckDB cannot be interrupted within one row, and does not count the memory of rows in Python."""


def query_answerer(out: Path) -> Answerer:
    """Return what answers a question over the tables in a folder of reports."""

    def answer(fields: Fields) -> PageAnswer:
        asked = fields.get("sql", ("",))[0]
        result = do_limited(answer_question, (out / "data", asked), _LIMITS)
        if isinstance(result, QueryResult):
            return PageAnswer(query_html(asked, result))
        fault = f"The question {result.reason}." if isinstance(result, Exceeded) else result
        return PageAnswer(query_html(asked, fault=fault), HTTPStatus.BAD_REQUEST)

    return answer


def answer_question(asked: tuple[Path, str]) -> QueryResult | str:
    """Return what a question gives over the tables of a folder, or why it is refused."""
    folder, sql = asked
    try:
        with opened_tables(folder) as connection:
            return ask_question(connection, sql)
    except QuestionRefused as error:
        return str(error)
