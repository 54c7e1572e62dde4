"""Sources, services, texts and the index -> Markdown."""

from collections.abc import Iterator, Sequence

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
    change_words,
    claimed_date_text,
    escape_text,
    is_plain,
    join_parts,
    notice_lines,
    policy_title,
    recipe_line,
    verdict_marks,
)
from policytrail.report.markdown.provision import provision_note
from policytrail.report.records import IndexRecord, SourceLine, SourceRecord, VersionRecord
from policytrail.report.words import count_with_noun, phrases, say_text


def source_markdown(record: SourceRecord) -> str:
    """Return the page of a source."""
    word, meaning = phrases.HEALTHS[record.health]
    counts = ", ".join(
        (
            count_with_noun("version", len(record.versions)),
            count_with_noun("capture", record.captures),
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
        _under("announced", "title", notice_lines(record.announced)),
        _under("source", "timeline", lines or [say_text("source", "nothing")]),
        [recipe_line(record.recipe)],
    )


def index_markdown(record: IndexRecord) -> str:
    """Return the front of the site."""
    parts = sort_out(record.changes)
    return join_parts(
        say_text("front", "title"),
        [say_text("front", "as_of", moment=phrases.format_moment(record.as_of))],
        _under("front", "alerts", change_lines(parts.alerts) or [say_text("front", "no_alert")]),
        _under("announced", "title", notice_lines(record.announced, named=True)),
        _under("front", "edits", change_lines(parts.edits)),
        _under("front", "noise", change_lines(parts.noise)),
        _under("front", "policies", _source_table(record.sources)),
    )


def service_markdown(record: ServiceRecord) -> str:
    """Return the page of a service."""
    parts = sort_out(record.changes)
    provisions = [
        f"- **{escape_text(line.title)}** ({phrases.lower_first(phrases.SEVERITIES[line.severity])}){phrases.label_colon()}"
        f"{phrases.quote_text(escape_text(line.excerpt))} [{say_text('service', 'more')}](../{paths.provision_link(line.source_id, line.provision_id, 'md')})"
        for line in record.provisions
    ]
    return join_parts(
        escape_text(record.service),
        _under("service", "policies", _policy_lines(record)),
        _under("service", "provisions", provisions),
        _contradiction_lines(record),
        _under("front", "alerts", change_lines(parts.alerts, "../")),
        _under("front", "edits", change_lines(parts.edits, "../")),
        _under("front", "noise", change_lines(parts.noise, "../")),
    )


def _under(part: str, name: str, lines: Sequence[str]) -> list[str]:
    """Return the heading and its lines; nothing if there are no lines."""
    return [f"## {say_text(part, name)}", "", *lines] if lines else []


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
        say_text(
            "text",
            "title",
            service=escape_text(record.source.service),
            policy=escape_text(phrases.title_words(record.source.policy_type)),
        ),
        [
            say_text(
                "text",
                "short_lead",
                day=phrases.format_day(version.first.captured_at),
                document=f"`{record.document_sha256}`",
            )
        ],
        _tracker_lines(record),
        [say_text("analysis", "advice")] if record.provisions else [],
        ["---"],
        ["\n\n".join(blocks)],
        ["---"],
        [escape_text(record.citation.plain)],
    )


def _tracker_lines(record: TextRecord) -> list[str]:
    unsaid = say_text("text", "not_said")
    rows = [
        f"| `{escape_invisible(tracker.name).replace('`', '')}` | {tracker.category or unsaid} "
        f"| {escape_text(tracker.provider or _party_words(tracker.party))} "
        f"| {escape_text(tracker.retention or unsaid)} | {escape_text(tracker.purpose or unsaid)} |"
        for tracker in record.trackers
    ]
    names = ("tracker", "category", "party", "kept", "purpose")
    head = [f"| {' | '.join(say_text('text', name) for name in names)} |", "|---|---|---|---|---|"]
    return _under("text", "trackers_title", [*head, *rows]) if rows else []


def _party_words(party: str | None) -> str:
    return say_text("text", f"{party}_party" if party else "not_said")


def _contradiction_lines(record: ServiceRecord) -> list[str]:
    lines = [
        f"- **{escape_text(phrases.sentence_words(contradiction.what))}** {escape_text(contradiction.detail)}{phrases.label_colon()}{phrases.quote_text(escape_text(contradiction.first))} "
        f"({escape_text(contradiction.first_source)})"
        + (
            f", {phrases.quote_text(escape_text(contradiction.second))} ({escape_text(contradiction.second_source or '')})"
            if contradiction.second
            else ""
        )
        for contradiction in record.contradictions
    ]
    return _under("service", "contradictions", lines)


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
    last = say_text("service", "provisions")
    return [_policy_head(last), "|---|---|--:|--:|--:|", *rows]


def _policy_head(last: str) -> str:
    names = (say_text("lists", name) for name in ("policy", "health", "versions", "edits"))
    return f"| {' | '.join(names)} | {last} |"


def _source_table(sources: tuple[SourceLine, ...], root: str = "") -> list[str]:
    rows = [
        f"| [{policy_title(line.service, line.policy_type)}]"
        f"({root}{paths.source_path(line.source_id, 'md')}) | {phrases.HEALTHS[line.health][0]} "
        f"| {line.versions} | {line.changes} "
        f"| {phrases.format_day(line.last_seen) if line.last_seen else say_text('lists', 'never')} |"
        for line in sources
    ]
    return [_policy_head(say_text("lists", "last_seen")), "|---|---|--:|--:|---|", *rows]


def _timeline_lines(row: TimelineRow) -> Iterator[str]:
    if row.version:
        yield from _version_lines(row.version, row.number)
    elif row.change:
        change = row.change
        when = phrases.short_interval(change.not_before, change.not_after)
        yield (
            f"- [{say_text('source', 'change', when=when)}]"
            f"(../{paths.change_path(change.change_id, 'md')}): {verdict_marks(change)}. "
            f"{change_words(change)}"
        )
    for gap in row.gaps:
        since = say_text("source", "gap_from", day=phrases.format_day(gap.since))
        yield f"- *{since}* {phrases.gap_sentence(gap)}"
    if row.trouble:
        tries = count_with_noun("try", row.trouble.count)
        moment = phrases.format_moment(row.trouble.first_at)
        yield (
            f"- *{say_text('source', 'failed_from', tries=tries, moment=moment)}* {phrases.cause_words(row.trouble.cause)}. "
            f"{escape_text(row.trouble.detail)}".rstrip()
        )


def _version_lines(version: VersionRecord, number: int) -> Iterator[str]:
    name = say_text("source", "version", number=number)
    back = f" ({phrases.lower_first(say_text('change', 'reversion'))})" * version.is_reversion
    first = phrases.format_moment(version.first.captured_at)
    last = phrases.format_moment(version.last.captured_at)
    times = count_with_noun("time", version.captures)
    spread = "seen_once" if first == last else "seen_from"
    seen = say_text("source", spread, times=times, first=first, last=last)
    document = f"{say_text('evidence', 'document')} `{version.document_sha256}`"
    yield f"- **{name}**{back}, {seen}. {document}."
    yield from (f"  - {claimed_date_text(date)}" for date in version.claimed_dates)
    for label, capture in (("first_seen", version.first), ("last_seen", version.last)):
        if label == "first_seen" or capture.capture_id != version.first.capture_id:
            end = say_text("evidence", label)
            yield from (
                f"  - {end}{phrases.label_colon()}{copy}" for copy in archived_copies(capture)
            )
