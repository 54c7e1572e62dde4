"""The values of what a source of sources.yaml says of its requests."""

import codecs
import re
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field

_VARIABLE: Final = re.compile(r"\$[A-Za-z_][A-Za-z0-9_]*")
PLAIN_HEADERS: Final = frozenset({"accept", "accept-language", "user-agent"})
"""Headers that hold no secret and may be written out."""
_NAME: Final = r"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"


def _check_variable(text: object) -> str:
    if not isinstance(text, str) or not _VARIABLE.fullmatch(text):
        raise ValueError("expected $NAME, the environment variable that holds the value")
    return text


def _check_header(text: object) -> str:
    if not isinstance(text, str) or not text.strip() or not text.isprintable():
        raise ValueError("expected one line of text, or $NAME")
    return text


def _check_proxy(text: object) -> str:
    if isinstance(text, str) and _VARIABLE.fullmatch(text):
        return text
    parts = urlsplit(text) if isinstance(text, str) else None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("expected http://HOST:PORT, or $NAME")
    if parts.username or parts.password:
        raise ValueError("the proxy holds a user name or password, expected $NAME instead")
    return str(text)


def _check_charset(text: object) -> str:
    try:
        b"policy".decode(str(text), "replace")  # refuses hex, zip and others that are of bytes
        return codecs.lookup(str(text)).name
    except (LookupError, ValueError) as error:
        raise ValueError(f"{text!r} is no character set, expected e.g. windows-1252") from error


Token = Annotated[str, Field(pattern=_NAME)]
Secret = Annotated[str, BeforeValidator(_check_variable)]
HeaderValue = Annotated[str, BeforeValidator(_check_header)]
Proxy = Annotated[str, BeforeValidator(_check_proxy)]
Charset = Annotated[str, BeforeValidator(_check_charset)]
