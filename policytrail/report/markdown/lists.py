"""Sources, services, texts and the index -> Markdown."""

from collections.abc import Iterator

from policytrail.model import BlockKind
from policytrail.report import paths
from policytrail.report.build import (
    ServiceRecord,
    TextBlockRecord,
    TextRecord,
    TimelineRow,
    sort_out,
    timeline_rows,
)
from policytrail.report.html import escape_invisible
from policytrail.report.markdown.escape import (
    archived_copies,
    change_lines,
    claimed_date_text,
    escape_text,
    is_plain,
    join_parts,
    notice_lines,
    policy_title,
    verdict_marks,
)
from policytrail.report.markdown.provision import provision_note
from policytrail.report.records import IndexRecord, SourceLine, SourceRecord
from policytrail.report.words import phrases, say_text
from policytrail.text import count_noun


def source_markdown(record: SourceRecord) -> str:
    """Return the page of a source."""
    word, meaning = phrases.HEALTHS[record.health]
    counts = ", ".join(
        (
            count_noun(len(record.versions), "version"),
            count_noun(record.captures, "capture"),
            phrases.format_cadence(record.every_s),
        )
    )
    lines = [line for row in timeline_rows(record) for line in _timeline_lines(row)]
    return join_parts(
        policy_title(record.source.service, record.source.policy_type),
        [
            f"<{record.source.url}>"
            if is_plain(record.source.url)
            else escape_text(record.source.url)
        ],
        [f"**{word}.** {meaning} {counts}."],
        [phrases.describe_variants(record.variants)] if record.variants else [],
        ["## Announced", "", *notice_lines(record.announced)] if record.announced else [],
        ["## Timeline", "", *(lines or ["Nothing has been captured yet."])],
        [f"Recipe `{record.recipe.sha256}`, extractor {record.recipe.extractor}."],
    )


def index_markdown(record: IndexRecord) -> str:
    """Return the front of the site."""
    parts = sort_out(record.changes)
    return join_parts(
        "What changed",
        [f"As of {phrases.format_moment(record.as_of)}."],
        [
            "## Alerts",
            "",
            *(change_lines(parts.alerts) or ["No change that raises an alert."]),
        ],
        ["## Announced", "", *notice_lines(record.announced, named=True)]
        if record.announced
        else [],
        ["## Other edits of the text", "", *change_lines(parts.edits)] if parts.edits else [],
        ["## Set aside as noise", "", *change_lines(parts.noise)] if parts.noise else [],
        ["## Policies", "", *_source_table(record.sources)],
    )


def service_markdown(record: ServiceRecord) -> str:
    """Return the page of a service."""
    parts = sort_out(record.changes)
    provisions = [
        f"- **{escape_text(line.title)}** ({phrases.SEVERITIES[line.severity].lower()}): "
        f"“{escape_text(line.excerpt)}” [more](../{paths.provision_link(line.source_id, line.provision_id, 'md')})"
        for line in record.provisions
    ]
    return join_parts(
        escape_text(record.service),
        ["## Policies", "", *_policy_lines(record)],
        ["## Provisions", "", *provisions] if provisions else [],
        _contradiction_lines(record),
        ["## Alerts", "", *change_lines(parts.alerts, "../")] if parts.alerts else [],
        ["## Other edits", "", *change_lines(parts.edits, "../")] if parts.edits else [],
        ["## Set aside as noise", "", *change_lines(parts.noise, "../")] if parts.noise else [],
    )


def text_markdown(record: TextRecord) -> str:
    """Return the page with the text of a version, each provision noted below its block."""
    version = record.version
    notes: dict[int, list[str]] = {}
    for provision in record.provisions:
        notes.setdefault(provision.block, []).append(provision_note(provision))
    blocks = [
        "\n\n".join((_block_text(block), *notes.get(place, ())))
        for place, block in enumerate(record.blocks)
    ]
    return join_parts(
        f"{policy_title(record.source.service, record.source.policy_type)}: the text",
        [
            f"As served since {phrases.format_day(version.first.captured_at)}. Document "
            f"`{record.document_sha256}`."
        ],
        _tracker_lines(record),
        [say_text("analysis", "advice")] if record.provisions else [],
        ["---"],
        ["\n\n".join(blocks)],
        ["---"],
        [escape_text(record.citation.plain)],
    )


def _tracker_lines(record: TextRecord) -> list[str]:
    rows = [
        f"| `{escape_invisible(tracker.name).replace('`', '')}` | {tracker.category or 'not stated'} "
        f"| {escape_text(tracker.provider or tracker.party or 'not stated')} "
        f"| {escape_text(tracker.retention or 'not stated')} | {escape_text(tracker.purpose or 'not stated')} |"
        for tracker in record.trackers
    ]
    head = [
        "## Cookies and trackers declared",
        "",
        "| Name | Category | Set by | Retention | Purpose |",
    ]
    return [*head, "|---|---|---|---|---|", *rows] if rows else []


def _contradiction_lines(record: ServiceRecord) -> list[str]:
    lines = [
        f"- **{escape_text(phrases.sentence_words(contradiction.what))}** {escape_text(contradiction.detail)}: “{escape_text(contradiction.first)}” "
        f"({escape_text(contradiction.first_source)})"
        + (
            f", “{escape_text(contradiction.second)}” ({escape_text(contradiction.second_source or '')})"
            if contradiction.second
            else ""
        )
        for contradiction in record.contradictions
    ]
    return ["## Contradictions", "", *lines] if lines else []


def _block_text(block: TextBlockRecord) -> str:
    text = escape_text(f"{block.number} {block.text}".strip())
    if block.kind is BlockKind.HEADING:
        return "#" * min(block.level + 1, 6) + " " + text
    return "  " * (block.level - 1) + "- " + text if block.kind is BlockKind.ITEM else text


def _policy_lines(record: ServiceRecord) -> list[str]:
    rows = [
        f"| [{policy_title(record.service, line.policy_type)}](../{paths.source_path(line.source_id, 'md')}) "
        f"| {phrases.HEALTHS[line.health][0]} | {line.versions} | {line.changes} "
        f"| [{line.provisions}](../{paths.text_path(line.source_id, 'md')}) |"
        for line in record.sources
    ]
    return ["| Policy | Status | Versions | Edits | Provisions |", "|---|---|--:|--:|--:|", *rows]


def _source_table(sources: tuple[SourceLine, ...], root: str = "") -> list[str]:
    rows = [
        f"| [{policy_title(line.service, line.policy_type)}]"
        f"({root}{paths.source_path(line.source_id, 'md')}) | {phrases.HEALTHS[line.health][0]} "
        f"| {line.versions} | {line.changes} "
        f"| {phrases.format_day(line.last_seen) if line.last_seen else 'never'} |"
        for line in sources
    ]
    return ["| Policy | Status | Versions | Edits | Last seen |", "|---|---|--:|--:|---|", *rows]


def _timeline_lines(row: TimelineRow) -> Iterator[str]:
    if row.version:
        version = row.version
        yield (
            f"- **Version {row.number}**{' (reversion)' if version.is_reversion else ''}, seen "
            f"{count_noun(version.captures, 'time')}: {phrases.format_moment(version.first.captured_at)}"
            f" – {phrases.format_moment(version.last.captured_at)}. Document `{version.document_sha256}`."
        )
        yield from (f"  - {claimed_date_text(date)}" for date in version.claimed_dates)
        yield from (f"  - First seen: {copy}" for copy in archived_copies(version.first))
        if version.last.capture_id != version.first.capture_id:
            yield from (f"  - Last seen: {copy}" for copy in archived_copies(version.last))
    elif row.change:
        change = row.change
        yield (
            f"- [Change {phrases.short_interval(change.not_before, change.not_after)}]"
            f"(../{paths.change_path(change.change_id, 'md')}): {verdict_marks(change)}. "
            f"{escape_text(change.summary)}"
        )
    for gap in row.gaps:
        yield f"- *Gap from {phrases.format_day(gap.since)}.* {phrases.gap_sentence(gap)}"
    if row.trouble:
        yield (
            f"- *{count_noun(row.trouble.count, 'attempt')} failed from "
            f"{phrases.format_moment(row.trouble.first_at)}:* {phrases.cause_words(row.trouble.cause)}. "
            f"{escape_text(row.trouble.detail)}".rstrip()
        )
