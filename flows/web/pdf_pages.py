"""A page of the reports as PDF, made on request."""

from http import HTTPStatus
from pathlib import Path

from flows.pdf import page_to_pdf
from flows.web.answers import Answerer, Fields, PageAnswer
from flows.web.faults import paper_fault
from flows.web.files import MEDIA_TYPES, report_file_at
from policytrail.errors import PolicyTrailError
from policytrail.report.html import paper_html


def paper_answerer(out: Path) -> Answerer:
    """Return a function that makes a page of a folder of reports into a PDF."""

    def answer(fields: Fields) -> PageAnswer:
        leaf = report_file_at(out, fields.get("page", ("",))[0])
        if leaf is None or leaf.media_type != MEDIA_TYPES[".html"]:
            return PageAnswer(paper_html(), HTTPStatus.NOT_FOUND)
        try:
            return PageAnswer(page_to_pdf(leaf.file, out), media_type=MEDIA_TYPES[".pdf"])
        except PolicyTrailError as error:
            return PageAnswer(paper_html(paper_fault(error)), HTTPStatus.SERVICE_UNAVAILABLE)

    return answer
