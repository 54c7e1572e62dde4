"""The grammar that all Markdown pages share: escaping, titles, lists of changes."""

import re
from collections.abc import Iterable, Iterator, Sequence

from policytrail.report import paths
from policytrail.report.build.announcement import AnnouncedRecord, outcome
from policytrail.report.html.render import shown
from policytrail.report.records.change import CaptureRecord, ChangeLine, ChangeRecord, DateRecord
from policytrail.report.words import phrases

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def escape(text: str) -> str:
    r"""Return captured text with everything that Markdown or HTML would act on made plain.

    >>> escape("<b>*1.*</b> #x")
    '\\<b\\>\\*1.\\*\\</b\\> \\#x'
    >>> escape("- no list")
    '\\- no list'
    """
    plain = _ACTIVE.sub(r"\\\1", shown(text)).replace("\n", " ")
    return _LINE_START.sub(lambda at: f"{at[1]}{at[2][:-1]}\\{at[2][-1]}", plain)


def page_of(title: str, *parts: Iterable[str]) -> str:
    """Return a page of parts, each given by its lines; empty parts are left out."""
    texts = ["\n".join(part) for part in parts]
    return "\n\n".join([f"# {title}", *(text for text in texts if text)]) + "\n"


def title_of(service: str, policy_type: str) -> str:
    """Return a policy by its name."""
    return escape(f"{service} {phrases.words_of(policy_type)}")


def marks_of(one: ChangeRecord | ChangeLine) -> str:
    """Return a change's verdict in bold words."""
    marks = [phrases.KINDS[one.kind][0]]
    marks += [phrases.SEVERITIES[one.severity]] if one.severity != "none" else []
    marks += ["Silent edit"] if one.silent else []
    marks += ["Reversion"] if one.is_reversion else []
    return "**" + ", ".join(marks) + "**"


def change_lines(changes: Sequence[ChangeLine], root: str = "") -> list[str]:
    """Return a list of changes, each linked to its page."""
    return [
        f"- [{title_of(one.service, one.policy_type)}]"
        f"({root}{paths.change_path(one.change_id, 'md')}), {phrases.when(one.not_before, one.not_after)}:"
        f" {marks_of(one)}. {escape(one.summary)}"
        for one in changes
    ]


def notice_lines(announced: Sequence[AnnouncedRecord], *, named: bool = False) -> list[str]:
    """Return a list of announcements; `named` ones link to the page of their policy."""
    return [
        "- "
        + (
            f"[{title_of(one.service, one.policy_type)}]"
            f"({paths.source_path(one.source_id, 'md')}): "
            if named
            else ""
        )
        + f"{outcome(one)} First seen on {phrases.day(one.first_seen)}: “{escape(one.text)}”"
        for one in announced
    ]


def date_of(date: DateRecord) -> str:
    """Return a date that a policy states, with its words."""
    return f"{phrases.DATE_KINDS[date.kind]} {date.date}, it says: “{escape(date.text)}”"


def copies_of(capture: CaptureRecord) -> Iterator[str]:
    """Yield where an archive plays a capture back, or what it holds nearest to it."""
    if capture.memento_url:
        yield f"Archived at: {escape(capture.memento_url)}"
    for where, memento in (("before", capture.memento_before), ("after", capture.memento_after)):
        if memento:
            when = phrases.moment(memento.captured_at)
            yield f"Nearest archived copy {where}: {when}, {escape(memento.memento_url)}"


def is_plain(url: str) -> bool:
    """Return whether a URL can stand between angle brackets."""
    return re.fullmatch(r"https?://[^\s<>]+", url) is not None
