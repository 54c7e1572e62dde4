"""Sources, services, texts and the index -> Markdown."""

from collections.abc import Iterator

from policytrail.model import BlockKind
from policytrail.report import paths
from policytrail.report.build.noise import sort_out
from policytrail.report.build.service import ServiceRecord
from policytrail.report.build.text import TextBlockRecord, TextRecord
from policytrail.report.build.timeline import Row, rows_of
from policytrail.report.html.render import shown
from policytrail.report.markdown.escape import (
    change_lines,
    copies_of,
    date_of,
    escape,
    is_plain,
    marks_of,
    notice_lines,
    page_of,
    title_of,
)
from policytrail.report.markdown.provision import provision_note
from policytrail.report.records.source import IndexRecord, SourceLine, SourceRecord
from policytrail.report.words import phrases
from policytrail.report.words.wording import say


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
    lines = [line for row in rows_of(record) for line in _timeline_lines(row)]
    return page_of(
        title_of(record.source.service, record.source.policy_type),
        [f"<{record.source.url}>" if is_plain(record.source.url) else escape(record.source.url)],
        [f"**{word}.** {meaning} {counts}."],
        [phrases.variants(record.variants)] if record.variants else [],
        ["## Announced", "", *notice_lines(record.announced)] if record.announced else [],
        ["## Timeline", "", *(lines or ["Nothing is known yet."])],
        [f"Recipe `{record.recipe.sha256}`, extractor {record.recipe.extractor}."],
    )


def index_markdown(record: IndexRecord) -> str:
    """Return the front of the site."""
    parts = sort_out(record.changes)
    return page_of(
        "What changed",
        [f"Told up to {phrases.moment(record.as_of)}."],
        [
            "## Alerts",
            "",
            *(change_lines(parts.alerts) or ["No change that people should hear of."]),
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
        f"- **{escape(one.title)}** ({phrases.SEVERITIES[one.severity].lower()}): "
        f"“{escape(one.excerpt)}” [more](../{paths.provision_link(one.source_id, one.provision_id, 'md')})"
        for one in record.provisions
    ]
    return page_of(
        escape(record.service),
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
    for one in record.provisions:
        notes.setdefault(one.block, []).append(provision_note(one))
    blocks = [
        "\n\n".join((_block_text(block), *notes.get(place, ())))
        for place, block in enumerate(record.blocks)
    ]
    return page_of(
        f"{title_of(record.source.service, record.source.policy_type)}: the text",
        [
            f"As served since {phrases.day(version.first.captured_at)}. Document "
            f"`{record.document_sha256}`."
        ],
        _tracker_lines(record),
        [say("analysis", "advice")] if record.provisions else [],
        ["---"],
        ["\n\n".join(blocks)],
        ["---"],
        [escape(record.citation.plain)],
    )


def _tracker_lines(record: TextRecord) -> list[str]:
    rows = [
        f"| `{shown(one.name).replace('`', '')}` | {one.category or 'not said'} "
        f"| {escape(one.provider or one.party or 'not said')} "
        f"| {escape(one.retention or 'not said')} | {escape(one.purpose or 'not said')} |"
        for one in record.trackers
    ]
    head = ["## Cookies and trackers declared", "", "| Name | For | Set by | Kept | Purpose |"]
    return [*head, "|---|---|---|---|---|", *rows] if rows else []


def _contradiction_lines(record: ServiceRecord) -> list[str]:
    found = [
        f"- **{escape(phrases.sentence_of(one.what))}** {escape(one.detail)}: “{escape(one.first)}” "
        f"({escape(one.first_source)})"
        + (f", “{escape(one.second)}” ({escape(one.second_source or '')})" if one.second else "")
        for one in record.contradictions
    ]
    return ["## Contradictions", "", *found] if found else []


def _block_text(block: TextBlockRecord) -> str:
    text = escape(f"{block.number} {block.text}".strip())
    if block.kind is BlockKind.HEADING:
        return "#" * min(block.level + 1, 6) + " " + text
    return "  " * (block.level - 1) + "- " + text if block.kind is BlockKind.ITEM else text


def _policy_lines(record: ServiceRecord) -> list[str]:
    rows = [
        f"| [{title_of(record.service, one.policy_type)}](../{paths.source_path(one.source_id, 'md')}) "
        f"| {phrases.HEALTHS[one.health][0]} | {one.versions} | {one.changes} "
        f"| [{one.provisions}](../{paths.text_path(one.source_id, 'md')}) |"
        for one in record.sources
    ]
    return ["| Policy | Health | Versions | Edits | Provisions |", "|---|---|--:|--:|--:|", *rows]


def _source_table(sources: tuple[SourceLine, ...], root: str = "") -> list[str]:
    rows = [
        f"| [{title_of(one.service, one.policy_type)}]"
        f"({root}{paths.source_path(one.source_id, 'md')}) | {phrases.HEALTHS[one.health][0]} "
        f"| {one.versions} | {one.changes} "
        f"| {phrases.day(one.last_seen) if one.last_seen else 'never'} |"
        for one in sources
    ]
    return ["| Policy | Health | Versions | Edits | Last seen |", "|---|---|--:|--:|---|", *rows]


def _timeline_lines(row: Row) -> Iterator[str]:
    if row.version:
        version = row.version
        yield (
            f"- **Version {row.number}**{' (reversion)' if version.is_reversion else ''}, seen "
            f"{phrases.counted(version.captures, 'time')}: {phrases.moment(version.first.captured_at)}"
            f" – {phrases.moment(version.last.captured_at)}. Document `{version.document_sha256}`."
        )
        yield from (f"  - {date_of(date)}" for date in version.claimed_dates)
        yield from (f"  - First seen: {copy}" for copy in copies_of(version.first))
        if version.last.capture_id != version.first.capture_id:
            yield from (f"  - Last seen: {copy}" for copy in copies_of(version.last))
    elif row.change:
        change = row.change
        yield (
            f"- [Change {phrases.when(change.not_before, change.not_after)}]"
            f"(../{paths.change_path(change.change_id, 'md')}): {marks_of(change)}. "
            f"{escape(change.summary)}"
        )
    for gap in row.gaps:
        yield f"- *Gap from {phrases.day(gap.since)}.* {phrases.gap_sentence(gap)}"
    if row.trouble:
        yield (
            f"- *{phrases.counted(row.trouble.count, 'try', 'tries')} failed from "
            f"{phrases.moment(row.trouble.first_at)}:* {phrases.cause_of(row.trouble.cause)}. "
            f"{escape(row.trouble.detail)}".rstrip()
        )
