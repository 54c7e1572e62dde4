from enum import StrEnum

class NotifyFormat(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"

class Apprise:
    def __init__(self) -> None: ...
    def add(self, servers: str) -> bool: ...
    def notify(self, *, title: str, body: str, body_format: NotifyFormat) -> bool | None: ...
