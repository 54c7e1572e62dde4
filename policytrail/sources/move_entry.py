"""Give a source of sources.yaml a new address, and keep the former one as its history."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from policytrail.errors import ConfigurationError
from policytrail.model import Source
from policytrail.sources.add_entry import load_layout
from policytrail.sources.parse import parse_sources
from policytrail.sources.schema import check_url


def move_source(text: str, source_id: str, url: str, name: str = "sources.yaml") -> str:
    """Return the text of a sources.yaml in which a source has another address.

    Raises:
        ConfigurationError: there is no such source, or the text cannot be edited without loss.
    """
    try:
        check_url(url)
    except ValueError as error:
        raise ConfigurationError(str(error)) from error
    known = parse_sources(text, name)
    source = next((each for each in known.entries if each.source_id == source_id), None)
    if source is None:
        raise ConfigurationError(f"{source_id}: no source of {name} has this id")
    if source.url == url:
        raise ConfigurationError(f"{source_id}: has this address already")
    newline = "\r\n" if "\r\n" in text else "\n"
    yaml, document = load_layout(text.replace("\r\n", "\n"), name)
    entry = next(_entries_of(document, source))
    history = dict.fromkeys((source.url, *source.history))
    history.pop(url, None)
    entry["url"] = url
    former = CommentedSeq(history)
    former.fa.set_flow_style()
    entry["history"] = former
    out = io.StringIO()
    yaml.dump(document, out)
    edited = out.getvalue()
    moved = replace(source, url=url, history=tuple(history))
    wanted = [moved if each == source else each for each in known.entries]
    if list(parse_sources(edited, name).entries) != wanted:
        raise ConfigurationError(
            f"{name}: cannot be edited without changing what stands in it; by hand, give {source_id} "
            f"`url: {url}` and add {source.url} to its `history`"
        )
    return edited.replace("\n", newline)


def _entries_of(document: CommentedMap, source: Source) -> Iterator[CommentedMap]:
    """Yield the entries that may be a source's: those of its service, policy type and address."""
    services = cast("CommentedMap", document["services"])
    service = cast("CommentedMap", services[source.service_id])
    policies = cast("CommentedMap", service["policies"])
    policy = cast("CommentedMap", policies[source.policy_type])
    entries = cast("list[CommentedMap]", policy.get("sources") or [policy])
    for entry in entries:
        if entry.get("url") == source.url and entry.get("id", source.source_id) == source.source_id:
            yield entry
