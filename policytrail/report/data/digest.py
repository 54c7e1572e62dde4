"""Digests of a period for one watch list, as JSON, Markdown, HTML and plain text."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import ConfigDict

from policytrail.model import Kind, Severity
from policytrail.report import paths
from policytrail.report.build import (
    AnnouncedRecord,
    announcement_outcome,
    sort_out,
    still_open,
    untold_summary,
)
from policytrail.report.html import escape_invisible, render_page
from policytrail.report.markdown import change_lines, escape_text, join_parts, policy_title
from policytrail.report.records import ChangeLine, Health, SourceLine, as_json
from policytrail.report.words import all_wording, count_with_noun, phrases, say_text

DIGEST_FORMAT = "policytrail/digest/1"
_COLUMNS = 72
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_ILL = (Health.FAILING, Health.HELD, Health.LATE, Health.NEVER)


@dataclass(frozen=True, slots=True)
class DigestRecord:
    """The changes of a period in the policies of one watch list."""

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
    """Return the digest of a watch list, given the changes and sources that it selects."""
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
    """Return a digest with its policies' announcements that are still open at its end."""
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
    shown_too = {"record": record, "told": digest_lead(record), "period": digest_period(record)}
    yield f"{stem}.html", render_page("digest.html.j2", f"{stem}.html", **shown_too)


def digest_subject(record: DigestRecord) -> str:
    """Return the subject line of the digest."""
    outcome = _count_sentence(record) or _say_digest(
        "no_change" if _was_observed(record) else "no_attempt"
    )
    return _say_digest("subject", name=record.name, period=digest_period(record), told=outcome)


def digest_lead(record: DigestRecord) -> str:
    """Return the lead: how much changed, and whether any attempt was made."""
    if not record.watched:
        return _say_digest("no_policy")
    only, many = all_wording()["digest"]["policies"]
    policies = (
        only if record.watched == 1 else many.format(count=phrases.format_count(record.watched))
    )
    if not _was_observed(record):
        return _say_digest("unobserved", policies=policies)
    is_week = record.until - record.since == _WEEK
    counts = _count_sentence(record)
    lead = (
        _say_digest("counted", counts=f"{counts[:1].upper()}{counts[1:]}", policies=policies)
        if counts
        else _say_digest("quiet_week" if is_week else "quiet_period", policies=policies)
    )
    last = record.looked_until
    if last is not None and last < record.until - _DAY:
        lead += f" {_say_digest('not_after', moment=phrases.format_moment(last))}"
    return lead


def _count_sentence(record: DigestRecord) -> str:
    """Return the number of changes in words; empty if there are none."""
    alerts, edits = len(record.alerts), len(record.edits)
    high = sum(alert.severity == Severity.HIGH for alert in record.alerts)
    counted = count_with_noun("alert", alerts)
    if high:
        name = "all_high" if high == alerts else "some_high"
        counted = _say_digest(name, alerts=counted, high=high)
    parts = ([counted] * bool(alerts)) + [count_with_noun("edit", edits)] * bool(edits)
    return _say_digest("joint").join(parts)


def _say_digest(name: str, /, **values: object) -> str:
    return say_text("digest", name, **values)


def _was_observed(record: DigestRecord) -> bool:
    return record.looked_until is not None and record.looked_until > record.since


def digest_period(record: DigestRecord) -> str:
    """Return the period in words: its first and its last day.

    A period that ends at midnight holds nothing of the day that begins then.
    """
    last = max(record.since, record.until - timedelta(microseconds=1))
    return phrases.short_interval(record.since, last)


def digest_markdown(record: DigestRecord) -> str:
    """Return the digest as Markdown."""
    ill = [
        f"- {policy_title(line.service, line.policy_type)}{phrases.label_colon()}{_unhealthy_line(line)}"
        for line in record.ill
    ]
    return join_parts(
        _say_digest("title", period=digest_period(record)),
        [
            _say_digest(
                "lead", name=f"`{record.name}`", policies=count_with_noun("policy", record.watched)
            )
        ],
        [digest_lead(record)],
        _under(_say_digest("alerts"), change_lines(record.alerts, "../", in_full=True)),
        _under(say_text("announced", "title"), list(_announcement_lines(record))),
        _under(_say_digest("edits"), change_lines(record.edits, "../", in_full=True)),
        [_noise_line(record)] if record.noise else [],
        _under(_say_digest("ill"), ill),
    )


def _under(title: str, lines: Sequence[str]) -> list[str]:
    return [f"## {title}", "", *lines] if lines else []


def digest_text(record: DigestRecord, site: str = "") -> str:
    """Return the digest as plain text, for mail."""
    lines = [
        *_wrap_lines(digest_subject(record)),
        "=" * _COLUMNS,
        "",
        *_wrap_lines(digest_lead(record)),
        "",
    ]
    for title, changes in (
        (_say_digest("alerts"), record.alerts),
        (_say_digest("edits"), record.edits),
    ):
        if changes:
            lines += [
                title.upper(),
                "",
                *(line for change in changes for line in _change_lines(change, site)),
            ]
    if record.announced:
        lines += [
            say_text("announced", "title").upper(),
            "",
            *(line for announcement in record.announced for line in _notice_lines(announcement)),
            "",
        ]
    if record.noise:
        lines += [*_wrap_lines(_noise_line(record)), ""]
    if record.ill:
        lines += [_say_digest("ill").upper(), ""]
    for source in record.ill:
        title = f"{escape_invisible(source.service)} {phrases.title_words(source.policy_type)}{phrases.label_colon()}{_unhealthy_line(source)}"
        lines += _wrap_lines(title, "- ")
    return "\n".join(lines).rstrip() + "\n"


def _change_lines(change: ChangeLine, site: str) -> Iterator[str]:
    weight = f" ({phrases.LEVELS[change.severity]})" if change.severity != "none" else ""
    did = f"{phrases.label_colon()}{change.headline}" if change.headline else ""
    yield from _wrap_lines(
        f"{change.service} {phrases.title_words(change.policy_type)}{did}{weight}", "* "
    )
    if more := untold_summary(change.headline, change.summary):
        yield from _wrap_lines(more, "  ")
    yield from _wrap_lines(f"{phrases.short_interval(change.not_before, change.not_after)}.", "  ")
    # On a line of its own, and whole: mail programs make a link of it.
    yield f"  {paths.address_in(site, paths.change_path(change.change_id))}"
    yield ""


def _announcement_lines(record: DigestRecord) -> Iterator[str]:
    for announcement in record.announced:
        yield f"- {policy_title(announcement.service, announcement.policy_type)}{phrases.label_colon()}{announcement_outcome(announcement)} {phrases.quote_text(escape_text(announcement.text))}"


def _notice_lines(announcement: AnnouncedRecord) -> list[str]:
    words = f"{announcement.service} {phrases.title_words(announcement.policy_type)}{phrases.label_colon()}{announcement_outcome(announcement)} {phrases.quote_text(announcement.text)}"
    return _wrap_lines(words, "* ")


def _wrap_lines(text: str, head: str = "") -> list[str]:
    plain = " ".join(escape_invisible(text).split())
    return textwrap.wrap(
        plain, _COLUMNS, initial_indent=head, subsequent_indent=" " * len(head)
    ) or [head.rstrip()]


def _noise_line(record: DigestRecord) -> str:
    counts = (
        f"{phrases.lower_first(phrases.KINDS[kind][0])} ({phrases.format_count(count)})"
        for kind, count in record.noise
    )
    return _say_digest("noise", kinds=", ".join(counts))


def _unhealthy_line(line: SourceLine) -> str:
    seen = (
        say_text("lists", "not_since", day=phrases.format_day(line.last_seen))
        if line.last_seen
        else say_text("lists", "never_seen")
    )
    return f"{seen}, {phrases.cause_words(line.trouble)}" if line.trouble else seen
