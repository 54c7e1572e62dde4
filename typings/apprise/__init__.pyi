from collections.abc import Iterator
from enum import StrEnum

class NotifyFormat(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"

class NotifyBase:
    notify_format: NotifyFormat

class Apprise:
    def __init__(self) -> None: ...
    def __iter__(self) -> Iterator[NotifyBase]: ...
    def add(self, servers: str | NotifyBase) -> bool: ...
    def notify(self, *, title: str, body: str, body_format: NotifyFormat) -> bool | None: ...
