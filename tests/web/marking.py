"""Markdown to HTML, in the ways in which publishers mark up their policies."""

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

Inline = Callable[[str], str]


@dataclass(slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: list[str] = field(default_factory=list[str])
    """HTML of paragraphs, lists and tables."""


def marked(text: str, style: str, inline: Inline) -> str:
    """Return the HTML of a policy; `inline` marks up a line of text."""
    lines = text.strip().splitlines()
    title = lines[0].removeprefix("# ")
    first, *sections = _sections(lines[1:], style, inline)
    head = f"<h1>{inline(title)}</h1>\n" + "\n".join(first.blocks)
    return head + "\n" + _STYLES[style](sections, inline)


def title_of(text: str) -> str:
    """Return the title of a policy."""
    return text.strip().splitlines()[0].removeprefix("# ")


def with_mail(text: str) -> str:
    """Return a line as HTML, with bold words and links to write to."""
    return _with_bold(
        re.sub(r"[\w.]+@[\w.]+\w", lambda m: f'<a href="mailto:{m[0]}">{m[0]}</a>', _plain(text))
    )


def with_masked_mail(key: int) -> Inline:
    """Return how a content network writes a line: mail addresses masked by a byte that varies."""

    def mask(match: re.Match[str]) -> str:
        coded = bytes([key, *(ord(each) ^ key for each in match[0])]).hex()
        return (
            f'<a href="/cdn-cgi/l/email-protection#{coded}"><span class="__cf_email__" '
            f'data-cfemail="{coded}">[email&#160;protected]</span></a>'
        )

    return lambda text: _with_bold(re.sub(r"[\w.]+@[\w.]+\w", mask, _plain(text)))


def _plain(text: str) -> str:
    return html.escape(text, quote=False)


def _with_bold(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)


def _sections(lines: Sequence[str], style: str, inline: Inline) -> list[Section]:
    found = [Section("")]
    for kind, group in groupby((line for line in lines if line.strip()), key=_kind):
        rows = list(group)
        if kind == "heading":
            found.extend(Section(line.removeprefix("## ")) for line in rows)
        elif kind == "item":
            found[-1].blocks.append(_list(rows, style, inline))
        elif kind == "row":
            found[-1].blocks.append(_table(rows, inline))
        else:
            found[-1].blocks.extend(f"<p>{inline(line)}</p>" for line in rows)
    return found


def _kind(line: str) -> str:
    if line.startswith("## "):
        return "heading"
    if line.startswith("- "):
        return "item"
    return "row" if line.startswith("|") else "paragraph"


def _list(rows: Sequence[str], style: str, inline: Inline) -> str:
    tag = '<ol type="a">' if style == "ordered" else "<ul>"
    inside = "\n".join(f"<li>{inline(row.removeprefix('- '))}</li>" for row in rows)
    return f"{tag}\n{inside}\n</{tag[1:3]}>"


def _table(rows: Sequence[str], inline: Inline) -> str:
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    head = "".join(f"<th>{inline(cell)}</th>" for cell in cells[0])
    body = "\n".join(
        "<tr>" + "".join(f"<td>{inline(cell)}</td>" for cell in row) + "</tr>" for row in cells[2:]
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _semantic(sections: Sequence[Section], inline: Inline) -> str:
    return "\n".join(
        f"<h2>{inline(each.title)}</h2>\n" + "\n".join(each.blocks) for each in sections
    )


def _numbered(sections: Sequence[Section], inline: Inline) -> str:
    return "\n".join(
        f'<h2 id="s{number}">{number}. {inline(each.title)}</h2>\n' + "\n".join(each.blocks)
        for number, each in enumerate(sections, 1)
    )


def _bold(sections: Sequence[Section], inline: Inline) -> str:
    return "\n".join(
        f"<p><b>{number}. {inline(each.title)}</b></p>\n" + "\n".join(each.blocks)
        for number, each in enumerate(sections, 1)
    )


def _ordered(sections: Sequence[Section], inline: Inline) -> str:
    inside = "\n".join(
        f"<li><h3>{inline(each.title)}</h3>\n" + "\n".join(each.blocks) + "\n</li>"
        for each in sections
    )
    return f'<ol class="clauses">\n{inside}\n</ol>'


def _accordion(sections: Sequence[Section], inline: Inline) -> str:
    return "\n".join(
        f"<details><summary><h2>{inline(each.title)}</h2></summary>\n<div>\n"
        + "\n".join(each.blocks)
        + "\n</div></details>"
        for each in sections
    )


_STYLES: dict[str, Callable[[Sequence[Section], Inline], str]] = {
    "semantic": _semantic,
    "numbered": _numbered,
    "bold": _bold,
    "ordered": _ordered,
    "accordion": _accordion,
}
