"""Loads what a run reads from files of its own, before it is forked: models, templates, libraries."""

from policytrail.diff import compare_documents
from policytrail.extract import extract
from policytrail.governance import read_document
from policytrail.model import Document, Failure, Recipe
from policytrail.report.build import shipped_kinds
from policytrail.report.site import no_document
from policytrail.significance import assess_change
from tests.pipeline.every_row import page
from tests.report import told
from tests.report.whole import site_pages


def load_all() -> None:
    """Do each step of a run once."""
    old, new = (result for days in (30, 90) if isinstance(result := _read(days), Document))
    assess_change(compare_documents(old, new), old, new)
    read_document(old)
    list(site_pages([told.history(), *told.other_histories()], no_document))
    shipped_kinds()


def _read(days: int) -> Document | Failure:
    return extract(page(days), "text/html", Recipe())
