"""What the invented web answers: the same bytes for the same URL at the same virtual time."""

import hashlib
import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from string import Template
from urllib.parse import urlsplit

from tests.web.marking import marked, title_of, with_mail, with_masked_mail
from tests.web.story import HERE, Scene, Serve, scene, timeline

RELATED = (
    "How to change your e-mail address",
    "Why was I signed out?",
    "Using the app on two devices",
    "What to do if a payment fails",
    "Turning notifications off",
    "Exporting everything you made",
)
PROMOS = (
    "Spring sale: 20 percent off",
    "Now also on your television",
    "Invite a friend, get a month",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP response."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


def url_of(source_id: str) -> str:
    """Return the address of a source."""
    found = scene(source_id, timeline().moments[0])
    return f"http://{found.service.host}{found.publication.path}"


def answer(url: str, now: datetime, asked: Mapping[str, str]) -> Answer | None:
    """Return what a URL answers at a virtual time; None closes the connection without a word.

    `asked` holds the request's headers, their names in lower case.
    """
    address = url.partition("#")[0]
    source_id = _sources_at(now).get(address)
    if source_id is None:
        return _document("not_found", url, now, 404)
    shown = scene(source_id, now)
    if shown.serve is Serve.CLOSE:
        return None
    if shown.serve is Serve.MOVED and address == url_of(source_id):
        return Answer(301, b"", (("Location", shown.to),))
    if shown.serve in _STATUSES:
        return _document(shown.serve.value, url, now, _STATUSES[shown.serve])
    return _policy(shown, url, now, asked)


_STATUSES = {Serve.NOT_FOUND: 404, Serve.UNAVAILABLE: 503, Serve.CHALLENGE: 200, Serve.SHELL: 200}


def _sources_at(now: datetime) -> dict[str, str]:
    """Return URL -> source, with the new addresses of those that have moved."""
    found = {url_of(source_id): source_id for source_id in timeline().sources}
    for source_id in timeline().sources:
        shown = scene(source_id, now)
        if shown.to:
            found[f"http://{shown.service.host}{shown.to}"] = source_id
    return found


def _policy(shown: Scene, url: str, now: datetime, asked: Mapping[str, str]) -> Answer:
    noise = _Noise(url, now)
    inline = (
        with_masked_mail(noise.number("key", 255) + 1)
        if shown.service.layout == "help"
        else with_mail
    )
    content = marked(shown.text, shown.publication.style, inline)
    body = _filled(shown.service.layout, url, noise, content, shown)
    charset = "iso-8859-1" if shown.service.layout == "classic" else "utf-8"
    coded = body.encode(charset, "xmlcharrefreplace")
    headers = [("Content-Type", f"text/html; charset={charset}")]
    if shown.publication.etag:
        etag = f'"{hashlib.sha256(coded).hexdigest()[:16]}"'
        headers += [("ETag", etag), ("Last-Modified", format_datetime(shown.since, usegmt=True))]
        if asked.get("if-none-match") == etag:
            return Answer(304, b"", tuple(headers))
    else:
        headers.append(("Set-Cookie", f"sid={noise.token}; Path=/; HttpOnly"))
    return Answer(200, coded, tuple(headers))


def _document(layout: str, url: str, now: datetime, status: int) -> Answer:
    body = _filled(layout, url, _Noise(url, now), "", None)
    headers = [("Content-Type", "text/html; charset=utf-8")]
    if status == 503:
        headers.append(("Retry-After", "3600"))
    return Answer(status, body.encode(), tuple(headers))


def _filled(layout: str, url: str, noise: "_Noise", content: str, shown: Scene | None) -> str:
    host = urlsplit(url).hostname or ""
    name = next((each.name for each in timeline().services.values() if each.host == host), host)
    banner = (
        f'<div class="notice" role="alert">{shown.banner}</div>' if shown and shown.banner else ""
    )
    return _layout(layout).substitute(
        url=html.escape(url),
        host=host,
        name=name,
        title=title_of(shown.text) if shown else "",
        content=content,
        banner=banner,
        siblings=_siblings(host, noise, is_list=layout in ("studio", "help")),
        **noise.words(),
    )


def _siblings(host: str, noise: "_Noise", *, is_list: bool) -> str:
    links: list[str] = []
    for source_id in timeline().sources:
        shown = scene(source_id, noise.now)
        if shown.service.host == host:
            token = "" if shown.publication.etag else f"#{noise.token[:8]}"
            link = (
                f'<a href="{html.escape(shown.publication.path)}{token}">{title_of(shown.text)}</a>'
            )
            links.append(f"<li>{link}</li>" if is_list else f"{link} ")
    return "".join(links)


@cache
def _layout(name: str) -> Template:
    return Template((HERE / "layouts" / f"{name}.html").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class _Noise:
    """What changes on every visit and means nothing."""

    url: str
    now: datetime

    def number(self, name: str, below: int) -> int:
        """Return a number from 0 that looks drawn by lot."""
        seed = f"{name} {self.url} {self.now.astimezone(UTC).isoformat()}"
        return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4]) % below

    @property
    def token(self) -> str:
        """Return the name of the visit's session."""
        return f"{self.number('token', 1 << 31):08x}{self.number('more', 1 << 31):08x}"

    def words(self) -> dict[str, object]:
        """Return what layouts fill in."""
        first = self.number("related", len(RELATED))
        shown = [RELATED[(first + step) % len(RELATED)] for step in range(3)]
        asked = 40 + self.number("asked", 400)
        build = hashlib.sha256(f"{self.now:%Y-%m}".encode()).hexdigest()[:7]
        return {
            "token": self.token,
            "build": build,
            "variant": "ab"[self.number("variant", 2)],
            "count": f"{100_000 + self.number('count', 900_000):,}",
            "price": f"{10 + self.number('price', 80)}.99",
            "days": 1 + self.number("days", 20),
            "asked": asked,
            "votes": asked - self.number("votes", 30),
            "promo": PROMOS[self.number("promo", len(PROMOS))],
            "related": "".join(
                f'<li><a href="/related/{RELATED.index(each)}?sid={self.token}">{each}</a></li>'
                for each in shown
            ),
            "year": self.now.year,
        }
