"""Render templates to HTML, escaped; equal values give equal bytes."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from policytrail.report import paths
from policytrail.report.build import announcement_outcome, untold_summary
from policytrail.report.records import iso_time
from policytrail.report.words import all_wording, chosen_language, count_with_noun, phrases

# Captured text can hold characters that turn the reading direction around, that no HTML may hold,
# or that UTF-8 cannot write. They are shown by name: hiding them would hide an attack.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_FROM_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_WEB = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)
ASSETS = ("style.css", "site.js", "search.js")


def render_page(template: str, path: str, **values: object) -> str:
    """Return a page: the template filled with values, all text escaped."""
    shared = {
        "p": phrases,
        "paths": paths,
        "root": paths.path_to_root(path),
        "path": path,
        "t": all_wording(),
        "noun": count_with_noun,
        "english": Markup("" if chosen_language() == "en" else ' lang="en"'),  # noqa: S704 (no value in it)
        "outcome": announcement_outcome,
        "untold": untold_summary,
    }
    context: Mapping[str, object] = {**shared, **values}
    return _template_environment().get_template(template).render(context)


def site_assets() -> tuple[tuple[str, str], ...]:
    """Return the style sheet and the scripts that the pages link to, as (path, text)."""
    folder = files("policytrail.report") / "assets"
    return tuple((f"assets/{name}", (folder / name).read_text("utf-8")) for name in ASSETS)


def escape_invisible(text: str) -> str:
    """Return a text with invisible and control characters replaced by their names.

    >>> escape_invisible("safe \u202etxt.exe")
    'safe ⟨U+202E⟩txt.exe'
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSHOWABLE.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def _finalize_value(value: object) -> object:
    return (
        escape_invisible(value)
        if isinstance(value, str) and not isinstance(value, Markup)
        else value
    )


def holds_right_to_left(text: str) -> bool:
    """Return whether a text has letters that are written from the right, such as Arabic or Hebrew.

    >>> holds_right_to_left("terms"), holds_right_to_left("شروط")
    (False, True)
    """
    return not text.isascii() and _FROM_RIGHT.search(text) is not None


def _direction_attribute(text: str) -> Markup:
    """Return the attribute that lets a browser choose the direction; empty where the page's fits."""
    return Markup(' dir="auto"' if holds_right_to_left(text) else "")  # noqa: S704 (no value in it)


def _web_url(url: str) -> str:
    """Return a URL if it is one of the web, else an empty text: no `javascript:` in a link."""
    return url if _WEB.fullmatch(url) else ""


def fill_wording(text: str, **values: object) -> Markup:
    """Return a text of the interface with its values, escaped unless they are marked up.

    >>> fill_wording("{a} of {b}", a=Markup("<b>1</b>"), b="<2>")
    Markup('<b>1</b> of &lt;2&gt;')
    """
    return escape(text).format(**{name: _finalize_value(value) for name, value in values.items()})


def _time_tag(moment: datetime, wording: str = "moment") -> Markup:
    words = phrases.format_day(moment) if wording == "day" else phrases.format_moment(moment)
    return Markup('<time datetime="{}">{}</time>').format(iso_time(moment), words)


@cache
def _template_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("policytrail.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize_value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters.update(
        direction=_direction_attribute,
        web=_web_url,
        time=_time_tag,
        isotime=iso_time,
        fill=fill_wording,
    )
    return environment
