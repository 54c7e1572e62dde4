"""Pages of the site as PDF, through WeasyPrint; nothing outside the site is read."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

from flows.pipeline import MEBIBYTE, Exceeded, LimitedWorker, Limits
from policytrail.errors import ConfigurationError, PolicyTrailError, install_advice
from policytrail.report.words import count_with_noun, say_text

_LIMITS: Final = Limits(memory_bytes=1024 * MEBIBYTE, processor_s=120)
"""A policy of 200 kB takes 5 s; what its publisher wrote decides how much a page takes."""
_FOLDS: Final = ("minor", "fold")
"""Classes of what a page hides until a reader opens it: minor passages, and long unchanged words."""
_PASSAGE_LETTERS: Final = 11_000
_TABLE_LETTERS: Final = 2_000
"""What passages, and each table behind them, may have: with verdict and evidence, 12 pages."""
_SAME_BYTES: Final = {
    # fontTools, which cuts fonts where the system has no libharfbuzz-subset, writes the time into
    # them unless it is told one; a hash of another start can put objects into another order.
    "SOURCE_DATE_EPOCH": "0",
    "PYTHONHASHSEED": "0",
}

Pages = tuple[str, str]
"""An HTML page, and the folder of the site."""


class NotPrinted(PolicyTrailError):
    """A page cannot be made into a PDF here: open it in a browser and print it."""


def page_to_pdf(
    page: Path, root: Path, typesetter: "Callable[[Pages], bytes | str] | None" = None
) -> bytes:
    """Return an HTML page as PDF: the same bytes for the same page and fonts.

    It is set by a process of its own, since the page holds what others wrote.

    Raises:
        ConfigurationError: if WeasyPrint or the system's Pango is missing.
        NotPrinted: if setting the page takes too much, or there is no font.
    """
    worker = LimitedWorker(_SAME_BYTES)
    try:
        printed = worker.do_work(typesetter or typeset_page, (str(page), str(root)), _LIMITS)
    finally:
        worker.end_process()
    if isinstance(printed, Exceeded):
        raise NotPrinted(f"{page}: the page {printed.reason}; print it from a browser instead")
    if isinstance(printed, str):
        raise ConfigurationError(printed)
    return printed


def typeset_page(asked: Pages) -> bytes | str:
    """Return a page as PDF, or what is missing to make one."""
    page, root = asked[0], Path(asked[1]).resolve()
    if missing := missing_for_paper():
        return missing
    from weasyprint import HTML  # noqa: PLC0415 (an extra that needs a system library)
    from weasyprint.urls import URLFetcherResponse  # noqa: PLC0415 (the same)

    def fetch(url: str) -> URLFetcherResponse:
        path = Path(unquote(urlsplit(url).path)).resolve()
        if urlsplit(url).scheme != "file" or not path.is_relative_to(root):
            raise ValueError(f"{url}: only files of the site are read")
        kind = "text/css" if path.suffix == ".css" else "text/html"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    read = HTML(filename=page, url_fetcher=fetch)
    _fit_paper(read.etree_element)
    # Tagged, so that a screen reader finds headings, lists and tables (PDF/UA).
    return read.write_pdf(pdf_variant="pdf/ua-1")


def _fit_paper(page: Element) -> None:
    """Remove what a PDF cannot show, and what exceeds 12 pages of a change."""
    for parent in list(page.iter()):
        for child in list(parent):
            if "side-view" in child.get("class", "").split():
                parent.remove(child)  # the same words as those of the inline view
            elif child.get("class") in _FOLDS:
                _close(child)
    for section in page.iter("section"):
        kinds = section.get("class", "").split()
        if "redline" in kinds:
            _cut_parts(section, ("hunk", "unchanged", "gone"), _PASSAGE_LETTERS)
        if "more" in kinds:
            for table in (*section.iter("tbody"), *section.iter("ul")):
                _cut_parts(table, ("",), _TABLE_LETTERS)


def _close(fold: Element) -> None:
    """Remove what a fold hides at first; its summary says what that is."""
    for child in list(fold):
        child.tail = None
        if child.tag != "summary":
            fold.remove(child)


def _cut_parts(parent: Element, kinds: tuple[str, ...], room: int) -> None:
    """Remove the children of some kinds that go beyond so many letters, and say how many they were."""
    cut = 0
    for child in list(parent):
        if (child.get("class", "").split() or [""])[0] in kinds:
            before, room = room, room - len("".join(child.itertext()))
            view = child.find("div[@class='inline-view']")
            if room < 0 <= before and view is not None:
                _cut_parts(view, ("block",), before)  # the first that goes beyond is shown in part
            elif room < 0:
                parent.remove(child)
                cut += kinds[0] in child.get("class", "")
    if cut:
        words = say_text("change", "paper_rest", parts=count_with_noun("passage", cut))
        name, inner = {"tbody": ("tr", "td"), "ul": ("li", "span")}.get(parent.tag, ("div", "p"))
        SubElement(SubElement(parent, name), inner, {"class": "notice"}).text = words


def missing_for_paper() -> str:
    """Return what this system lacks to write PDFs; empty if nothing."""
    try:
        import_module("weasyprint")  # an extra that needs a system library
    except (ImportError, OSError):
        return (
            "writing PDF needs WeasyPrint and the system's Pango (libpango-1.0-0): "
            f"{install_advice('print')}, and install Pango"
        )
    return ""
