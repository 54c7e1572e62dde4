"""Invented changes, the rule that watches them, and what it plans of them."""

from dataclasses import replace

from policytrail.alerts.delivery import Alert, PlannedAlert
from policytrail.alerts.rules import WatchRule
from policytrail.report.manifest import build_entry
from tests.report import told
from tests.report.values import day

ENTRIES = tuple(build_entry(history) for history in (told.history(), *told.other_histories()))
LINES = tuple(change for entry in ENTRIES for change in entry.changes)
ALARM, NOISE, _, _ = LINES
EDIT = replace(LINES[3], provisions=("fees", "refunds"))
RULE = WatchRule("all", ("env:MAIL",))
NOW = day(30)
SUBJECT = (
    "Aurora Images Terms of Service: Edits on arbitration, AI training and retention period "
    "(high, silent edit)"
)


def as_told(alert: Alert) -> PlannedAlert:
    """Return an alert as the outbox remembers it."""
    return PlannedAlert(
        alert.rule,
        alert.target,
        alert.about,
        alert.source_id,
        alert.not_before,
        alert.not_after,
    )
