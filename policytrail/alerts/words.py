"""The words of alerts: subjects that a person understands in a list of mails."""

from datetime import datetime

from policytrail.report import phrases
from policytrail.report.histories import SourceLine
from policytrail.report.paths import change_path, source_path
from policytrail.report.records import ChangeLine
from policytrail.report.render import shown

_SUBJECT_CHARS = 120


def change_subject(one: ChangeLine) -> str:
    """Return e.g. `Kling AI Terms of Service: Arbitration (high)`."""
    topics = ", ".join(phrases.sentence_of(topic) for topic in one.topics[:2])
    what = topics or phrases.KINDS[one.kind][0].lower() + " change"
    silent = ", silent edit" if one.silent else ""
    weight = f" ({one.severity}{silent})" if one.severity != "none" else silent
    return _line(f"{one.service} {phrases.words_of(one.policy_type)}: {what}", weight)


def change_text(one: ChangeLine) -> str:
    """Return what a mail says about a change."""
    kind, meaning = phrases.KINDS[one.kind]
    lines = (
        shown(one.summary) or meaning,
        f"{kind}. {phrases.SEVERITIES[one.severity]}. +{one.words_added:,} −{one.words_removed:,} "
        "words.",
        phrases.interval(one.not_before, one.not_after),
        f"Report: {change_path(one.change_id)}",
    )
    return "\n".join(lines)


def failure_subject(one: SourceLine, now: datetime) -> str:
    """Return e.g. `Kling AI Terms of Service: not seen for 9 days`."""
    since = one.last_seen
    length = f"not seen for {phrases.span(now - since)}" if since else "never seen"
    return _line(f"{one.service} {phrases.words_of(one.policy_type)}: {length}", "")


def failure_text(one: SourceLine) -> str:
    """Return what a mail says about a source that gives no policy."""
    since = f"since {phrases.moment(one.last_seen)}" if one.last_seen else "ever"
    cause = f" The last try failed: {phrases.cause_of(one.trouble)}." if one.trouble else ""
    return (
        f"The policy was not seen {since}.{cause} What it says now is unknown.\n"
        f"Address: {shown(one.url)}\nReport: {source_path(one.source_id)}"
    )


def _line(head: str, tail: str) -> str:
    """Return a subject in one line, short enough for a list, its end kept."""
    plain = " ".join(shown(head).split())
    room = _SUBJECT_CHARS - len(tail)
    return (plain if len(plain) <= room else plain[: room - 1] + "…") + tail
