"""The shape of sources.yaml, as pydantic checks it. docs/sources.md describes every field."""

import re
from typing import Annotated, Self, cast
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from policytrail.errors import ExtractError
from policytrail.model import MOST_CONFIRMING, Confirmation, Fetcher, PolicyType, Recipe, Severity
from policytrail.muting import check_entry
from policytrail.sources.access_values import (
    PLAIN_HEADERS,
    Charset,
    HeaderValue,
    Proxy,
    Secret,
    Token,
)
from policytrail.sources.urls import is_id

_SECONDS = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_EVERY = re.compile(r"([1-9][0-9]{0,3})\s*([mhdw])")
RANGE = "range"
"""The word by which pydantic's errors say that a rule was read as a range."""
MOST_PAGES = 100
"""Further pages of one policy: each of its captures asks for them all."""


def parse_seconds(text: object) -> int:
    """Return the seconds of a span such as `12h`.

    Raises:
        ValueError: if it is no span.

    >>> parse_seconds("12h")
    43200
    """
    match = _EVERY.fullmatch(text) if isinstance(text, str) else None
    if not match:
        raise ValueError(f"{text!r} is no span of time, expected e.g. 12h, 1d or 7d")
    return int(match[1]) * _SECONDS[match[2]]


def check_url(text: object) -> str:
    """Return a web address as it is.

    Raises:
        ValueError: if it is none, or holds a password.
    """
    if not isinstance(text, str):
        raise ValueError("expected a URL")  # noqa: TRY004 (pydantic collects ValueErrors only)
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f"{text!r} is no URL ({error}), expected https://...") from error
    if parts.scheme not in ("http", "https") or not host or re.search(r"\s", text):
        raise ValueError(f"{text!r} is no web address, expected https://...")
    if parts.username or parts.password:
        raise ValueError("the URL holds a user name or password, expected one without")
    return text


def _check_id(text: object) -> str:
    if not is_id(text):
        raise ValueError(f"{text!r} is no id, expected lower-case letters, digits, `-`, `_`, `.`")
    return text


def check_selector(text: object) -> str:
    """Return a CSS selector as it is.

    Raises:
        ValueError: if extraction does not understand it.
    """
    if not isinstance(text, str) or not text.strip():
        raise ValueError("empty, expected a CSS selector")
    from policytrail.extract import extract  # noqa: PLC0415 (its patterns take half a second)

    try:
        extract(b"<p>", "text/html", Recipe(select=(text,)))
    except ExtractError as error:
        raise ValueError(f"{text!r} is no CSS selector, expected e.g. `article .legal`") from error
    return text


def read_confirmation(text: object) -> Confirmation:
    """Return what `confirm` asks for: a number of captures, or a span of time.

    Raises:
        ValueError: it is neither.
    """
    if isinstance(text, Confirmation):
        return text
    if isinstance(text, int | str) and str(text).isdigit() and int(text) <= MOST_CONFIRMING:
        return Confirmation(captures=int(text))
    try:
        return Confirmation(seconds=parse_seconds(text))
    except ValueError:
        raise ValueError(
            f"{text!r} is neither a number of captures from 0 to {MOST_CONFIRMING} nor a span"
            " such as 6h"
        ) from None


def _as_list(value: object) -> list[object]:
    if isinstance(value, list):
        return cast("list[object]", value)  # the schema checks the elements
    return [value]


def _kind_of_rule(value: object) -> str:
    return RANGE if isinstance(value, dict | RangeEntry) else "text"


Id = Annotated[str, BeforeValidator(_check_id)]
Url = Annotated[str, BeforeValidator(check_url)]
Every = Annotated[int, BeforeValidator(parse_seconds)]
Word = Annotated[str, Field(min_length=1)]
Selector = Annotated[str, BeforeValidator(check_selector)]
Entry = Annotated[str, BeforeValidator(check_entry)]
Entries = Annotated[list[Entry], BeforeValidator(_as_list)]
Confirm = Annotated[Confirmation, BeforeValidator(read_confirmation)]
Label = Annotated[str, Field(min_length=1, pattern=r"^\S+$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RangeEntry(_Strict):
    """A selection from one element to another."""

    startBefore: Selector | None = None  # noqa: N815 (Open Terms Archive's name)
    startAfter: Selector | None = None  # noqa: N815 (Open Terms Archive's name)
    endBefore: Selector | None = None  # noqa: N815 (Open Terms Archive's name)
    endAfter: Selector | None = None  # noqa: N815 (Open Terms Archive's name)

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        starts = (self.startBefore is None) + (self.startAfter is None)
        ends = (self.endBefore is None) + (self.endAfter is None)
        if (starts, ends) != (1, 1):
            raise ValueError(
                "a range without its two ends, expected startBefore or startAfter, "
                "and endBefore or endAfter"
            )
        return self


RuleEntry = Selector | RangeEntry
Rules = Annotated[
    list[
        Annotated[
            Annotated[Selector, Tag("text")] | Annotated[RangeEntry, Tag(RANGE)],
            Discriminator(_kind_of_rule),
        ]
    ],
    BeforeValidator(_as_list),
]


class Defaults(_Strict):
    """Default values for sources that do not set their own."""

    fetch: Fetcher | None = None
    every: Every | None = None
    wayback: bool | None = None
    archive: bool | None = None
    ignore: Entries = []
    only: Entries | None = None
    min_severity: Severity | None = None
    confirm: Confirm | None = None


class _Ruled(Defaults):
    select: Rules | None = None
    remove: Rules | None = None
    tags: list[Label] = []


class BasicEntry(_Strict):
    """A log-in by HTTP basic authentication."""

    user: Secret
    password: Secret


class RequestEntry(_Strict):
    """What each request for a source carries along."""

    headers: dict[Token, HeaderValue] = {}
    cookies: dict[Token, Secret] = {}
    basic: BasicEntry | None = None

    @model_validator(mode="after")
    def _hides_secrets(self) -> Self:
        for name, value in self.headers.items():
            if name.lower() not in PLAIN_HEADERS and not value.startswith("$"):
                raise ValueError(
                    f"the header {name} may hold a secret, expected $NAME, the environment "
                    "variable that holds its value"
                )
        return self


class AccessedEntry(_Ruled):
    """What a source says of its requests, its character set and the steps to its text."""

    request: RequestEntry | None = None
    proxy: Proxy | None = None
    charset: Charset | None = None
    link: Selector | None = None
    click: Annotated[list[Selector], BeforeValidator(_as_list)] | None = None
    wait_for: Selector | None = None
    pages: Annotated[list[Url], Field(min_length=1, max_length=MOST_PAGES)] | None = None


class SourceEntry(AccessedEntry):
    """One URL from which a policy is retrieved."""

    url: Url
    id: Id | None = None
    history: list[Url] = []


class PolicyEntry(AccessedEntry):
    """One policy: a source, or `sources` and what is common to them."""

    url: Url | None = None
    id: Id | None = None
    history: list[Url] = []
    sources: Annotated[list[SourceEntry], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _one_or_many(self) -> Self:
        if self.sources is None and self.url is None:
            raise ValueError("no url, expected `url` or `sources`")
        if self.sources is not None and (self.url or self.id or self.history or self.pages):
            raise ValueError(
                "`sources` beside url, id, history or pages, expected them in each source"
            )
        return self


class ServiceEntry(_Strict):
    """One service with its policies."""

    policies: Annotated[dict[PolicyType, PolicyEntry], Field(min_length=1)]
    name: Word | None = None
    organisation: Word | None = None
    tags: list[Label] = []


class SourcesFile(_Strict):
    """The whole file."""

    services: Annotated[dict[Id, ServiceEntry], Field(min_length=1)]
    defaults: Defaults = Defaults()
