from collections.abc import Callable
from xml.etree.ElementTree import Element

from weasyprint.urls import URLFetcherResponse

class HTML:
    etree_element: Element
    def __init__(
        self, *, filename: str, url_fetcher: Callable[[str], URLFetcherResponse]
    ) -> None: ...
    def write_pdf(self, *, pdf_variant: str | None = None) -> bytes: ...
