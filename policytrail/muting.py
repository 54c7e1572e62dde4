"""Readers' own rules: texts and patterns that are read, refused or applied within a time limit."""

import re
import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from functools import lru_cache
from types import FrameType

_LIMIT_S = 0.2
"""Of processor time, for all places of one text; an ordinary pattern takes a thousandth."""
_MOST_LETTERS = 20_000
_FEWEST_LETTERS = 3
# Texts that no useful pattern takes out whole, and texts that slow patterns stumble over.
_UNRELATED = ("We may share data with 12 partners.", "Ωμέγα, 條款 - 7 € / year")
_TRYING = ("a" * 64 + "!", "1" * 64 + "x", "ab " * 32 + "!", "a1-" * 32 + "\n!")


class TooSlow(Exception):
    """A pattern took longer than is allowed."""


def check_entry(entry: object) -> str:
    """Return an entry of `ignore` or `only` as it is.

    Raises:
        ValueError: it is no text or no regular expression, matches everything or takes for ever.
    """
    if not isinstance(entry, str) or not entry.strip():
        raise ValueError("empty, expected a text or /a regular expression/")
    if not _is_expression(entry) and len(entry.strip()) < _FEWEST_LETTERS:
        raise ValueError(
            f"{entry!r} is shorter than {_FEWEST_LETTERS} letters and would match everywhere"
        )
    try:
        pattern = compile_entry(entry)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"{entry!r} is no regular expression: {error}") from error
    try:
        if pattern.search("") or any(not left_of(text, pattern).strip() for text in _UNRELATED):
            raise ValueError(f"{entry!r} matches everything, expected what is to be muted")
        for text in _TRYING:
            left_of(text, pattern)
    except TooSlow:
        raise ValueError(
            f"{entry!r} takes too long on a short text, expected no repeats within repeats"
        ) from None
    return entry


@lru_cache(maxsize=512)
def compile_entry(entry: str) -> re.Pattern[str]:
    """Return the pattern of an entry: `/expression/`, or the words themselves in any case and spacing."""
    if _is_expression(entry):
        return re.compile(entry[1:-1], re.IGNORECASE)
    return re.compile(r"\s+".join(map(re.escape, entry.split())), re.IGNORECASE)


def left_of(text: str, pattern: re.Pattern[str]) -> str:
    """Return a text without what a pattern matches.

    Raises:
        TooSlow: it took longer than is allowed, or the text is too long to try.
    """
    if len(text) > _MOST_LETTERS:
        raise TooSlow
    with _time_limit():
        return pattern.sub(" ", text)


def is_named(text: str, pattern: re.Pattern[str]) -> bool:
    """Return whether a pattern matches somewhere in a text; one that is too slow does not."""
    try:
        with _time_limit():
            return pattern.search(text[:_MOST_LETTERS]) is not None
    except TooSlow:
        return False


def _is_expression(entry: str) -> bool:
    return len(entry) > len("//") and entry.startswith("/") and entry.endswith("/")


@contextmanager
def _time_limit() -> Generator[None]:
    """Raise TooSlow in what takes more processor time than is allowed.

    The `re` module looks for signals while it searches. They reach the main thread alone; in other
    threads the limits of the worker hold.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def expire(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, expire)
    signal.setitimer(signal.ITIMER_VIRTUAL, _LIMIT_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
