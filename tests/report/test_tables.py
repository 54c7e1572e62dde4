import csv
import io
from dataclasses import replace

import pytest

from policytrail.errors import ConfigurationError
from policytrail.report.compared import comparison_of
from policytrail.report.provision_records import Shelf
from policytrail.report.tables import CHANGE_COLUMNS, table_pages
from tests.report import clauses
from tests.report.hostile import hostile_line

SHELF = Shelf(tuple(one for one in clauses.RECORDS if one.is_current))


def test_a_row_stays_one_row_whatever_the_words() -> None:
    text = dict(table_pages([hostile_line(), hostile_line()], [clauses.OURS]))["data/changes.csv"]

    rows = list(csv.reader(io.StringIO(text)))

    assert [len(row) for row in rows] == [len(CHANGE_COLUMNS)] * 3


def test_services_are_compared_type_by_type() -> None:
    peer = replace(clauses.record(clauses.PEER), is_current=True)
    both = Shelf((*SHELF.provisions, peer))

    found = comparison_of(both, ["brook", "aurora"])

    assert [title for _, title in found.types] == ["Arbitration", "Licence to your content"]
    assert [one.service_id for one in found.provisions] == ["aurora", "brook", "aurora"]


def test_one_service_alone_cannot_be_compared() -> None:
    with pytest.raises(ConfigurationError, match="1 services: 2 to 5"):
        comparison_of(SHELF, ["aurora"])


def test_a_service_without_provisions_cannot_be_compared() -> None:
    with pytest.raises(ConfigurationError, match="cove: no provision"):
        comparison_of(SHELF, ["aurora", "cove"])
