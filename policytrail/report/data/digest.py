"""Digests of a period for one watch list, as JSON, Markdown, HTML and plain text."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import ConfigDict

from policytrail.model import Kind, Severity
from policytrail.report import paths
from policytrail.report.build import AnnouncedRecord, announcement_outcome, sort_out, still_open
from policytrail.report.html import escape_invisible, render_page
from policytrail.report.markdown import change_lines, escape_text, join_parts, policy_title
from policytrail.report.records import ChangeLine, Health, SourceLine, as_json
from policytrail.report.words import phrases
from policytrail.text import count_noun

DIGEST_FORMAT = "policytrail/digest/1"
_COLUMNS = 72
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_ILL = (Health.FAILING, Health.HELD, Health.LATE, Health.NEVER)


@dataclass(frozen=True, slots=True)
class DigestRecord:
    """What happened in a period to the policies of one watch list."""

    format: str
    """`policytrail/digest/1`"""
    name: str
    """Of the watch list."""
    since: datetime
    until: datetime
    """The changes are later than `since` and not later than `until`."""
    watched: int
    """Policies on the list."""
    alerts: tuple[ChangeLine, ...]
    edits: tuple[ChangeLine, ...]
    noise: tuple[tuple[Kind, int], ...]
    """How many differences of each kind were set aside."""
    ill: tuple[SourceLine, ...]
    """Sources whose policy could not be captured, or for which no attempt was made."""
    announced: tuple[AnnouncedRecord, ...] = ()
    """Changes that these policies announce and that are still to come, the next first."""
    looked_until: datetime | None = None
    """When one of the policies was last asked for: what happened later is unknown."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(
        use_attribute_docstrings=True, extra="forbid"
    )


def digest_record(
    name: str,
    changes: Iterable[ChangeLine],
    sources: Iterable[SourceLine],
    since: datetime,
    until: datetime,
) -> DigestRecord:
    """Return the digest of a watch list; changes and sources are those that it chooses."""
    inside = [change for change in changes if since < change.not_after <= until]
    parts = sort_out(sorted(inside, key=_gravest_first))
    lines = tuple(sources)
    return DigestRecord(
        format=DIGEST_FORMAT,
        name=name,
        since=since,
        until=until,
        watched=len(lines),
        alerts=parts.alerts,
        edits=parts.edits,
        noise=tuple(sorted(Counter(change.kind for change in parts.noise).items())),
        ill=tuple(line for line in lines if line.health in _ILL),
        looked_until=max((line.last_tried for line in lines if line.last_tried), default=None),
    )


def with_announced(record: DigestRecord, announced: Iterable[AnnouncedRecord]) -> DigestRecord:
    """Return a digest with what its policies announce and is still to come when it ends."""
    return replace(record, announced=still_open(announced, record.until.date()))


def _gravest_first(change: ChangeLine) -> tuple[int, datetime, str]:
    return -change.severity.weight, change.not_after, change.change_id


def digest_pages(record: DigestRecord, site: str = "") -> Iterator[tuple[str, str]]:
    """Yield the digest as JSON, Markdown, plain text and HTML.

    `site` is where readers find the reports: plain text, which travels alone, names it.
    """
    stem = f"digests/{paths.safe_file_name(record.name)}-{record.until:%Y-%m-%d}"
    yield f"{stem}.json", as_json(record)
    yield f"{stem}.md", digest_markdown(record)
    yield f"{stem}.txt", digest_text(record, site)
    shown_too = {"record": record, "told": digest_lead(record)}
    yield f"{stem}.html", render_page("digest.html.j2", f"{stem}.html", **shown_too)


def digest_subject(record: DigestRecord) -> str:
    """Return the digest in one line, for a list of mails."""
    introduction = _count_sentence(record) or (
        "no change" if _was_observed(record) else "no attempt was made"
    )
    return f"Policy digest {record.name}, {digest_period(record)}: {introduction}"


def digest_lead(record: DigestRecord) -> str:
    """Return the lead: how much changed, and whether any attempt was made."""
    policies = "the only policy" if record.watched == 1 else f"the {record.watched:,} policies"
    if not record.watched:
        return "The list holds no policy: see its rule in watch.yaml."
    if not _was_observed(record):
        return f"No attempt was made to capture {policies} of this list in this period: whether anything changed is unknown."
    week = "week" if record.until - record.since == _WEEK else "period"
    quiet = f"A quiet {week}: no edit was found in {policies} of this list."
    counts = _count_sentence(record)
    introduction = (
        f"{counts[:1].upper()}{counts[1:]} in {policies} of this list." if counts else quiet
    )
    last = record.looked_until
    if last is not None and last < record.until - _DAY:
        introduction += (
            f" No attempt was made after {phrases.format_moment(last)}: later changes are unknown."
        )
    return introduction


def _count_sentence(record: DigestRecord) -> str:
    """Return how much changed, empty if nothing did."""
    alerts, edits = len(record.alerts), len(record.edits)
    high = sum(alert.severity == Severity.HIGH for alert in record.alerts)
    weight = "" if not high else " of" if high == alerts else f", {high} of them of"
    alerts_text = [f"{count_noun(alerts, 'alert')}{weight}{' high severity' if high else ''}"]
    more = [count_noun(edits, "other edit")]
    return " and ".join([*(alerts_text if alerts else ()), *(more if edits else ())])


def _was_observed(record: DigestRecord) -> bool:
    return record.looked_until is not None and record.looked_until > record.since


def digest_period(record: DigestRecord) -> str:
    """Return the period in words."""
    return phrases.short_interval(record.since, record.until)


def digest_markdown(record: DigestRecord) -> str:
    """Return the digest as Markdown."""
    ill = [
        f"- {policy_title(line.service, line.policy_type)}: {_unhealthy_line(line)}"
        for line in record.ill
    ]
    return join_parts(
        f"Policy digest, {digest_period(record)}",
        [f"Watch list `{record.name}`, {count_noun(record.watched, 'policy', 'policies')}."],
        [digest_lead(record)],
        ["## Alerts", "", *change_lines(record.alerts, "../")] if record.alerts else [],
        ["## Announced", "", *_announcement_lines(record)] if record.announced else [],
        ["## Other edits", "", *change_lines(record.edits, "../")] if record.edits else [],
        [_noise_line(record)] if record.noise else [],
        ["## Nobody could look", "", *ill] if ill else [],
    )


def digest_text(record: DigestRecord, site: str = "") -> str:
    """Return the digest as plain text, for mail."""
    lines = [
        *_wrap_lines(digest_subject(record)),
        "=" * _COLUMNS,
        "",
        *_wrap_lines(digest_lead(record)),
        "",
    ]
    for title, changes in (("ALERTS", record.alerts), ("OTHER EDITS", record.edits)):
        if changes:
            lines += [
                title,
                "",
                *(line for change in changes for line in _change_lines(change, site)),
            ]
    if record.announced:
        lines += [
            "ANNOUNCED",
            "",
            *(line for announcement in record.announced for line in _notice_lines(announcement)),
            "",
        ]
    if record.noise:
        lines += [*_wrap_lines(_noise_line(record)), ""]
    if record.ill:
        lines += ["NOBODY COULD LOOK", ""]
    for one in record.ill:
        title = f"{escape_invisible(one.service)} {phrases.title_words(one.policy_type)}: {_unhealthy_line(one)}"
        lines += _wrap_lines(title, "- ")
    return "\n".join(lines).rstrip() + "\n"


def _change_lines(change: ChangeLine, site: str) -> Iterator[str]:
    weight = f" ({change.severity})" if change.severity != "none" else ""
    did = f": {change.headline}" if change.headline else ""
    yield from _wrap_lines(
        f"{change.service} {phrases.title_words(change.policy_type)}{did}{weight}", "* "
    )
    yield from _wrap_lines(change.summary, "  ")
    yield from _wrap_lines(f"{phrases.short_interval(change.not_before, change.not_after)}.", "  ")
    # On a line of its own, and whole: mail programs make a link of it.
    yield f"  {paths.address_in(site, paths.change_path(change.change_id))}"
    yield ""


def _announcement_lines(record: DigestRecord) -> Iterator[str]:
    for announcement in record.announced:
        yield f"- {policy_title(announcement.service, announcement.policy_type)}: {announcement_outcome(announcement)} “{escape_text(announcement.text)}”"


def _notice_lines(announcement: AnnouncedRecord) -> list[str]:
    words = f"{announcement.service} {phrases.title_words(announcement.policy_type)}: {announcement_outcome(announcement)} “{announcement.text}”"
    return _wrap_lines(words, "* ")


def _wrap_lines(text: str, head: str = "") -> list[str]:
    plain = " ".join(escape_invisible(text).split())
    return textwrap.wrap(
        plain, _COLUMNS, initial_indent=head, subsequent_indent=" " * len(head)
    ) or [head.rstrip()]


def _noise_line(record: DigestRecord) -> str:
    counts = (f"{count} {phrases.KINDS[kind][0].lower()}" for kind, count in record.noise)
    return f"Set aside as noise: {', '.join(counts)}."


def _unhealthy_line(line: SourceLine) -> str:
    since = f"since {phrases.format_day(line.last_seen)}" if line.last_seen else "ever"
    cause = f", {phrases.cause_words(line.trouble)}" if line.trouble else ""
    return f"not seen {since}{cause}"
