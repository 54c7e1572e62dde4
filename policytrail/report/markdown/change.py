"""A change -> Markdown: the same content as its HTML page, for editors, mail and version control."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from policytrail.report.build import (
    Gone,
    RedlineLine,
    Shown,
    ShownRun,
    build_redline,
    change_citation,
    effects_shown,
    is_repeated,
)
from policytrail.report.markdown.escape import (
    archived_copies,
    claimed_date_text,
    escape_text,
    join_parts,
    policy_title,
    recipe_line,
    verdict_marks,
)
from policytrail.report.records import CaptureRecord, ChangeRecord, NewVersionRecord, VersionRecord
from policytrail.report.words import count_with_noun, phrases, say_text

_MARKS = {"-": "~~", "+": "**", "=": ""}


def change_markdown(record: ChangeRecord, site: str = "") -> str:
    """Return the page of a change; `site` is where readers find the reports, if that is known."""
    return join_parts(
        policy_title(record.source.service, record.source.policy_type),
        [
            f"{verdict_marks(record)}. {phrases.describe_interval(record.not_before, record.not_after)}"
        ],
        *_effect_lines(record),
        _topic_lines(record.topics),
        _review_lines(record),
        _redline_lines(record),
        _evidence_lines(record),
        _reason_lines(record),
        _fact_lines(record),
        _moved_lines(record),
        [escape_text(change_citation(record, site).plain)],
        [_other_formats(record.change_id)],
    )


def _effect_lines(record: ChangeRecord) -> list[list[str]]:
    """Return the headline and what the change does, or the summary where no statement is made."""
    if not record.statements:
        return [[escape_text(record.summary or phrases.KINDS[record.kind][1])]]
    effects = effects_shown(record.statements)
    is_told = is_repeated(record.headline, [effect.text for effect in effects])
    return [
        [] if is_told else [f"**{escape_text(record.headline)}**"],
        [
            f"{place}. {escape_text(effect.text)}{_passage_of_hunk(effect.hunk)}"
            for place, effect in enumerate(effects, 1)
        ],
    ]


def _topic_lines(topics: Sequence[str]) -> list[str]:
    return (
        [
            f"{say_text('change', 'topics')}{phrases.label_colon()}"
            + ", ".join(escape_text(phrases.title_words(topic)) for topic in topics)
        ]
        if topics
        else []
    )


def _review_lines(record: ChangeRecord) -> list[str]:
    return [
        f"- **{phrases.REVIEWED[review.verdict]}**"
        f"{_reviewed_severity(review.severity)} {escape_text(review.note)}".rstrip()
        + f" ({escape_text(review.reviewed_by)}, {phrases.format_day(review.reviewed_at)})"
        for review in record.reviews
    ]


def _reviewed_severity(severity: str | None) -> str:
    if not severity:
        return ""
    return f" {say_text('change', 'review_severity', severity=phrases.LEVELS[severity])}"


def _passage_of_hunk(hunk: int | None) -> str:
    return "" if hunk is None else f" ({say_text('change', 'passage', number=hunk + 1)})"


def _reason_lines(record: ChangeRecord) -> list[str]:
    lines = [
        f"- **{escape_text(phrases.reason_words(reason.code))}**{phrases.label_colon()}{escape_text(reason.detail)}{_passage_of_hunk(reason.hunk)}"
        for reason in record.reasons
    ]
    return [f"## {say_text('change', 'why')}", "", *lines] if lines else []


def _fact_lines(record: ChangeRecord) -> list[str]:
    rows = [
        f"| {escape_text(phrases.fact_words(fact.what))}{_passage_of_hunk(fact.hunk)} | {_stated_value(fact.old)} "
        f"| {_stated_value(fact.new)} |"
        for fact in record.facts
    ]
    head = [f"## {say_text('change', 'facts')}", "", _table_head("fact"), "|---|---|---|"]
    return [*head, *rows] if rows else []


def _moved_lines(record: ChangeRecord) -> list[str]:
    rows = [
        f"| {escape_text(moved_record.title)}, {phrases.lower_first(phrases.move_words(moved_record.move))}{_passage_of_hunk(moved_record.hunk)} {escape_text(moved_record.reason)} "
        f"| {_stated_value(moved_record.old)} | {_stated_value(moved_record.new)} |"
        for moved_record in record.moved
    ]
    head = [f"## {say_text('change', 'moved')}", "", _table_head("what")]
    return [*head, "|---|---|---|", *rows] if rows else []


def _table_head(first: str) -> str:
    names = (say_text("change", name) for name in (first, "before", "after"))
    return f"| {' | '.join(names)} |"


def _stated_value(text: str | None) -> str:
    return f"*{say_text('change', 'not_stated')}*" if text is None else escape_text(text)


def _redline_lines(record: ChangeRecord) -> list[str]:
    stats = record.stats
    head = [
        f"## {say_text('change', 'text')}",
        "",
        f"+{phrases.format_count(stats.words_added)} −{phrases.format_count(stats.words_removed)} {say_text('change', 'words')}. "
        f"~~{say_text('change', 'removed')}~~, **{say_text('change', 'added')}**.",
    ]
    return [
        *head,
        *(line for line_or_gap in build_redline(record.hunks) for line in _hunk_lines(line_or_gap)),
    ]


def _hunk_lines(line_or_gap: Shown | Gone) -> Iterator[str]:
    if isinstance(line_or_gap, Gone):
        start = escape_text(line_or_gap.start)
        number = line_or_gap.index + 1
        yield from ("", f"*{say_text('change', 'moved_from_here', number=number, start=start)}*")
        return
    if line_or_gap.unchanged_before:
        yield from ("", f"*{count_with_noun('unchanged_block', line_or_gap.unchanged_before)}*")
    kind = (
        f", {phrases.lower_first(phrases.KINDS[line_or_gap.kind][0])}" if line_or_gap.kind else ""
    )
    yield from ("", f"### {line_or_gap.index + 1}. {phrases.OPS[line_or_gap.op]}{kind}")
    for line in line_or_gap.lines:
        yield from ("", "> " + _mark_words(line))


def _mark_words(line: RedlineLine) -> str:
    number = line.number or line.old_number
    runs = groupby(line.runs, key=lambda run: run.op)
    words = "".join(_mark_run(op, list(run)) for op, run in runs)
    return f"{escape_text(number)} {words}" if number else words


def _mark_run(op: str, runs: Sequence[ShownRun]) -> str:
    """Return the runs of one mark, spaces outside it, since Markdown requires that."""
    text = "".join(escape_text(run.text) for run in runs)
    mark, bare = _MARKS[op], text.strip()
    if not mark or not bare:
        return text
    head, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{head}{mark}{bare}{mark}{tail}"


def _evidence_lines(record: ChangeRecord) -> list[str]:
    before, after = record.before, record.after
    seen = f"- {say_text('evidence', 'seen_title')}{phrases.label_colon()}{count_with_noun('time', before.captures)}"
    return [
        f"## {say_text('evidence', 'title')}",
        "",
        phrases.describe_interval(record.not_before, record.not_after),
        *(
            "",
            f"### {say_text('change', 'before')}",
            "",
            seen,
            *_version_lines(before),
            *_capture_lines(before.last, "last_seen"),
        ),
        *("", f"### {say_text('change', 'after')}", "", *_version_lines(after)),
        *_capture_lines(after.first, "first_seen"),
        "",
        recipe_line(record.recipe),
    ]


def _version_lines(version: VersionRecord | NewVersionRecord) -> list[str]:
    return [
        f"- {say_text('evidence', 'document')}, SHA-256{phrases.label_colon()}`{version.document_sha256}`",
        *(f"- {claimed_date_text(date)}" for date in version.claimed_dates),
    ]


def _capture_lines(capture: CaptureRecord, end: str) -> list[str]:
    final = "" if capture.final_url == capture.url else f" → {escape_text(capture.final_url)}"
    return [
        f"- {say_text('evidence', end)}{phrases.label_colon()}{phrases.format_moment(capture.captured_at)}, "
        f"{phrases.ORIGINS[capture.origin]}, {say_text('evidence', 'http', status=capture.status)}",
        f"- {say_text('evidence', 'address')}{phrases.label_colon()}{escape_text(capture.url)}{final}",
        f"- {say_text('evidence', 'body')}{phrases.label_colon()}`{capture.body_sha256}`",
        f"- {say_text('evidence', 'capture')}{phrases.label_colon()}`{capture.capture_id}`",
        *(f"- {copy}" for copy in archived_copies(capture)),
    ]


def _other_formats(change_id: str) -> str:
    html, json = f"[HTML]({change_id}.html)", f"[JSON]({change_id}.json)"
    return say_text("change", "same_content", change=f"`{change_id}`", html=html, json=json)
