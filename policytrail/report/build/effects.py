"""The effects at the top of the page of a change."""

from collections.abc import Sequence

from policytrail.report.records import StatementRecord

_MOST = 5
_MOST_CHARS = 1_500
"""Letters of all effects together: behind them the redline begins on the first screen (1280x900)."""


def effects_shown(statements: Sequence[StatementRecord]) -> Sequence[StatementRecord]:
    """Return the most important statements that leave room for the redline; always the first."""
    shown = 0
    length = 0
    for statement in statements[:_MOST]:
        length += len(statement.text)
        if shown and length > _MOST_CHARS:
            break
        shown += 1
    return statements[:shown]
