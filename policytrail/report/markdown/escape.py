"""The grammar that all Markdown pages share: escaping, titles, lists of changes."""

import re
from collections.abc import Iterable, Iterator, Sequence

from policytrail.report import paths
from policytrail.report.build import AnnouncedRecord, announcement_outcome
from policytrail.report.html import escape_invisible
from policytrail.report.records import (
    CaptureRecord,
    ChangeLine,
    ChangeRecord,
    DateRecord,
    RecipeRecord,
)
from policytrail.report.words import chosen_language, phrases, say_text

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def escape_text(text: str) -> str:
    r"""Return captured text with all Markdown and HTML syntax escaped.

    >>> escape_text("<b>*1.*</b> #x")
    '\\<b\\>\\*1.\\*\\</b\\> \\#x'
    >>> escape_text("- no list")
    '\\- no list'
    """
    plain = _ACTIVE.sub(r"\\\1", escape_invisible(text)).replace("\n", " ")
    return _LINE_START.sub(lambda match: f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", plain)


def join_parts(title: str, *parts: Iterable[str]) -> str:
    """Return a page of parts, each given by its lines; empty parts are left out."""
    texts = ["\n".join(part) for part in parts]
    if chosen_language() != "en":
        texts.append(f"*{say_text('site', 'english')}*")
    return "\n\n".join([f"# {title}", *(text for text in texts if text)]) + "\n"


def policy_title(service: str, policy_type: str) -> str:
    """Return a policy by its name."""
    return escape_text(f"{service} {phrases.title_words(policy_type)}")


def verdict_marks(change: ChangeRecord | ChangeLine) -> str:
    """Return a change's verdict in bold words."""
    marks = [phrases.KINDS[change.kind][0]]
    marks += [phrases.SEVERITIES[change.severity]] if change.severity != "none" else []
    marks += [say_text("change", "silent")] if change.silent else []
    marks += [say_text("change", "reversion")] if change.is_reversion else []
    return "**" + ", ".join(marks) + "**"


def change_words(change: ChangeLine) -> str:
    """Return what a list says of a change: the headline of an alert, else the summary."""
    return escape_text((change.alert and change.headline) or change.summary)


def change_lines(
    changes: Sequence[ChangeLine], root: str = "", *, in_full: bool = False
) -> list[str]:
    """Return a list of changes, each linked to its page; `in_full` with their summaries."""
    return [
        f"- [{policy_title(line.service, line.policy_type)}]"
        f"({root}{paths.change_path(line.change_id, 'md')}), {phrases.short_interval(line.not_before, line.not_after)}{phrases.label_colon()}"
        f"{verdict_marks(line)}. {escape_text(line.summary) if in_full else change_words(line)}"
        for line in changes
    ]


def notice_lines(announced: Sequence[AnnouncedRecord], *, named: bool = False) -> list[str]:
    """Return a list of announcements; `named` ones link to the page of their policy."""
    return [
        "- "
        + (
            f"[{policy_title(record.service, record.policy_type)}]"
            f"({paths.source_path(record.source_id, 'md')}){phrases.label_colon()}"
            if named
            else ""
        )
        + f"{announcement_outcome(record)} {say_text('announced', 'seen', day=phrases.format_day(record.first_seen))} "
        f"{phrases.quote_text(escape_text(record.text))}"
        for record in announced
    ]


def claimed_date_text(date: DateRecord) -> str:
    """Return a date that a policy states, with its words."""
    stated = say_text("evidence", "states", kind=phrases.DATE_KINDS[date.kind], date=date.date)
    return f"{stated} {phrases.quote_text(escape_text(date.text))}"


def recipe_line(recipe: RecipeRecord) -> str:
    """Return by which recipe a text was extracted."""
    name = say_text("source", "recipe_row")
    recipe_text = say_text(
        "source", "recipe_of", recipe=f"`{recipe.sha256}`", extractor=recipe.extractor
    )
    return f"{name}{phrases.label_colon()}{recipe_text}."


def archived_copies(capture: CaptureRecord) -> Iterator[str]:
    """Yield links to an archive's copy of a capture, or to the nearest ones."""
    if capture.memento_url:
        yield f"{say_text('evidence', 'archived')}{phrases.label_colon()}{escape_text(capture.memento_url)}"
    for where, memento in (
        ("copy_before", capture.memento_before),
        ("copy_after", capture.memento_after),
    ):
        if memento:
            when = phrases.format_moment(memento.captured_at)
            yield f"{say_text('evidence', where)}{phrases.label_colon()}{when}, {escape_text(memento.memento_url)}"


def is_plain(url: str) -> bool:
    """Return whether a URL can stand between angle brackets."""
    return re.fullmatch(r"https?://[^\s<>]+", url) is not None
