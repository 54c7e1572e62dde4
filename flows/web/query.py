"""The report server's answer to a question in SQL."""

from http import HTTPStatus
from pathlib import Path

from flows.web.answers import Answerer, Fields, PageAnswer
from policytrail.report.html import query_html
from storage import QuestionRefused, ask_question, opened_tables


def query_answerer(out: Path) -> Answerer:
    """Return what answers a question over the tables in a folder of reports."""

    def answer(fields: Fields) -> PageAnswer:
        asked = fields.get("sql", ("",))[0]
        try:
            with opened_tables(out / "data") as connection:
                return PageAnswer(query_html(asked, ask_question(connection, asked)))
        except QuestionRefused as error:
            return PageAnswer(query_html(asked, fault=str(error)), HTTPStatus.BAD_REQUEST)

    return answer
