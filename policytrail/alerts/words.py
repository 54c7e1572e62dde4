"""The wording of alerts: subjects and texts of mails."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from html import escape

from policytrail.alerts.subjects import fit_subject
from policytrail.model import Severity
from policytrail.report import address_in, change_path, source_path
from policytrail.report.html import escape_invisible
from policytrail.report.records import ChangeLine, SourceLine
from policytrail.report.words import LANGUAGES, in_language, phrases, say_text

_GRAVITIES = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
_LINK = re.compile(r"https?://[^\s<>\"]+")


def change_subject(change: ChangeLine) -> str:
    """Return e.g. `Kling AI Terms of Service: Arbitration added (high)`."""
    silent = _say_mail("silent") if change.silent else ""
    level = "" if change.severity == "none" else phrases.LEVELS[change.severity]
    marks = ", ".join(filter(None, (level, silent)))
    what = change.headline or phrases.KINDS[change.kind][0]
    head = f"{change.service} {phrases.title_words(change.policy_type)}: {what}"
    return fit_subject(head, f" ({marks})" if marks else "")


def change_text(change: ChangeLine, site: str = "") -> str:
    """Return the mail text about a change."""
    kind, meaning = phrases.KINDS[change.kind]
    weight = (
        f", {phrases.lower_first(phrases.SEVERITIES[change.severity])}"
        if change.severity != "none"
        else ""
    )
    size = _say_mail(
        "size",
        added=phrases.format_count(change.words_added),
        removed=phrases.format_count(change.words_removed),
    )
    lines = (
        escape_invisible(change.summary) or meaning,
        f"{kind}{weight}. {size}",
        *((_say_mail("silent_edit"),) if change.silent else ()),
        phrases.describe_interval(change.not_before, change.not_after),
        _say_report(change_path(change.change_id), site),
    )
    return "\n".join(lines)


def failure_subject(source: SourceLine, now: datetime) -> str:
    """Return e.g. `Kling AI Terms of Service: not seen for 9 days`."""
    if source.last_seen:
        length = _say_mail("not_seen_for", span=phrases.format_span(now - source.last_seen))
    elif source.first_tried:
        length = _say_mail("never_seen_for", span=phrases.format_span(now - source.first_tried))
    else:
        length = _say_mail("never_seen")
    return fit_subject(f"{_policy_name(source)}: {length}", "")


def failure_text(source: SourceLine, site: str = "") -> str:
    """Return the mail text about a source that cannot be captured."""
    seen = (
        _say_mail("failing", moment=phrases.format_moment(source.last_seen))
        if source.last_seen
        else _say_mail("failing_ever")
    )
    cause = f" {_say_mail('cause', cause=phrases.cause_words(source.trouble))}" * bool(
        source.trouble
    )
    return "\n".join(
        (
            f"{seen}{cause}",
            _say_mail("told_once"),
            _say_mail("address", address=escape_invisible(source.url)),
            _say_report(source_path(source.source_id), site),
        )
    )


def recovery_subject(source: SourceLine) -> str:
    """Return e.g. `Kling AI Terms of Service: seen again`."""
    return fit_subject(f"{_policy_name(source)}: {_say_mail('seen_again')}", "")


def recovery_text(source: SourceLine, since: datetime, site: str = "") -> str:
    """Return the mail text about a policy that can be captured again."""
    last = phrases.format_moment(source.last_seen or since)
    report = _say_report(source_path(source.source_id), site)
    before = _say_mail("back_before", moment=phrases.format_moment(since))
    return f"{_say_mail('back', moment=last)} {before}\n{report}"


def subject_gravity(subject: str) -> int:
    """Return a sort key of subjects by severity, the most severe first.

    >>> subject_gravity("Brook: Text changed (low)") > subject_gravity("Brook: Arbitration added (high)")
    True
    """
    tail = subject[subject.rfind(" (") :]
    marks = _gravity_marks()
    return next((rank for mark, rank in marks.items() if tail.startswith(mark)), len(_GRAVITIES))


@cache
def _gravity_marks() -> Mapping[str, int]:
    """Return how subjects end, in any language: one in the outbox may be of the language before."""
    marks: dict[str, int] = {}
    for language in LANGUAGES:
        with in_language(language):
            marks |= {
                f" ({phrases.LEVELS[gravity]}": rank for rank, gravity in enumerate(_GRAVITIES)
            }
    return marks


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


def _say_report(path: str, site: str) -> str:
    """Return where the report is: its address, or that it is a file of the sender, and how to change that."""
    return _say_mail("report" if site else "report_local", address=address_in(site, path))


def _say_mail(name: str, **values: object) -> str:
    return say_text("mail", name, **values)


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
