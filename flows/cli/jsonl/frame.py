"""The frame of the pure stages: JSON lines in, JSON lines out, one answer a line, in the same order."""

import json
import sys
from collections.abc import Callable, Iterable
from typing import TextIO, TypeAlias, cast

from flows.cli.terminal import escaped_orders
from policytrail.errors import PolicyTrailError

Json: TypeAlias = dict[str, object]


class BadAsk(PolicyTrailError):
    """A line asks for something that cannot be answered; the answer says what was expected."""


def run_stage(answer: Callable[[Json], Json], lines: Iterable[str], out: TextIO) -> None:
    """Write one answer for each line; a line that cannot be handled gives its error."""
    for line in lines:
        if line.strip():
            answer_text = json.dumps(_answer_line(answer, line), ensure_ascii=False)
            out.write(f"{escaped_orders(answer_text)}\n")
    out.flush()


def _answer_line(answer: Callable[[Json], Json], line: str) -> Json:
    try:
        ask: object = json.loads(line)
    except ValueError as error:
        return {"id": None, "error": f"not a JSON object: {error}"}
    except RecursionError:
        return {"id": None, "error": "not a JSON object: nested too deeply"}
    if not isinstance(ask, dict):
        return {"id": None, "error": "not a JSON object"}
    asked = cast("Json", ask)  # the keys of a JSON object are texts
    name = asked.get("id")
    try:
        return {"id": name, **answer(asked)}
    except (PolicyTrailError, OSError) as error:
        return {"id": name, "error": str(error)}


def required_text(ask: Json, name: str) -> str:
    """Return a text that must be there.

    Raises:
        BadAsk: if it is missing or no text.
    """
    value = ask.get(name)
    if not isinstance(value, str):
        raise BadAsk(f"{name!r} is missing or is not a text")
    return value


def optional_texts(ask: Json, name: str) -> tuple[str, ...]:
    """Return a list of texts; missing counts as empty.

    Raises:
        BadAsk: if it is something else.
    """
    value = ask.get(name)
    if value is None:
        return ()
    if isinstance(value, list):
        texts = cast("list[object]", value)  # JSON: nothing is known of the elements yet
        if all(isinstance(text, str) for text in texts):
            return tuple(str(text) for text in texts)
    raise BadAsk(f"{name!r} is not a list of texts")


def use_utf8() -> None:
    """Make the standard streams UTF-8 whatever the locale says; lone surrogates pass."""
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="surrogatepass")  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] (TextIOWrapper)
