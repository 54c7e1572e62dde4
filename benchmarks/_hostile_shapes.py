"""Texts of any size that a publisher could send to make a reader of them slow, each of one shape."""

import random
from collections.abc import Callable
from typing import Final

SENTENCE: Final = "We may share your personal data with partners for 30 days unless you object. "
_WORDS: Final = [
    "we",
    "may",
    "share",
    "your",
    "personal",
    "data",
    "with",
    "partners",
    "for",
    "thirty",
    "days",
    "unless",
    "you",
    "object",
    "under",
    "law",
    "terms",
    "service",
    "account",
    "privacy",
    "arbitration",
    "liability",
    "rights",
    "notice",
    "retention",
    "collect",
    "use",
]
_MARKDOWN: Final = "markdown "
"""Begins the names of shapes that are no HTML."""

Shape = Callable[[int], str]
"""Gives a text of about so many bytes."""


def _repeated(unit: str) -> Shape:
    return lambda size: unit * (size // len(unit) + 1)


def _inside(before: str, unit: str, after: str = "") -> Shape:
    return lambda size: before + unit * (size // len(unit) + 1) + after


def _numbered(unit: str) -> Shape:
    return lambda size: "".join(
        unit.format(number=number) for number in range(size // (len(unit) + 4) + 1)
    )


def _sentences(before: str, after: str) -> Shape:
    """Return a shape of sentences of which no two are the same."""

    def make(size: int) -> str:
        chance = random.Random(size)  # noqa: S311 (no secret)
        count = size // (95 + len(before + after)) + 1
        lines = (" ".join(chance.choices(_WORDS, k=14)).capitalize() for _ in range(count))
        return "".join(f"{before}{line}. {after}" for line in lines)

    return make


def _nested(start: str, end: str = "") -> Shape:
    def make(size: int) -> str:
        depth = size // len(start + end) + 1
        return start * depth + SENTENCE + end * depth

    return make


def _hidden_by_rules(size: int) -> str:
    count = size // 48 + 1
    rules = "".join(f".c{number}{{display:none}}" for number in range(count))
    texts = "".join(f"<p class=c{number}>x</p>" for number in range(count))
    return f"<style>{rules}</style>{texts}"


SHAPES: Final[dict[str, Shape]] = {
    "one paragraph over and over": _repeated(f"<p>{SENTENCE}</p>"),
    "paragraphs of which no two are the same": _sentences("<p>", "</p>"),
    "one paragraph": _sentences("", ""),
    "one sentence": _inside("<p>", "we may share data and "),
    "one word": _inside("<p>", "a"),
    "divisions in divisions": _nested("<div>", "</div>"),
    "spans in spans": _nested("<span>"),
    "lists in lists": _nested("<ol><li>"),
    "lists that begin at 7": _repeated("<ol start=7><li>We keep data.</ol>"),
    "items": _inside("<p>You agree not to:</p><ul>", "<li>share your account with others;</li>"),
    "rows of a table": _inside(
        "<table>", "<tr><td>_ga</td><td>analytics</td><td>2 years</td></tr>"
    ),
    "one row of a table": _inside("<table><tr>", "<td>cell data</td>"),
    "cells over a thousand rows": _inside("<table>", "<tr><td rowspan=1000>a</td><td>b</td></tr>"),
    "a grid of divisions": _repeated("<div class=row><div>Acme</div><div>USA</div></div>"),
    "line breaks": _repeated("<br>"),
    "lines": _inside("<p>", "We keep data.<br>"),
    "links": _repeated('<a href="/p">Privacy</a> '),
    "anchors": _numbered('<a id=x{number} href="#x{number}">{number}</a>'),
    "headings": _repeated("<h2>7. Your data</h2>"),
    "headings and paragraphs": _repeated(f"<h2>Your data</h2><p>{SENTENCE}</p>"),
    "character references": _repeated("&amp;quot;&nbsp;"),
    "tags that stay open": _repeated("<p><b><i>We keep "),
    "attributes": lambda size: f"<p {_numbered('a{number}=1 ')(size)}>{SENTENCE}",
    "comments": _repeated("<!-- x -->"),
    "hidden paragraphs": _repeated('<p hidden>x</p><p style="display:none">y</p>'),
    "a style for each paragraph": _hidden_by_rules,
    "details": _repeated(f"<details><summary>Data</summary><p>{SENTENCE}</p></details>"),
    "bold letters": _repeated("<b>a</b>"),
    "dates": _repeated("<p>Last updated: 3 May 2024. Effective 4 June 2025.</p>"),
    "amounts": _repeated("<p>$50 within 30 days, 13 months, 45 %.</p>"),
    "addresses": _repeated("<p>Contact privacy@example.com, 12 Main St., Ste. 5, B.V.</p>"),
    "quotes": _repeated("“we ‘may’ (share) [data]” "),
    "open brackets": _repeated("((((["),
    "dots": _repeated(". . . "),
    "dotted numbers": _inside("<p>", "1."),
    "commas": _repeated("data, "),
    "colons": _repeated("<p>You agree to the following:</p>"),
    "marks of direction": _repeated("\u200f\u200e\u2066a\u2069 "),
    "definitions": _repeated("<dl><dt>Data</dt><dd>What you give us.</dd></dl>"),
    "scripts": _repeated("<script>var a = {};</script>"),
    "data of a script": _inside(
        '<script id="__NEXT_DATA__" type="application/json">{"a":"', SENTENCE, '"}</script>'
    ),
    f"{_MARKDOWN}stars": _repeated("*a **b* "),
    f"{_MARKDOWN}brackets": _repeated("[a]("),
    f"{_MARKDOWN}quotes": _repeated("> > > > "),
    f"{_MARKDOWN}ticks": _repeated("`` ` "),
    f"{_MARKDOWN}rows": _repeated("|a|b|\n"),
}


def media_type(shape: str) -> str:
    """Return what a server calls a text of the shape."""
    return "text/markdown" if shape.startswith(_MARKDOWN) else "text/html"


def policy_shaped(shape: str, size: int, days: int) -> bytes:
    """Return a policy that is mostly of one shape; two with other `days` differ in three places."""
    start = SENTENCE.replace("30", str(days)) * 20
    rest = SHAPES[shape](size)
    rest = rest.replace("may", "will", 2) if days > 60 else rest
    if media_type(shape) == "text/markdown":
        return f"# Privacy Policy\n\n{start}\n\n{rest}".encode()
    return f"<!doctype html><h1>Privacy Policy</h1><p>{start}</p>{rest}".encode()
