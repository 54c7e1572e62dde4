"""Group due alerts into messages, one for each rule and target."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from policytrail.alerts.delivery import Alert, Message, Pending, is_due
from policytrail.alerts.words import join_message, subject_gravity, together_html

_LISTED = 50


def messages_due(
    pending: Iterable[Pending], now: datetime, *, dead_too: bool = False
) -> tuple[Message, ...]:
    """Return the messages to send now, grouped by rule and target."""
    groups: dict[tuple[str, str], list[Alert]] = {}
    for alert in pending:
        if is_due(alert, now, dead_too=dead_too):
            groups.setdefault((alert.alert.rule, alert.alert.target), []).append(alert.alert)
    return tuple(_build_message(rule, target, alerts) for (rule, target), alerts in groups.items())


def trial_message(rule: str, target: str, now: datetime) -> Message:
    """Return a test message, marked as such, to try a target."""
    return Message(
        rule,
        target,
        (),
        f"policytrail: test message of the watch rule {rule}",
        f"This is a test of the watch rule {rule!r}, sent {now:%Y-%m-%d %H:%M} UTC by "
        "`policytrail tell --test`. Alerts of this rule arrive here. Nothing has changed.\n",
    )


def _build_message(rule: str, target: str, alerts: Sequence[Alert]) -> Message:
    """Return one message of one or many alerts, the most severe first, since it gives the subject."""
    ordered = sorted(
        alerts,
        key=lambda alert: (
            subject_gravity(alert.subject),
            alert.subject,
            alert.not_after,
            alert.alert_id,
        ),
    )
    ids = tuple(alert.alert_id for alert in ordered)
    foot, more = _message_footer(rule, ids), len(ordered) - 1
    subject = ordered[0].subject + (f", and {more} more" if more else "")
    parts = [(alert.subject if more else "", alert.text) for alert in ordered[:_LISTED]]
    if len(ordered) > _LISTED:
        left = len(ordered) - _LISTED
        parts.append(("", f"And {left} more: the front page of the reports lists them all."))
    return Message(
        rule, target, ids, subject, join_message(parts, foot), together_html(parts, foot)
    )


def _message_footer(rule: str, ids: Sequence[str]) -> str:
    """Return the footer: why it was sent, with the ids by which a duplicate is recognised."""
    more = f" and {len(ids) - _LISTED} more" if len(ids) > _LISTED else ""
    return (
        f"Sent by the watch rule {rule!r}. If this comes twice, the ids are the same: "
        f"{', '.join(ids[:_LISTED])}{more}"
    )
