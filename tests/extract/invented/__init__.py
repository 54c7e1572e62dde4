"""Invented pages, one a line of a table: failures by family, and policies that are easily taken for one.

A line holds the family, a tab and the page: `#` and `##` begin a title, ` / ` ends a line, and the rest is mark-up. Each is
dressed as sites dress theirs: bare, or among menus, banners and footers that name policies too.
"""

from collections import defaultdict
from pathlib import Path
from typing import Final

_MENU: Final = "".join(
    f"<li><a href=/{word.lower()}>{word}</a></li>"
    for word in ["Home", "Shop", "Features", "Pricing", "Stories", "Help", "Contact"]
)
_FOOT: Final = (
    "<div class=bottom><ul><li><a href=/terms>Terms of Service</a><li><a href=/privacy>Privacy Policy</a>"
    "<li><a href=/cookies>Cookie Policy</a><li><a href=/imprint>Legal notice</a></ul>"
    "<p>© 2026 Quillmark Ltd. All rights reserved.</p></div>"
)
_BANNER: Final = (
    "<div class=cookie-banner role=dialog><p>We use cookies to make our website better. See our"
    " <a href=/cookies>cookie policy</a>.</p><button>Accept all</button><button>Settings</button></div>"
)
DRESSES: Final = {
    "bare": "{head}<body>{text}</body>",
    "semantic": "{head}<body><header><nav><ul>" + _MENU + "</ul></nav></header><main>{text}</main>"
    "<footer>" + _FOOT + "</footer></body>",
    "divs": "{head}<body><div class=top><ul>" + _MENU + "</ul></div><div class=page>{text}</div>"
    + _FOOT + _BANNER + "</body>",
}  # fmt: skip
_TITLE_END: Final = "</title>"


def invented_pages(name: str) -> dict[str, list[str]]:
    """Return the texts of one table by family."""
    pages: dict[str, list[str]] = defaultdict(list)
    table = (Path(__file__).parent / f"{name}.tsv").read_text("utf-8")
    for line in table.splitlines():
        family, _, page = line.partition("\t")
        pages[family].append(page)
    return pages


def dress_page(page: str, dress: str) -> str:
    """Return a page as a server would send it; what is no page of its own stays as it is."""
    if page.startswith(("<html", "{", "<?xml", "null")) or "<title>" not in page:
        return page
    head, _, text = page.partition(_TITLE_END)
    marked = "\n".join(_mark_line(line) for line in text.split(" / "))
    filled = DRESSES[dress].format(head=f"<head>{head}{_TITLE_END}</head>", text=marked)
    return f"<!doctype html><html>{filled}</html>"


def _mark_line(line: str) -> str:
    for mark, tag in (("## ", "h2"), ("# ", "h1")):
        if line.startswith(mark):
            heading, _, rest = line.removeprefix(mark).partition("<")
            return f"<{tag}>{heading}</{tag}>" + (f"<{rest}" if rest else "")
    return line if line.lstrip().startswith("<") else f"<p>{line}</p>"
