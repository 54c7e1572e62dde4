"""Pages of the site on paper, through WeasyPrint; nothing outside the site is read."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from policytrail.errors import ConfigurationError


def pdf_of(page: Path, root: Path) -> bytes:
    """Return an HTML page as PDF: the same bytes for the same page and fonts.

    Raises:
        ConfigurationError: if WeasyPrint or the system's Pango is missing.
    """
    try:
        from weasyprint import HTML  # noqa: PLC0415 (an extra that needs a system library)
        from weasyprint.urls import URLFetcherResponse  # noqa: PLC0415 (the same)
    except (ImportError, OSError) as error:
        raise ConfigurationError(
            "writing PDF needs WeasyPrint and the system's Pango: pip install policytrail[print]"
        ) from error

    def fetch(url: str) -> URLFetcherResponse:
        path = Path(unquote(urlsplit(url).path)).resolve()
        if urlsplit(url).scheme != "file" or not path.is_relative_to(root.resolve()):
            raise ValueError(f"{url}: only files of the site are read")
        kind = "text/css" if path.suffix == ".css" else "text/html"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return HTML(filename=str(page), url_fetcher=fetch).write_pdf()
