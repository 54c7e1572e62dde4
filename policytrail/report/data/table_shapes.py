"""The data tables: their names and columns, and where their rows come from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from policytrail.report.data.table_rows import (
    Cells,
    Entries,
    announcement_rows,
    attribute_rows,
    change_rows,
    fact_rows,
    gap_rows,
    moves_of_kind,
    provision_rows,
    reason_rows,
    review_rows,
    statement_rows,
    tracker_rows,
)


class Cell(StrEnum):
    """The type of the cells of a column."""

    TEXT = "text"
    TIME = "time"
    FLAG = "flag"
    WHOLE = "whole"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table without its rows."""

    name: str
    columns: tuple[tuple[str, Cell], ...]
    rows_from: Callable[[Entries], Iterator[Cells]]
    is_sheet: bool = True
    """Whether it is written for spreadsheets too: not if it has more rows than they show."""


def _named_columns(
    text: str = "", time: str = "", flag: str = "", whole: str = "", number: str = ""
) -> dict[str, Cell]:
    """Return what each of some columns holds; the names of a kind stand in one text."""
    given = zip(Cell, (text, time, flag, whole, number), strict=True)
    return {name: cell for cell, names in given for name in names.split()}


def _ordered_columns(order: str, **kinds: str) -> tuple[tuple[str, Cell], ...]:
    """Return columns in their order; those that are of no named kind hold text."""
    cells = _named_columns(**kinds)
    return tuple((name, cells.get(name, Cell.TEXT)) for name in order.split())


SOURCES: Final = _ordered_columns(
    "source_id service_id service policy_type url fetch every_s tags recipe_sha256", whole="every_s"
)


_PLACE: Final = "change_id source_id"
SHAPES: Final = (
    TableShape(
        "changes",
        _ordered_columns(
            f"{_PLACE} service_id service policy_type not_before not_after kind severity alert "
            "silent is_reversion topics words_added words_removed headline summary",
            time="not_before not_after",
            flag="alert silent is_reversion",
            whole="words_added words_removed",
        ),
        change_rows,
    ),
    TableShape(
        "reasons", _ordered_columns(f"{_PLACE} code detail hunk", whole="hunk"), reason_rows
    ),
    TableShape(
        "facts",
        _ordered_columns(
            f"{_PLACE} what old new old_days new_days hunk",
            number="old_days new_days",
            whole="hunk",
        ),
        fact_rows,
    ),
    TableShape(
        "statements",
        _ordered_columns(f"{_PLACE} kind headline text certainty hunk", whole="hunk"),
        statement_rows,
    ),
    TableShape(
        "provision_moves",
        _ordered_columns(f"{_PLACE} type move old new severity reason hunk", whole="hunk"),
        moves_of_kind("provision"),
    ),
    TableShape(
        "tracker_moves",
        _ordered_columns(f"{_PLACE} name move old new detail hunk", whole="hunk"),
        moves_of_kind("tracker"),
    ),
    TableShape(
        "reviews",
        _ordered_columns(
            f"{_PLACE} reviewed_at reviewed_by verdict severity note", time="reviewed_at"
        ),
        review_rows,
    ),
    TableShape(
        "announcements",
        _ordered_columns(
            "source_id due first_seen state change_id date_kept notice_days promised_days preview "
            "as_announced preview_sha256 text",
            time="first_seen",
            flag="date_kept as_announced",
            whole="notice_days promised_days",
        ),
        announcement_rows,
    ),
    TableShape(
        "gaps",
        _ordered_columns(
            "source_id since until same_text tries",
            time="since until",
            flag="same_text",
            whole="tries",
        ),
        gap_rows,
    ),
    TableShape(
        "provisions",
        _ordered_columns(
            "provision_id type title source_id service_id service policy_type severity confidence "
            "block excerpt stated severity_rule",
            number="confidence",
            whole="block",
        ),
        provision_rows,
    ),
    TableShape(
        "provision_attributes",
        _ordered_columns("provision_id source_id name value number excerpt", number="number"),
        attribute_rows,
        is_sheet=False,
    ),
    TableShape(
        "trackers",
        _ordered_columns(
            "source_id name category party provider purpose retention retention_days inferred block "
            "excerpt",
            number="retention_days",
            whole="block",
        ),
        tracker_rows,
    ),
)
"""All tables but that of the sources, which are declared and not found."""
