"""Rows as columns, and instants as DuckDB counts them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

Row: TypeAlias = tuple[object, ...]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def columns(rows: Sequence[Row], width: int) -> list[list[object]]:
    """Return rows as columns for `unnest(?)`, also when there is no row."""
    return [[row[column] for row in rows] for column in range(width)]


def moment(epoch_us: object) -> datetime:
    """Return the aware UTC instant that SQL counted with `epoch_us`.

    DuckDB needs pytz to hand out a TIMESTAMPTZ itself; counting needs nothing.
    """
    if not isinstance(epoch_us, int):
        raise TypeError(f"an instant is a count of microseconds, not {epoch_us!r}")
    return _EPOCH + timedelta(microseconds=epoch_us)
