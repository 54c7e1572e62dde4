"""The report server's response when a reader compares two versions."""

from http import HTTPStatus
from pathlib import Path

from flows.database import reading_database
from flows.pipeline import Asked, NotComparable, compared_page
from flows.web.faults import database_fault
from flows.web.site import Compare
from policytrail.errors import DatabaseBusy, StorageError
from policytrail.report.html import compare_html


def comparer_for(db: Path) -> Compare:
    """Return a function that compares two versions in a read-only database."""

    def compare(source_id: str, before: str, after: str) -> tuple[HTTPStatus, str]:
        asked = f"{source_id} {before} {after}"
        try:
            with reading_database(db) as connection:
                wanted = Asked(source_id, before, after)
                return HTTPStatus.OK, compared_page(connection, wanted, served=True)[1]
        except NotComparable as error:
            return HTTPStatus.NOT_FOUND, compare_html(str(error))
        except DatabaseBusy as error:
            return HTTPStatus.SERVICE_UNAVAILABLE, compare_html(database_fault(error), asked)
        except StorageError as error:
            return HTTPStatus.INTERNAL_SERVER_ERROR, compare_html(database_fault(error), asked)

    return compare
