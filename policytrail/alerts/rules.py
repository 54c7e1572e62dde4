"""Parse watch.yaml into watch rules, or report the line of each error."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from policytrail.alerts.figure_limits import FigureLimit, parse_figure_limit
from policytrail.errors import ConfigurationError
from policytrail.model import Confirmation, Severity
from policytrail.provisions import shipped_taxonomy
from policytrail.sources import Confirm

_TARGET = re.compile(r"(env:[A-Z][A-Z0-9_]*|block:[a-z0-9-]+(/[a-z0-9-]+)?)")
_SITE = r"^(https?|file)://[^\s@]+$"


class Rhythm(StrEnum):
    """When an alert is sent."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class WatchRule:
    """Which changes alert which recipients, and when; an empty filter matches everything."""

    name: str
    to: tuple[str, ...]
    """Where: `env:NAME`, `block:NAME` or `block:TYPE/NAME`, which hold the address; never the
    address itself."""
    services: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    policy_types: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """One of them the change must be about."""
    provisions: tuple[str, ...] = ()
    """Types of provisions, one of which must have come, gone or been worded anew."""
    figures: tuple[FigureLimit, ...] = ()
    """Limits, beyond one of which a figure of the change must lie."""
    severity: Severity = Severity.LOW
    """The lowest that is told."""
    silent_only: bool = False
    noise: bool = False
    """Whether changes that nobody wrote into the policy are told too."""
    failing_days: int | None = None
    """After how many days without the policy a source is reported; None for never."""
    when: Rhythm = Rhythm.AT_ONCE
    min_words: int = 0
    """How many words a change must add or remove at least."""
    confirm: Confirmation | None = None
    """What an alert waits for; None for what the source says."""
    site: str = ""
    """Where its reader finds the reports; empty for paths within them."""
    language: str = "en"
    """In which messages, reports and digests are written."""


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """What watch.yaml says: the rules, and what holds for reports without any rule too."""

    rules: tuple[WatchRule, ...] = ()
    site: str = ""
    """Where readers find the reports; empty for paths within them."""
    language: str = "en"
    """In which reports are written."""


class _RuleEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    to: Annotated[list[str], Field(min_length=1)]
    services: list[str] = []
    tags: list[str] = []
    policy_types: list[str] = []
    topics: list[str] = []
    provisions: list[str] = []
    figures: list[Annotated[FigureLimit, BeforeValidator(parse_figure_limit)]] = []
    severity: Severity = Severity.LOW
    silent_only: bool = False
    noise: bool = False
    failing_days: Annotated[int, Field(ge=1)] | None = None
    when: Rhythm = Rhythm.AT_ONCE
    min_words: Annotated[int, Field(ge=0)] = 0
    confirm: Confirm | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    site: Annotated[str, Field(pattern=_SITE)] | None = None
    language: Literal["en", "de", "fr"] = "en"
    watch: list[_RuleEntry] = []


def parse_watch(text: str, name: str = "watch.yaml") -> WatchSettings:
    """Return what a text describes: the rules, the address of the reports, the language.

    Raises:
        ConfigurationError: with each fault and its place; nothing is sent by half a file.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{name}: {error}") from error
    try:
        read = _File.model_validate(yaml.safe_load(text) or {})
    except ValidationError as error:
        lines = [
            f"{name}:{_line_at(node, fault['loc'])}: {_format_path(fault['loc'])}: {fault['msg']}"
            for fault in error.errors()
        ]
        raise ConfigurationError("\n".join(lines)) from error
    faults = [
        *_read_targets(read, node, name),
        *_duplicate_names(read, node, name),
        *_unknown_types(read, node, name),
    ]
    if faults:
        raise ConfigurationError("\n".join(faults))
    rules = tuple(_build_rule(entry, read) for entry in read.watch)
    return WatchSettings(rules, read.site or "", read.language)


def language_asked(rules: Sequence[WatchRule]) -> str:
    """Return the language of the file that the rules stand in: English if there are none."""
    return rules[0].language if rules else "en"


def _build_rule(entry: _RuleEntry, read: _File) -> WatchRule:
    return WatchRule(
        name=entry.name,
        to=tuple(entry.to),
        services=tuple(entry.services),
        tags=tuple(entry.tags),
        policy_types=tuple(entry.policy_types),
        topics=tuple(entry.topics),
        provisions=tuple(entry.provisions),
        figures=tuple(entry.figures),
        severity=entry.severity,
        silent_only=entry.silent_only,
        noise=entry.noise,
        failing_days=entry.failing_days,
        when=entry.when,
        min_words=entry.min_words,
        confirm=entry.confirm,
        site=read.site or "",
        language=read.language,
    )


def _read_targets(read: _File, node: yaml.Node | None, name: str) -> list[str]:
    # The wrong target may hold a secret: it is not repeated.
    return [
        f"{name}:{_line_at(node, ('watch', number, 'to', place))}: {entry.name}: a target is "
        "written env:NAME, block:NAME or block:TYPE/NAME, so that no address with a secret stands "
        "in a file"
        for number, entry in enumerate(read.watch)
        for place, target in enumerate(entry.to)
        if not _TARGET.fullmatch(target)
    ]


def _duplicate_names(read: _File, node: yaml.Node | None, name: str) -> list[str]:
    names = [entry.name for entry in read.watch]
    return [
        f"{name}:{_line_at(node, ('watch', number, 'name'))}: the name {rule_name!r} is taken"
        for number, rule_name in enumerate(names)
        if rule_name in names[:number]
    ]


def _unknown_types(read: _File, node: yaml.Node | None, name: str) -> list[str]:
    return [
        f"{name}:{_line_at(node, ('watch', number, 'provisions', place))}: {entry.name}: {provision_type!r} is "
        "no type of provision; docs/taxonomy.md lists them"
        for number, entry in enumerate(read.watch)
        for place, provision_type in enumerate(entry.provisions)
        if provision_type not in shipped_taxonomy().by_id
    ]


def _format_path(path: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in path)


def _line_at(node: yaml.Node | None, path: tuple[int | str, ...]) -> int:
    """Return the line of the deepest node on a path that is there."""
    for step in path:
        below = _child_node(node, step)
        if below is None:
            break
        node = below
    return node.start_mark.line + 1 if node else 1


def _child_node(node: yaml.Node | None, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None
