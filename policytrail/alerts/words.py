"""The wording of alerts: subjects and texts of mails."""

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape

from policytrail.model import Severity
from policytrail.report import address_in, change_path, source_path
from policytrail.report.build import KINDS
from policytrail.report.html import escape_invisible
from policytrail.report.records import ChangeLine, SourceLine
from policytrail.report.words import phrases

_SUBJECT_CHARS = 120
_WEIGHTS = tuple(f" ({one}" for one in (Severity.HIGH, Severity.MEDIUM, Severity.LOW))
_LINK = re.compile(r"https?://[^\s<>\"]+")


def change_subject(change: ChangeLine) -> str:
    """Return e.g. `Kling AI Terms of Service: Arbitration added (high)`."""
    silent = "silent edit" if change.silent else ""
    marks = ", ".join(filter(None, ("" if change.severity == "none" else change.severity, silent)))
    what = change.headline or KINDS[change.kind].capitalize()
    head = f"{change.service} {phrases.title_words(change.policy_type)}: {what}"
    return _fit_subject(head, f" ({marks})" if marks else "")


def change_text(change: ChangeLine, site: str = "") -> str:
    """Return the mail text about a change."""
    kind, meaning = phrases.KINDS[change.kind]
    weight = f", {phrases.SEVERITIES[change.severity].lower()}" if change.severity != "none" else ""
    lines = (
        escape_invisible(change.summary) or meaning,
        f"{kind}{weight}. {change.words_added:,} words added, {change.words_removed:,} removed.",
        *(("The policy's own date did not move: a silent edit.",) if change.silent else ()),
        phrases.describe_interval(change.not_before, change.not_after),
        f"Report: {address_in(site, change_path(change.change_id))}",
    )
    return "\n".join(lines)


def failure_subject(source: SourceLine, now: datetime) -> str:
    """Return e.g. `Kling AI Terms of Service: not seen for 9 days`."""
    if source.last_seen:
        length = f"not seen for {phrases.format_span(now - source.last_seen)}"
    else:
        length = "never seen" + (
            f", tried for {phrases.format_span(now - source.first_tried)}"
            if source.first_tried
            else ""
        )
    return _fit_subject(f"{_policy_name(source)}: {length}", "")


def failure_text(source: SourceLine, site: str = "") -> str:
    """Return the mail text about a source that cannot be captured."""
    since = f"since {phrases.format_moment(source.last_seen)}" if source.last_seen else "ever"
    cause = (
        f" The last try failed: {phrases.cause_words(source.trouble)}." if source.trouble else ""
    )
    return (
        f"The policy was not seen {since}.{cause} What it says now is unknown.\n"
        "You are told once when this is over; `policytrail status` says what to do.\n"
        f"Address: {escape_invisible(source.url)}\n"
        f"Report: {address_in(site, source_path(source.source_id))}"
    )


def recovery_subject(source: SourceLine) -> str:
    """Return e.g. `Kling AI Terms of Service: seen again`."""
    return _fit_subject(f"{_policy_name(source)}: seen again", "")


def recovery_text(source: SourceLine, since: datetime, site: str = "") -> str:
    """Return the mail text about a policy that can be captured again."""
    back = f" on {phrases.format_moment(source.last_seen)}" if source.last_seen else ""
    return (
        f"The policy is there again: it was last seen{back}. It had not been seen since "
        f"{phrases.format_moment(since)}; if its text changed meanwhile, that is told as a change.\n"
        f"Report: {address_in(site, source_path(source.source_id))}"
    )


def subject_gravity(subject: str) -> int:
    """Return a sort key of subjects by severity, the most severe first.

    >>> subject_gravity("Brook: Text changed (low)") > subject_gravity("Brook: Arbitration added (high)")
    True
    """
    tail = subject[subject.rfind(" (") :]
    return next((rank for rank, mark in enumerate(_WEIGHTS) if tail.startswith(mark)), 3)


def join_message(parts: Sequence[tuple[str, str]], foot: str) -> str:
    """Return a message in plain text; each part has a title, which may be empty, and a text."""
    texts = [f"{title}\n{text}" if title else text for title, text in parts]
    return "\n\n".join((*texts, foot)) + "\n"


def together_html(parts: Sequence[tuple[str, str]], foot: str) -> str:
    """Return the same message as HTML, for mail; nothing in it acts but links."""
    blocks = [
        '<p dir="auto">'
        + (f"<strong>{escape(title)}</strong><br>" if title else "")
        + f"{_mark_text(text)}</p>"
        for title, text in parts
    ]
    return "\n".join((*blocks, f"<p><small>{_mark_text(foot)}</small></p>")) + "\n"


def _mark_text(text: str) -> str:
    lines: list[str] = []
    for line in text.splitlines():
        pieces, end = list[str](), 0
        for link in _LINK.finditer(line):
            pieces.append(escape(line[end : link.start()]))
            pieces.append(f'<a href="{escape(link[0])}">{escape(link[0])}</a>')
            end = link.end()
        lines.append("".join((*pieces, escape(line[end:]))))
    return "<br>".join(lines)


def _policy_name(source: SourceLine) -> str:
    return f"{source.service} {phrases.title_words(source.policy_type)}"


def _fit_subject(head: str, tail: str) -> str:
    """Return a subject in one line, short enough for a list, its end kept."""
    plain = " ".join(escape_invisible(head).split())
    room = _SUBJECT_CHARS - len(tail)
    if len(plain) > room:
        first = plain[:room].rpartition("; ")[0]
        plain = first or plain[: room - 1].rpartition(" ")[0].rstrip(",") + "…"
    return plain + tail
