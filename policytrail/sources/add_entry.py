"""Add an entry to the text of sources.yaml, preserving comments, order and line endings."""

import io
from dataclasses import dataclass
from typing import cast

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from policytrail.errors import ConfigurationError
from policytrail.model import PolicyType, Source, Sources
from policytrail.sources.guess import registered_site, service_id_from
from policytrail.sources.parse import parse_sources
from policytrail.sources.urls import normal_url

EMPTY_SOURCES = """\
# What policytrail tracks; `policytrail add URL` adds to it, `policytrail sources check` reads it.
# docs/sources.md explains every key.
#
# services:
#   lumenreel:                        # an id of your choice, used in file names
#     name: Lumenreel                 # as reports show it
#     tags: [ai, video]               # for `policytrail track --tag ai`
#     policies:
#       terms_of_service: {url: https://lumenreel.example/legal/terms}
#       privacy_policy:
#         url: https://lumenreel.example/legal/privacy
#         every: 12h                  # how often to look; once a day by default
#         select: article             # CSS of what is the policy, where a page needs it
#         fetch: browser              # for pages that are empty without scripts

defaults: {fetch: http, every: 1d}

services:
"""


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to be added: its address, and values that differ from the defaults."""

    url: str
    service: str
    """The service's name, or the id of one that is in the file."""
    policy_type: PolicyType
    is_service_guessed: bool = False
    """Whether a service of the same site goes before the name."""
    every: str | None = None
    """E.g. `12h`; None for the default of the file."""
    select: tuple[str, ...] = ()
    fetch: str | None = None
    """`http` or `browser`; None for the default of the file."""


@dataclass(frozen=True, slots=True)
class Added:
    """The text of sources.yaml with one more source."""

    text: str
    source: Source
    """As the new text declares it."""


def tracked_source(sources: Sources, url: str) -> Source | None:
    """Return the source that already has this URL."""
    wanted = normal_url(url)
    return next((each for each in sources.entries if normal_url(each.url) == wanted), None)


def add_source(text: str, new: NewSource, name: str = "sources.yaml") -> Added:
    """Return the text of a sources.yaml with a new source in it.

    Raises:
        ConfigurationError: the text is no sources.yaml, or cannot be edited without loss.
    """
    known = parse_sources(text, name) if has_services(text) else Sources()
    newline = "\r\n" if "\r\n" in text else "\n"
    yaml, document = load_layout(text.replace("\r\n", "\n"), name)
    if document.get("services") is None:
        document["services"] = CommentedMap()
    source_id = _insert_source(cast("CommentedMap", document["services"]), known, new)
    out = io.StringIO()
    yaml.dump(document, out)
    edited = out.getvalue()
    declared = parse_sources(edited, name)
    if any(source not in declared.entries for source in known.entries):
        raise ConfigurationError(
            f"{name}: cannot be edited without changing what stands in it; add the entry by hand: "
            f"{new.service} / {new.policy_type.value}: {{url: {new.url}}}"
        )
    source = next(each for each in declared.entries if each.source_id == source_id)
    return Added(edited.replace("\n", newline), source)


def has_services(text: str) -> bool:
    """Return whether a sources.yaml has any service yet.

    A text that is not YAML counts as more: `parse` says what is wrong with it, and where.
    """
    try:
        document: object = YAML(typ="safe", pure=True).load(text)
    except YAMLError:
        return True
    if document is None:
        return False
    return not isinstance(document, dict) or bool(
        cast("dict[str, object]", document).get("services")
    )


def load_layout(text: str, name: str) -> tuple[YAML, CommentedMap]:
    """Return the document with the writer that repeats its layout best."""
    documents: list[tuple[int, YAML, CommentedMap]] = []
    for sequence, offset in ((4, 2), (2, 0)):
        yaml = YAML()
        yaml.preserve_quotes = True
        yaml.width = 1 << 20
        yaml.indent(mapping=2, sequence=sequence, offset=offset)
        document = yaml.load(text)
        if document is None:
            document = CommentedMap()
        if not isinstance(document, CommentedMap):
            raise ConfigurationError(f"{name}:1: expected a mapping with `services`")
        out = io.StringIO()
        yaml.dump(document, out)
        differing = len(set(out.getvalue().splitlines()) ^ set(text.splitlines()))
        documents.append((differing, yaml, document))
    _, yaml, document = min(documents, key=lambda each: each[0])
    return yaml, document


def _insert_source(services: CommentedMap, known: Sources, new: NewSource) -> str:
    """Put the new source into the services; return its id."""
    service_id = _service_id(known, new)
    if service_id not in services:
        services[service_id] = CommentedMap({"name": new.service, "policies": CommentedMap()})
    service = cast("CommentedMap", services[service_id])
    policies = cast("CommentedMap", service["policies"])
    policy_name, taken = new.policy_type.value, {each.source_id for each in known.entries}
    if policy_name not in policies:
        source_id = _free_id(f"{service_id}-{new.policy_type.short}", new.url, taken)
        is_default = source_id == f"{service_id}-{new.policy_type.short}"
        policies[policy_name] = _yaml_entry(new, None if is_default else source_id)
        return source_id
    policy = cast("CommentedMap", policies[policy_name])
    if "sources" not in policy:
        default = f"{service_id}-{new.policy_type.short}"
        first = CommentedMap({"id": policy.pop("id", default)})
        for key in ("url", "history"):
            if key in policy:
                first[key] = policy.pop(key)
        policy["sources"] = CommentedSeq([first])
        policy.fa.set_block_style()
    source_id = _free_id(f"{service_id}-{new.policy_type.short}", new.url, taken)
    cast("CommentedSeq", policy["sources"]).append(_yaml_entry(new, source_id))
    return source_id


def _service_id(known: Sources, new: NewSource) -> str:
    same = new.service.casefold()
    for source in known.entries:
        if same in (source.service_id, source.service.casefold()):
            return source.service_id
    if new.is_service_guessed:
        site = registered_site(new.url)
        for source in known.entries:
            if registered_site(source.url) == site:
                return source.service_id
    return service_id_from(new.service)


def _free_id(wanted: str, url: str, taken: set[str]) -> str:
    """Return an id that no source has, told apart by the last part of the path, else by a number."""
    if wanted not in taken:
        return wanted
    last = service_id_from(url.partition("?")[0].rstrip("/").rpartition("/")[2])
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (f"{wanted}-{last}", *numbered) if each not in taken)


def _yaml_entry(new: NewSource, source_id: str | None) -> CommentedMap:
    entry = CommentedMap()
    if source_id:
        entry["id"] = source_id
    entry["url"] = new.url
    if new.fetch:
        entry["fetch"] = new.fetch
    if new.every:
        entry["every"] = new.every
    if new.select:
        entry["select"] = new.select[0] if len(new.select) == 1 else list(new.select)
    if len(entry) <= 2:  # noqa: PLR2004 (an id and a URL fit a line)
        entry.fa.set_flow_style()
    return entry
