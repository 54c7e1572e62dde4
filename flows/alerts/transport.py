"""Hand a message to its receiver: through Apprise, or through a notification block of Prefect.

Addresses hold secrets. What a library says or logs about one is passed on only if no part of the
address is in it, and while a message is on its way the libraries' own logs are off below warnings:
at debug level they print the URLs that they call.
"""

import logging
import re
import threading
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Protocol, TypeAlias
from urllib.parse import unquote, urlsplit

import apprise
import httpx
from apprise.plugins.email import NotifyEmail

from flows.pipeline import Exceeded, Limit, Limits, do_once
from policytrail.alerts import Message

SILENT = "the receiver did not accept it within"
_LIMITS = Limits(patience_s=60)
"""Of one message: a mail server that is slow on purpose (greylisting) answers within 30 s."""
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


def deliver_message(address: Address, message: Message, limits: Limits = _LIMITS) -> str:
    """Send a message; return the error, empty if the receiver accepted it.

    A receiver that answers one byte at a time is given up at a deadline, which the libraries lack.
    """
    if not isinstance(address, str):
        return _send_within(limits.patience_s, partial(_through_block, address, message))
    sent = do_once(_through_apprise, (address, message), limits)
    if isinstance(sent, Exceeded):
        # Its reason may quote the address.
        return f"{SILENT} {limits.patience_s:g} s" if sent.limit is Limit.TIME else REFUSED
    return sent


def _send_within(patience_s: float, send: Callable[[], str]) -> str:
    """Return the result of sending; a thread that is not done at the deadline is abandoned."""
    faults: list[str] = []
    sending = threading.Thread(target=lambda: faults.append(send()), daemon=True)
    sending.start()
    sending.join(patience_s)
    if sending.is_alive():
        return f"{SILENT} {patience_s:g} s"
    return faults[0] if faults else REFUSED


def _through_apprise(asked: tuple[str, Message]) -> str:
    address, message = asked
    with _quiet_apprise():
        receivers = apprise.Apprise()
        if not receivers.add(address):
            return NO_ADDRESS
        with _collect_warnings() as heard:
            accepted = [_send_to_receiver(receiver, message) for receiver in receivers]
        return "" if all(accepted) else _redact_fault(heard, address)


def _send_to_receiver(receiver: apprise.NotifyBase, message: Message) -> bool:
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
        with _quiet_apprise(), block.raise_on_failure():
            block.notify(message.text, message.subject)
    except (NotificationError, httpx.HTTPError):
        return REFUSED
    return ""


def _redact_fault(heard: list[str], address: str) -> str:
    """Return Apprise's warnings, unless they contain a part of the address other than the host."""
    reason = " ".join(heard[:1])[:_LONGEST]
    return (
        f"{REFUSED}: {reason}"
        if reason and not any(map(reason.__contains__, _secret_parts(address)))
        else REFUSED
    )


def _secret_parts(address: str) -> set[str]:
    """Return what may be secret in an address, as it is written and as it is meant."""
    host = (urlsplit(address).hostname or "").lower()
    words = [word for word in _JOINTS.split(address) if word.lower() not in host]
    return {form for word in words for form in (word, unquote(word)) if len(form) >= _SHORT}


@contextmanager
def _collect_warnings() -> Generator[list[str]]:
    """Collect the warnings that Apprise logs during the block."""
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
def _quiet_apprise() -> Generator[None]:
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
