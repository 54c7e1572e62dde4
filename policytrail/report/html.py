"""Records -> HTML: escaped, without script of its own, the same bytes for the same record."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from policytrail.report import paths, phrases
from policytrail.report.chart import chart_of
from policytrail.report.histories import Health, IndexRecord, SourceRecord
from policytrail.report.published import iso
from policytrail.report.records import ChangeRecord
from policytrail.report.redline import redline, unchanged_after
from policytrail.report.sorted_out import sort_out
from policytrail.report.timeline import rows_of

# Captured text can hold characters that turn the reading direction around, that no HTML may hold,
# or that UTF-8 cannot write. They are shown by name: hiding them would hide an attack.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_WEB = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)
SIDE_CHARS = 400_000
"""Beyond so many characters of edits a page holds the inline view alone, to stay under 1.5 MB."""
ALERTS_SHOWN = 20
EDITS_SHOWN = 10
ASSETS = ("style.css", "site.js")


def change_html(record: ChangeRecord) -> str:
    """Return the page of a change."""
    lines = redline(record.hunks)
    return _render(
        "change.html.j2",
        paths.change_path(record.change_id),
        record=record,
        redline=lines,
        hunks=len(record.hunks),
        side_by_side=sum(len(text) for hunk in record.hunks for _, text in hunk.edits) < SIDE_CHARS,
        unchanged_after=unchanged_after(record),
    )


def source_html(record: SourceRecord) -> str:
    """Return the page of a source."""
    path = paths.source_path(record.source.source_id)
    return _render("source.html.j2", path, record=record, rows=rows_of(record), chart=chart_of([record]))


def index_html(record: IndexRecord) -> str:
    """Return the front of the site."""
    parts = sort_out(record.changes)
    return _render(
        "index.html.j2",
        "index.html",
        record=record,
        alerts=parts.alerts,
        edits=parts.edits,
        noise=parts.noise,
        noise_kinds=parts.noise_kinds,
        healths=[(one, count) for one in Health if (count := _count(record, one))],
        services=len({one.service_id for one in record.sources}),
        shown_alerts=ALERTS_SHOWN,
        shown_edits=EDITS_SHOWN,
    )


def assets() -> tuple[tuple[str, str], ...]:
    """Return the style sheet and the scripts that the pages link to, as (path, text)."""
    folder = files("policytrail.report") / "assets"
    return tuple((f"assets/{name}", (folder / name).read_text("utf-8")) for name in ASSETS)


def shown(text: str) -> str:
    """Return a text with the characters that must not act on a page written by name.

    >>> shown("safe \u202etxt.exe")
    'safe ⟨U+202E⟩txt.exe'
    """
    return _UNSHOWABLE.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def _count(record: IndexRecord, health: Health) -> int:
    return sum(one.health is health for one in record.sources)


def _finalize(value: object) -> object:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _web(url: str) -> str:
    """Return a URL if it is one of the web, else an empty text: no `javascript:` in a link."""
    return url if _WEB.fullmatch(url) else ""


def _time(at: datetime, wording: str = "moment") -> Markup:
    words = phrases.day(at) if wording == "day" else phrases.moment(at)
    return Markup('<time datetime="{}">{}</time>').format(iso(at), words)


def _render(template: str, path: str, **values: object) -> str:
    shared = {"p": phrases, "paths": paths, "root": paths.root_of(path), "path": path}
    context: Mapping[str, object] = {**shared, **values}
    return _environment().get_template(template).render(context)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("policytrail.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters.update(web=_web, time=_time, isotime=iso)
    return environment
