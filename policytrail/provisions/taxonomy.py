"""The taxonomy: the types of provision, how each is recognised, and its severity."""

from enum import StrEnum
from functools import cache, cached_property
from importlib import resources
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from policytrail.errors import ConfigurationError
from policytrail.model import Severity
from policytrail.provisions.moods import Mood


class _TypeEntry(BaseModel):
    """An entry of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Effect(StrEnum):
    """What more of an attribute means for those whom the policy binds."""

    BURDEN = "burden"
    RELIEF = "relief"
    NONE = "none"


class Home(StrEnum):
    """The kind of document that a type belongs in."""

    TERMS = "terms"
    PRIVACY = "privacy"
    ANY = "any"


class AttributeRule(_TypeEntry):
    """How an attribute of a type is read."""

    kind: Literal["flag", "denial", "days", "money", "age", "place", "name"]
    patterns: tuple[str, ...] = ()
    """For a denial: the acts or things that are denied, without the negation."""
    unless: tuple[str, ...] = ()
    void: tuple[str, ...] = ()
    """Words that are left out before the others are looked for: they say something else."""
    names_service: bool = False
    """Whether a capitalised name before an auxiliary verb is read as `we`: `Acorn may assign`."""
    affirmed: bool = False
    """Whether its words count only if no negation governs them."""
    near: tuple[str, ...] = ()
    """Words of which one must stand near a number of days."""
    effect: Effect = Effect.BURDEN
    nearby: tuple[str, ...] = ()
    """What a sentence near the clause must name for the attribute to be read there; empty if it is not.

    Only a relief that makes the clause less severe is read so, and only where nothing negates it.
    """
    unsaid_is_unknown: bool = False
    """Whether a clause without a figure is of unknown value.

    An unstated retention period is not zero days; an unstated notice period is.
    """


Condition = Literal[True, "absent"] | Annotated[str, Field(pattern=r"^(<|<=|>|>=|=)-?\d+(\.\d+)?$")]


class SeverityRule(_TypeEntry):
    """One rule; the first rule of a type whose conditions all hold sets the severity."""

    name: str
    level: Severity
    when: dict[str, Condition] = {}


class ProvisionType(_TypeEntry):
    """A type of provision."""

    id: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    group: str
    title: str
    what: str
    user: str
    """Why it matters for the person whom the policy binds."""
    institution: str
    """Why it matters for a school, authority or company that uses the service."""
    unfair_tos: str | None = None
    """Its label in the published set of unfair terms."""
    unfair_default: bool = False
    """Whether it represents its label if the words alone show no type."""
    opp115: tuple[str, ...] = ()
    opp115_default: bool = False
    """Whether it represents its category if a user's model says no more than that."""
    tosdr_cases: tuple[str, ...] = ()
    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    """Patterns of sentences that are not of this type although they look like it."""
    about: tuple[str, ...] = ()
    """Patterns of which a sentence must match one for the type's words to have its sense."""
    other_sense: tuple[str, ...] = ()
    """Patterns of sentences that use the type's words in another sense.

    Unlike `unless`, these and `about` are no features of the trained models, and may change without
    retraining.
    """
    never: tuple[str, ...] = ()
    """Patterns of sentences that are certainly not of the type, whatever the models say."""
    home: Home = Home.ANY
    """The kind of document in which a single pattern is enough."""
    not_in: tuple[Mood, ...] = ()
    """Functions that a sentence of the type cannot have, e.g. define or forbid."""
    is_act: bool = False
    """Whether the type is an act of the service, so that merely naming it does not state it."""
    attributes: dict[str, AttributeRule] = {}
    severity: tuple[SeverityRule, ...]
    regulations: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """Topics of the shipped model; a sentence of the type must be near one of them."""
    stands_for: tuple[str, ...] = ()
    """Topics that the type represents if the words alone show none."""
    filler: bool = False
    """Whether it counts only in a block that says nothing else, e.g. an introduction."""


class Taxonomy(_TypeEntry):
    """All types, in the order of the file."""

    version: str
    macros: dict[str, str]
    types: tuple[ProvisionType, ...]

    @cached_property
    def by_id(self) -> dict[str, ProvisionType]:
        """The types by id."""
        return {kind.id: kind for kind in self.types}


def parse_taxonomy(text: str) -> Taxonomy:
    """Return the taxonomy that a text describes.

    Raises:
        ConfigurationError: if it does not follow the schema, or contradicts itself.
    """
    try:
        taxonomy = Taxonomy.model_validate(_read_yaml(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise ConfigurationError(f"taxonomy: {error}") from error
    for fault in _find_faults(taxonomy):
        raise ConfigurationError(f"taxonomy: {fault}")
    return taxonomy


def _read_yaml(text: str) -> object:
    # The C loader reads the file in 20 ms, the other one in 400 ms; both return plain values only.
    loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: object = yaml.load(text, Loader=loader)  # noqa: S506 (a SafeLoader either way)
    return content


def _find_faults(taxonomy: Taxonomy) -> list[str]:
    """Return faults that the schema cannot express: duplicate ids, conditions on missing attributes."""
    ids = [kind.id for kind in taxonomy.types]
    faults = [
        f"type {name!r} stands twice" for name in sorted({x for x in ids if ids.count(x) > 1})
    ]
    for provision_type in taxonomy.types:
        named = {name for rule in provision_type.severity for name in rule.when}
        faults += [
            f"{provision_type.id}: severity names the unknown attribute {name!r}"
            for name in sorted(named - set(provision_type.attributes))
        ]
        if provision_type.severity[-1].when:
            faults.append(
                f"{provision_type.id}: the last severity rule must hold without conditions"
            )
    return faults


@cache
def shipped_taxonomy() -> Taxonomy:
    """Return the taxonomy that comes with the project, read once."""
    place = resources.files("policytrail.provisions").joinpath("taxonomy.yaml")
    return parse_taxonomy(place.read_text(encoding="utf-8"))
