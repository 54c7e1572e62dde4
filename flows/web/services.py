"""Services that a reader chose, side by side."""

from http import HTTPStatus
from pathlib import Path

from flows.database import reading_database
from flows.pipeline import NotComparable, compared_services
from flows.web.answers import Answerer, Fields, PageAnswer
from flows.web.faults import database_fault
from policytrail.errors import StorageError
from policytrail.report.html import choose_services_html


def services_answerer(db: Path, out: Path) -> Answerer:
    """Return a function that compares chosen services, from a read-only database."""

    def answer(fields: Fields) -> PageAnswer:
        try:
            with reading_database(db) as connection:
                pages = dict(
                    compared_services(connection, out, fields.get("service", ()), served=True)
                )
            return PageAnswer(next(iter(pages.values())))
        except NotComparable as error:
            return PageAnswer(choose_services_html(fault=str(error)), HTTPStatus.NOT_FOUND)
        except StorageError as error:
            return PageAnswer(
                choose_services_html(fault=database_fault(error)), HTTPStatus.SERVICE_UNAVAILABLE
            )

    return answer
