"""Which laws and authorities concern a type of provision: a map with citations, not advice."""

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from policytrail.errors import ConfigurationError


class _RegulationEntry(BaseModel):
    """An entry of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Authority(_RegulationEntry):
    """An authority that supervises a law."""

    id: str
    name: str
    url: str


class Regulation(_RegulationEntry):
    """A law, or the part of it that concerns a provision."""

    id: str
    title: str
    jurisdiction: str
    citation: str
    link: Annotated[str, Field(pattern=r"^https?://")]
    """The official text."""
    when: str
    """The condition under which it applies to a clause of the type."""
    says: str
    authorities: tuple[str, ...]
    checked: Annotated[str, Field(pattern=r"^(\d{4}-\d\d-\d\d)?$")]
    """The day on which somebody compared the entry with the linked text; empty if nobody has."""


class Regulations(_RegulationEntry):
    """The whole map."""

    authorities: tuple[Authority, ...]
    regulations: tuple[Regulation, ...]


def parse_regulations(text: str) -> Regulations:
    """Return the map that a text describes.

    Raises:
        ConfigurationError: if it does not follow the schema or names an unknown authority.
    """
    try:
        regulations = Regulations.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise ConfigurationError(f"regulations: {error}") from error
    known = {authority.id for authority in regulations.authorities}
    for law in regulations.regulations:
        for name in law.authorities:
            if name not in known:
                raise ConfigurationError(f"regulations: {law.id} names no authority {name!r}")
    return regulations


@cache
def shipped_regulations() -> Regulations:
    """Return the map that comes with the project, read once."""
    place = resources.files("policytrail.provisions").joinpath("regulations.yaml")
    return parse_regulations(place.read_text(encoding="utf-8"))


def laws_with_ids(ids: Iterable[str], known: Regulations) -> tuple[Regulation, ...]:
    """Return the laws with these ids, in the given order."""
    by_id = {law.id: law for law in known.regulations}
    return tuple(by_id[name] for name in ids if name in by_id)


def authorities_for_laws(ids: Iterable[str], known: Regulations) -> tuple[Authority, ...]:
    """Return the authorities that supervise these laws, each once."""
    by_id = {authority.id: authority for authority in known.authorities}
    names = dict.fromkeys(name for law in laws_with_ids(ids, known) for name in law.authorities)
    return tuple(by_id[name] for name in names)
