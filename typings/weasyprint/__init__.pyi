from collections.abc import Callable

from weasyprint.urls import URLFetcherResponse

class HTML:
    def __init__(
        self, *, filename: str, url_fetcher: Callable[[str], URLFetcherResponse]
    ) -> None: ...
    def write_pdf(self) -> bytes: ...
