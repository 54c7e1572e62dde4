"""What the invented web publishes at a time: read from timeline.yaml and texts/."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from policytrail.model import Sources
from policytrail.sources import parse_sources

HERE = Path(__file__).parent


class Serve(StrEnum):
    """What may be served in place of a policy."""

    POLICY = "policy"
    NOT_FOUND = "not_found"
    UNAVAILABLE = "unavailable"
    CHALLENGE = "challenge"
    CLOSE = "close"
    SHELL = "shell"
    MOVED = "moved"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Service(_Strict):
    """One invented service."""

    name: str
    host: str
    layout: str
    tags: list[str]


class Publication(_Strict):
    """One policy of a service."""

    type: str
    path: str
    style: str
    etag: bool = False


class Edit(_Strict):
    """One change of a text."""

    replace: str = ""
    with_: str = Field(default="", alias="with")
    move: str = ""
    before: str = ""

    def applied(self, text: str) -> str:
        """Return the text changed; what is to be changed stands in it exactly once."""
        if self.move:
            return _moved(text, self.move, self.before)
        if text.count(self.replace) != 1:
            raise ValueError(f"found {text.count(self.replace)} times: {self.replace!r}")
        return text.replace(self.replace, self.with_)


class Event(_Strict):
    """Something that holds from one time until another."""

    note: str
    from_: datetime = Field(alias="from")
    until: datetime | None = None
    edits: list[Edit] = []
    banner: str = ""
    serve: Serve = Serve.POLICY
    to: str = ""

    def holds(self, now: datetime) -> bool:
        return self.from_ <= now and (self.until is None or now < self.until)


class Timeline(_Strict):
    """The whole story."""

    moments: list[datetime]
    services: dict[str, Service]
    sources: dict[str, Publication]
    story: dict[str, list[Event]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What one source shows at one time."""

    service: Service
    publication: Publication
    text: str
    """The policy as Markdown."""
    since: datetime
    """When the text became what it is."""
    banner: str
    serve: Serve
    to: str


@cache
def timeline() -> Timeline:
    """Return the story of the invented web."""
    return Timeline.model_validate(yaml.safe_load((HERE / "timeline.yaml").read_text("utf-8")))


def scene(source_id: str, now: datetime) -> Scene:
    """Return what a source shows at a time."""
    story = timeline()
    publication = story.sources[source_id]
    text = (HERE / "texts" / f"{source_id}.md").read_text(encoding="utf-8")
    events = story.story.get(source_id, [])
    holding = [event for event in events if event.holds(now)]
    for event in holding:
        for edit in event.edits:
            text = edit.applied(text)
    times = [time for event in events if event.edits for time in (event.from_, event.until) if time]
    past = [time for time in times if time <= now]
    return Scene(
        service=story.services[source_id.partition("-")[0]],
        publication=publication,
        text=text,
        since=max(past, default=story.moments[0].replace(day=1)),
        banner=next((event.banner for event in holding if event.banner), ""),
        serve=next((event.serve for event in holding if event.serve != Serve.POLICY), Serve.POLICY),
        to=next((event.to for event in holding if event.to), ""),
    )


def _moved(text: str, section: str, before: str) -> str:
    parts = text.split("\n## ")
    heads = [f"## {part}" for part in parts[1:]]
    taken = next(head for head in heads if head.startswith(section + "\n"))
    rest = [head for head in heads if head != taken]
    at = next(place for place, head in enumerate(rest) if head.startswith(before + "\n"))
    joined = [*rest[:at], taken.rstrip() + "\n", *rest[at:]]
    return "\n".join([parts[0], *joined])


def demo_sources() -> Sources:
    """Return what the demo tracks."""
    return parse_sources((HERE / "sources.yaml").read_text("utf-8"))
