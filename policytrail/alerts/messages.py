"""Group due alerts into messages, one for each rule and target."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from policytrail.alerts.delivery import Alert, Message, Pending, is_due
from policytrail.alerts.words import join_message, subject_gravity, together_html
from policytrail.report.words import chosen_language, phrases, say_text

_LISTED = 50


def messages_due(
    pending: Iterable[Pending],
    now: datetime,
    *,
    dead_too: bool = False,
    without_pause: bool = False,
) -> tuple[Message, ...]:
    """Return the messages to send now, grouped by rule and target (see `is_due`)."""
    groups: dict[tuple[str, str], list[Alert]] = {}
    for alert in pending:
        if is_due(alert, now, dead_too=dead_too, without_pause=without_pause):
            groups.setdefault((alert.alert.rule, alert.alert.target), []).append(alert.alert)
    return tuple(_build_message(rule, target, alerts) for (rule, target), alerts in groups.items())


def trial_message(rule: str, target: str, now: datetime) -> Message:
    """Return a test message, marked as such, to try a target."""
    return Message(
        rule,
        target,
        (),
        say_text("mail", "test_subject", rule=rule),
        say_text("mail", "test", rule=rule, moment=phrases.format_moment(now)) + "\n",
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
    first = ordered[0].subject
    subject = say_text("mail", "more", subject=first, count=more) if more else first
    parts = [(alert.subject if more else "", alert.text) for alert in ordered[:_LISTED]]
    if len(ordered) > _LISTED:
        left = len(ordered) - _LISTED
        parts.append(("", say_text("mail", "rest", count=left)))
    return Message(
        rule, target, ids, subject, join_message(parts, foot), together_html(parts, foot)
    )


def _message_footer(rule: str, ids: Sequence[str]) -> str:
    """Return the footer: why it was sent, with the ids by which a duplicate is recognised."""
    listed = ", ".join(ids[:_LISTED])
    if len(ids) > _LISTED:
        listed = say_text("mail", "foot_more", ids=listed, count=len(ids) - _LISTED)
    foot = say_text("mail", "foot", rule=rule, ids=listed)
    return foot if chosen_language() == "en" else f"{foot}\n{say_text('site', 'english')}"
