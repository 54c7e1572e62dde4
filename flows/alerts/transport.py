"""Hand a message to its receiver: through Apprise, or through a notification block of Prefect.

Addresses hold secrets. What a library says or logs about one is passed on only if no part of the
address is in it, and while a message is on its way the libraries' own logs are off below warnings:
at debug level they print the URLs that they call.
"""

import logging
import re
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TypeAlias
from urllib.parse import unquote, urlsplit

import apprise
import httpx
from apprise.plugins.email import NotifyEmail

from policytrail.alerts.messages import Message

REFUSED = "the receiver did not accept it"
NO_ADDRESS = "its address is no URL that Apprise knows: correct it where it is kept"
_CHATTY = ("apprise", "urllib3", "httpx", "httpcore")
_SHORT = 4
"""Shorter parts of an address (ports, `to`, `v1`) are no secrets, and stand in many sentences."""
_JOINTS = re.compile(r"[:/?&=@,#]+")
_LONGEST = 200


class Notifier(Protocol):
    """A notification block of Prefect."""

    def raise_on_failure(self) -> AbstractContextManager[None]:
        """Make `notify` raise while the context lasts."""
        ...

    def notify(self, body: str, subject: str | None = None) -> object:
        """Send."""
        ...


Address: TypeAlias = str | Notifier
"""An Apprise URL, or a block that knows its own; never logged."""


def deliver(address: Address, message: Message) -> str:
    """Send a message; return what was wrong, empty if the receiver accepted it."""
    with _quiet():
        if isinstance(address, str):
            return _through_apprise(address, message)
        return _through_block(address, message)


def _through_apprise(address: str, message: Message) -> str:
    found = apprise.Apprise()
    if not found.add(address):
        return NO_ADDRESS
    with _listening() as heard:
        accepted = [_send(one, message) for one in found]
    return "" if all(accepted) else _fault(heard, address)


def _send(receiver: apprise.NotifyBase, message: Message) -> bool:
    """Send to one receiver; mail gets HTML, which Apprise accompanies with plain text."""
    sender = apprise.Apprise()
    sender.add(receiver)
    is_mail = isinstance(receiver, NotifyEmail) and bool(message.html)
    form = receiver.notify_format if is_mail else apprise.NotifyFormat.TEXT
    body = message.html if form == apprise.NotifyFormat.HTML else message.text
    return bool(sender.notify(title=message.subject, body=body, body_format=form))


def _through_block(block: Notifier, message: Message) -> str:
    from prefect.blocks.abstract import NotificationError  # noqa: PLC0415 (heavy)

    try:
        with block.raise_on_failure():
            block.notify(message.text, message.subject)
    except (NotificationError, httpx.HTTPError):
        return REFUSED
    return ""


def _fault(heard: list[str], address: str) -> str:
    """Return what Apprise complained of, unless it holds a part of the address but the host."""
    said = " ".join(heard[:1])[:_LONGEST]
    return (
        f"{REFUSED}: {said}"
        if said and not any(map(said.__contains__, _parts(address)))
        else REFUSED
    )


def _parts(address: str) -> set[str]:
    """Return what may be secret in an address, as it is written and as it is meant."""
    host = (urlsplit(address).hostname or "").lower()
    words = [word for word in _JOINTS.split(address) if word.lower() not in host]
    return {form for word in words for form in (word, unquote(word)) if len(form) >= _SHORT}


@contextmanager
def _listening() -> Generator[list[str]]:
    """Yield what Apprise warns of meanwhile."""
    heard: list[str] = []
    listener = _Listener(heard)
    log = logging.getLogger("apprise")
    log.addHandler(listener)
    try:
        yield heard
    finally:
        log.removeHandler(listener)


class _Listener(logging.Handler):
    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a complaint."""
        self._heard.append(record.getMessage())


@contextmanager
def _quiet() -> Generator[None]:
    logs = [logging.getLogger(name) for name in _CHATTY]
    before = [(log.level, log.propagate) for log in logs]
    for log in logs:
        log.setLevel(logging.WARNING)
        log.propagate = False
    try:
        yield
    finally:
        for log, (level, propagate) in zip(logs, before, strict=True):
            log.setLevel(level)
            log.propagate = propagate
