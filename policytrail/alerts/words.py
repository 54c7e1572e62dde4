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


def change_subject(one: ChangeLine) -> str:
    """Return e.g. `Kling AI Terms of Service: Arbitration added (high)`."""
    silent = "silent edit" if one.silent else ""
    marks = ", ".join(filter(None, ("" if one.severity == "none" else one.severity, silent)))
    what = one.headline or KINDS[one.kind].capitalize()
    head = f"{one.service} {phrases.title_words(one.policy_type)}: {what}"
    return _fit_subject(head, f" ({marks})" if marks else "")


def change_text(one: ChangeLine, site: str = "") -> str:
    """Return the mail text about a change."""
    kind, meaning = phrases.KINDS[one.kind]
    weight = f", {phrases.SEVERITIES[one.severity].lower()}" if one.severity != "none" else ""
    lines = (
        escape_invisible(one.summary) or meaning,
        f"{kind}{weight}. {one.words_added:,} words added, {one.words_removed:,} removed.",
        *(("The policy's own date did not move: a silent edit.",) if one.silent else ()),
        phrases.describe_interval(one.not_before, one.not_after),
        f"Report: {address_in(site, change_path(one.change_id))}",
    )
    return "\n".join(lines)


def failure_subject(one: SourceLine, now: datetime) -> str:
    """Return e.g. `Kling AI Terms of Service: not seen for 9 days`."""
    if one.last_seen:
        length = f"not seen for {phrases.format_span(now - one.last_seen)}"
    else:
        length = "never seen" + (
            f", tried for {phrases.format_span(now - one.first_tried)}" if one.first_tried else ""
        )
    return _fit_subject(f"{_policy_name(one)}: {length}", "")


def failure_text(one: SourceLine, site: str = "") -> str:
    """Return the mail text about a source that cannot be captured."""
    since = f"since {phrases.format_moment(one.last_seen)}" if one.last_seen else "ever"
    cause = f" The last try failed: {phrases.cause_words(one.trouble)}." if one.trouble else ""
    return (
        f"The policy was not seen {since}.{cause} What it says now is unknown.\n"
        "You are told once when this is over; `policytrail status` says what to do.\n"
        f"Address: {escape_invisible(one.url)}\n"
        f"Report: {address_in(site, source_path(one.source_id))}"
    )


def recovery_subject(one: SourceLine) -> str:
    """Return e.g. `Kling AI Terms of Service: seen again`."""
    return _fit_subject(f"{_policy_name(one)}: seen again", "")


def recovery_text(one: SourceLine, since: datetime, site: str = "") -> str:
    """Return the mail text about a policy that can be captured again."""
    back = f" on {phrases.format_moment(one.last_seen)}" if one.last_seen else ""
    return (
        f"The policy is there again: it was last seen{back}. It had not been seen since "
        f"{phrases.format_moment(since)}; if its text changed meanwhile, that is told as a change.\n"
        f"Report: {address_in(site, source_path(one.source_id))}"
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
        for found in _LINK.finditer(line):
            pieces.append(escape(line[end : found.start()]))
            pieces.append(f'<a href="{escape(found[0])}">{escape(found[0])}</a>')
            end = found.end()
        lines.append("".join((*pieces, escape(line[end:]))))
    return "<br>".join(lines)


def _policy_name(one: SourceLine) -> str:
    return f"{one.service} {phrases.title_words(one.policy_type)}"


def _fit_subject(head: str, tail: str) -> str:
    """Return a subject in one line, short enough for a list, its end kept."""
    plain = " ".join(escape_invisible(head).split())
    room = _SUBJECT_CHARS - len(tail)
    if len(plain) > room:
        first = plain[:room].rpartition("; ")[0]
        plain = first or plain[: room - 1].rpartition(" ")[0].rstrip(",") + "…"
    return plain + tail
