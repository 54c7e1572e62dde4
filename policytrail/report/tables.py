"""Changes and provisions as CSV, for spreadsheets and statistics."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from policytrail.report.published import iso
from policytrail.report.records import ChangeLine
from policytrail.report.render import shown
from policytrail.report.services import ProvisionLine

CHANGE_COLUMNS = (
    "change_id",
    "source_id",
    "service_id",
    "service",
    "policy_type",
    "not_before",
    "not_after",
    "kind",
    "severity",
    "alert",
    "silent",
    "is_reversion",
    "topics",
    "words_added",
    "words_removed",
    "summary",
)
PROVISION_COLUMNS = (
    "provision_id",
    "type",
    "title",
    "source_id",
    "service_id",
    "service",
    "policy_type",
    "severity",
    "confidence",
    "block",
    "excerpt",
)
# A cell that begins so is a formula to a spreadsheet, and the words are not ours.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_pages(
    changes: Iterable[ChangeLine], provisions: Iterable[ProvisionLine]
) -> Iterator[tuple[str, str]]:
    """Yield all changes and all provisions as CSV."""
    yield "data/changes.csv", _csv(CHANGE_COLUMNS, map(_change, changes))
    yield "data/provisions.csv", _csv(PROVISION_COLUMNS, map(_provision, provisions))


def _change(one: ChangeLine) -> Sequence[object]:
    return (
        one.change_id,
        one.source_id,
        one.service_id,
        one.service,
        one.policy_type,
        iso(one.not_before),
        iso(one.not_after),
        one.kind,
        one.severity,
        one.alert,
        one.silent,
        one.is_reversion,
        " ".join(one.topics),
        one.words_added,
        one.words_removed,
        one.summary,
    )


def _provision(one: ProvisionLine) -> Sequence[object]:
    return (
        one.provision_id,
        one.type,
        one.title,
        one.source_id,
        one.service_id,
        one.service,
        one.policy_type,
        one.severity,
        one.confidence,
        one.block,
        one.excerpt,
    )


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return the rows as CSV (RFC 4180); truth values are `true` and `false`."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    """Return a value as a cell: words that a spreadsheet would run get a quote mark in front.

    >>> _cell("=1+1"), _cell(True), _cell(3)
    ("'=1+1", 'true', 3)
    """
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return value
    text = shown(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
