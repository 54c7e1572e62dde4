"""Records -> Markdown: the same content as the HTML pages, for editors, mail and version control."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from policytrail.report import paths, phrases
from policytrail.report.histories import IndexRecord, SourceRecord
from policytrail.report.html import shown
from policytrail.report.records import (
    CaptureRecord,
    ChangeLine,
    ChangeRecord,
    DateRecord,
    VersionRecord,
)
from policytrail.report.redline import Gone, Line, Run, Shown, redline
from policytrail.report.sorted_out import sort_out
from policytrail.report.timeline import Row, rows_of

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)
_MARKS = {"-": "~~", "+": "**", "=": ""}


def escape(text: str) -> str:
    r"""Return captured text with everything that Markdown or HTML would act on made plain.

    >>> escape("<b>*1.*</b> #x")
    '\\<b\\>\\*1.\\*\\</b\\> \\#x'
    >>> escape("- no list")
    '\\- no list'
    """
    plain = _ACTIVE.sub(r"\\\1", shown(text)).replace("\n", " ")
    return _LINE_START.sub(lambda at: f"{at[1]}{at[2][:-1]}\\{at[2][-1]}", plain)


def change_markdown(record: ChangeRecord) -> str:
    """Return the page of a change."""
    return _page(
        _title(record.source.service, record.source.policy_type),
        [f"{_marks(record)}. {phrases.interval(record.not_before, record.not_after)}"],
        [escape(record.summary or phrases.KINDS[record.kind][1])],
        _topics(record.topics),
        _reasons(record),
        _facts(record),
        _redline(record),
        _evidence(record),
        [_also(record.change_id)],
    )


def source_markdown(record: SourceRecord) -> str:
    """Return the page of a source."""
    word, meaning = phrases.HEALTHS[record.health]
    counts = ", ".join(
        (
            phrases.counted(len(record.versions), "version"),
            phrases.counted(record.captures, "capture"),
            phrases.cadence(record.every_s),
        )
    )
    lines = [line for row in rows_of(record) for line in _row(row)]
    return _page(
        _title(record.source.service, record.source.policy_type),
        [f"<{record.source.url}>" if _is_plain(record.source.url) else escape(record.source.url)],
        [f"**{word}.** {meaning} {counts}."],
        ["## Timeline", "", *(lines or ["Nothing is known yet."])],
        [f"Recipe `{record.recipe.sha256}`, extractor {record.recipe.extractor}."],
    )


def index_markdown(record: IndexRecord) -> str:
    """Return the front of the site."""
    parts = sort_out(record.changes)
    sources = [
        f"| [{_title(one.service, one.policy_type)}]"
        f"({paths.source_path(one.source_id, 'md')}) | {phrases.HEALTHS[one.health][0]} "
        f"| {one.versions} | {one.changes} "
        f"| {phrases.day(one.last_seen) if one.last_seen else 'never'} |"
        for one in record.sources
    ]
    return _page(
        "What changed",
        [f"Told up to {phrases.moment(record.as_of)}."],
        ["## Alerts", "", *(_lines(parts.alerts) or ["No change that people should hear of."])],
        ["## Other edits of the text", "", *_lines(parts.edits)] if parts.edits else [],
        ["## Set aside as noise", "", *_lines(parts.noise)] if parts.noise else [],
        [
            "## Policies",
            "",
            "| Policy | Health | Versions | Edits | Last seen |",
            "|---|---|--:|--:|---|",
            *sources,
        ],
    )


def _page(title: str, *parts: Iterable[str]) -> str:
    texts = ["\n".join(part) for part in parts]
    return "\n\n".join([f"# {title}", *(text for text in texts if text)]) + "\n"


def _title(service: str, policy_type: str) -> str:
    return escape(f"{service} {phrases.words_of(policy_type)}")


def _marks(one: ChangeRecord | ChangeLine) -> str:
    marks = [phrases.KINDS[one.kind][0]]
    marks += [phrases.SEVERITIES[one.severity]] if one.severity != "none" else []
    marks += ["Silent edit"] if one.silent else []
    marks += ["Reversion"] if one.is_reversion else []
    return "**" + ", ".join(marks) + "**"


def _lines(changes: Sequence[ChangeLine]) -> list[str]:
    return [
        f"- [{_title(one.service, one.policy_type)}]"
        f"({paths.change_path(one.change_id, 'md')}), {phrases.when(one.not_before, one.not_after)}:"
        f" {_marks(one)}. {escape(one.summary)}"
        for one in changes
    ]


def _topics(topics: Sequence[str]) -> list[str]:
    return (
        ["Topics: " + ", ".join(escape(phrases.words_of(topic)) for topic in topics)]
        if topics
        else []
    )


def _passage(hunk: int | None) -> str:
    return "" if hunk is None else f" (passage {hunk + 1})"


def _reasons(record: ChangeRecord) -> list[str]:
    found = [
        f"- **{escape(phrases.reason_of(one.code))}**: {escape(one.detail)}{_passage(one.hunk)}"
        for one in record.reasons
    ]
    return ["## Why this verdict", "", *found] if found else []


def _facts(record: ChangeRecord) -> list[str]:
    found = [
        f"| {escape(phrases.fact_of(one.what))}{_passage(one.hunk)} | {_stated(one.old)} "
        f"| {_stated(one.new)} |"
        for one in record.facts
    ]
    head = ["## What it said, what it says", "", "| Fact | Before | After |", "|---|---|---|"]
    return [*head, *found] if found else []


def _stated(text: str | None) -> str:
    return "*not stated*" if text is None else escape(text)


def _redline(record: ChangeRecord) -> list[str]:
    stats = record.stats
    head = [
        "## What changed in the text",
        "",
        f"+{stats.words_added:,} −{stats.words_removed:,} words. ~~Removed~~, **added**.",
    ]
    return [*head, *(line for one in redline(record.hunks) for line in _hunk(one))]


def _hunk(one: Shown | Gone) -> Iterator[str]:
    if isinstance(one, Gone):
        yield from ("", f"*Moved from here to passage {one.index + 1}: {escape(one.start)}*")
        return
    if one.unchanged_before:
        yield from ("", f"*{phrases.counted(one.unchanged_before, 'unchanged block')}*")
    kind = f", {phrases.KINDS[one.kind][0].lower()}" if one.kind else ""
    yield from ("", f"### {one.index + 1}. {phrases.OPS[one.op]}{kind}")
    for line in one.lines:
        yield from ("", "> " + _words(line))


def _words(line: Line) -> str:
    number = line.number or line.old_number
    runs = groupby(line.runs, key=lambda run: run.op)
    words = "".join(_run(op, list(run)) for op, run in runs)
    return f"{escape(number)} {words}" if number else words


def _run(op: str, runs: Sequence[Run]) -> str:
    """Return the runs of one mark; blanks stand outside the mark, or Markdown would not see it."""
    text = "".join(escape(run.text) for run in runs)
    mark, bare = _MARKS[op], text.strip()
    if not mark or not bare:
        return text
    head, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{head}{mark}{bare}{mark}{tail}"


def _evidence(record: ChangeRecord) -> list[str]:
    lines = ["## Evidence", "", phrases.interval(record.not_before, record.not_after)]
    for name, version, end, capture in (
        ("Before", record.before, "last seen", record.before.last),
        ("After", record.after, "first seen", record.after.first),
    ):
        lines += ["", f"### {name}", "", *_version(version), *_capture(capture, end)]
    recipe = f"Recipe: `{record.recipe.sha256}`, extractor {record.recipe.extractor}."
    return [*lines, "", recipe]


def _version(version: VersionRecord) -> list[str]:
    return [
        f"- Seen {phrases.counted(version.captures, 'time')}",
        f"- Document SHA-256: `{version.document_sha256}`",
        *(f"- {_date(date)}" for date in version.claimed_dates),
    ]


def _date(date: DateRecord) -> str:
    return f"{phrases.DATE_KINDS[date.kind]} {date.date}, it says: “{escape(date.text)}”"


def _capture(capture: CaptureRecord, end: str) -> list[str]:
    final = "" if capture.final_url == capture.url else f" → {escape(capture.final_url)}"
    return [
        f"- {phrases.sentence_of(end)}: {phrases.moment(capture.captured_at)}, "
        f"{phrases.ORIGINS[capture.origin]}, HTTP {capture.status}",
        f"- Address: {escape(capture.url)}{final}",
        f"- Body SHA-256: `{capture.body_sha256}`",
        f"- Capture: `{capture.capture_id}`",
        *([f"- Archived at: {escape(capture.memento_url)}"] if capture.memento_url else []),
    ]


def _row(row: Row) -> Iterator[str]:
    if row.version:
        version = row.version
        yield (
            f"- **Version {row.number}**{' (reversion)' if version.is_reversion else ''}, seen "
            f"{phrases.counted(version.captures, 'time')}: {phrases.moment(version.first.captured_at)}"
            f" – {phrases.moment(version.last.captured_at)}. Document `{version.document_sha256}`."
        )
        yield from (f"  - {_date(date)}" for date in version.claimed_dates)
    elif row.change:
        change = row.change
        yield (
            f"- [Change {phrases.when(change.not_before, change.not_after)}]"
            f"(../{paths.change_path(change.change_id, 'md')}): {_marks(change)}. "
            f"{escape(change.summary)}"
        )
    elif row.gap:
        yield f"- *Gap from {phrases.day(row.gap.since)}.* {phrases.gap_sentence(row.gap)}"
    elif row.trouble:
        yield (
            f"- *{phrases.counted(row.trouble.count, 'try', 'tries')} failed from "
            f"{phrases.moment(row.trouble.first_at)}:* {phrases.cause_of(row.trouble.cause)}. "
            f"{escape(row.trouble.detail)}".rstrip()
        )


def _also(change_id: str) -> str:
    return f"Change `{change_id}`. The same content: [HTML]({change_id}.html), [JSON]({change_id}.json)."


def _is_plain(url: str) -> bool:
    return re.fullmatch(r"https?://[^\s<>]+", url) is not None
