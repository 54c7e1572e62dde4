"""Parse sources.yaml into Sources, or report every wrong line."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from pydantic import ValidationError

from policytrail.errors import ConfigurationError
from policytrail.model import (
    Access,
    Confirmation,
    Fetcher,
    Muting,
    PolicyType,
    Range,
    Recipe,
    Rule,
    Severity,
    Source,
    Sources,
)
from policytrail.sources.access import build_access, misfit_pages, misplaced_keys
from policytrail.sources.nodes import Nodes, Path, Problem, read_nodes
from policytrail.sources.problems import list_problems
from policytrail.sources.schema import (
    AccessedEntry,
    Defaults,
    PolicyEntry,
    RuleEntry,
    ServiceEntry,
    SourceEntry,
    SourcesFile,
)


def parse_sources(text: str, name: str = "sources.yaml") -> Sources:
    """Return the sources defined in a YAML text.

    Raises:
        ConfigurationError: with one line `name:LINE: what is wrong, what was expected` for each
            problem of the text.
    """
    nodes = read_nodes(text)
    problems = nodes.problems
    if nodes.value is None and not problems:
        problems.append(Problem(1, "empty, expected `services`"))
    try:
        content = SourcesFile.model_validate(nodes.value) if nodes.value is not None else None
    except ValidationError as error:
        problems.extend(list_problems(error, nodes))
        content = None
    entries: tuple[Source, ...] = ()
    if content:
        building = _Building(content.defaults, nodes)
        entries = building.build_sources(content)
        problems.extend(building.problems)
    if problems:
        lines = (f"{name}:{each.line}: {each.text}" for each in sorted(problems))
        raise ConfigurationError("\n".join(lines))
    return Sources(entries)


@dataclass(frozen=True, slots=True)
class _EntryPlace:
    service_id: str
    service: ServiceEntry
    policy_type: PolicyType
    policy: PolicyEntry

    @property
    def path(self) -> Path:
        return ("services", self.service_id, "policies", self.policy_type.value)


@dataclass(frozen=True, slots=True)
class _Building:
    defaults: Defaults
    nodes: Nodes
    lines: dict[str, int] = field(default_factory=dict[str, int])
    """Where each source id was first used."""
    problems: list[Problem] = field(default_factory=list[Problem])

    def build_sources(self, content: SourcesFile) -> tuple[Source, ...]:
        """Return every source, in the order of the file."""
        places = (
            _EntryPlace(service_id, service, policy_type, policy)
            for service_id, service in content.services.items()
            for policy_type, policy in service.policies.items()
        )
        return tuple(source for place in places for source in self._of_policy(place))

    def _of_policy(self, place: _EntryPlace) -> list[Source]:
        policy = place.policy
        if policy.sources is None:
            return [self._build_source(place, policy, place.path)]
        several = len(policy.sources) > 1
        built: list[Source] = []
        for number, entry in enumerate(policy.sources):
            path = (*place.path, "sources", number)
            if several and entry.id is None:
                self._add_problem(path, "no id, expected one for each of several sources")
            else:
                built.append(self._build_source(place, entry, path))
        return built

    def _build_source(
        self, place: _EntryPlace, entry: SourceEntry | PolicyEntry, path: Path
    ) -> Source:
        source_id = entry.id or f"{place.service_id}-{place.policy_type.short}"
        self._register_id(source_id, path if entry.id is None else (*path, "id"))
        layers = (entry, place.policy, self.defaults)
        ruled = (entry, place.policy)
        tags = (*place.service.tags, *place.policy.tags, *entry.tags)
        return Source(
            source_id=source_id,
            service=place.service.name or place.service_id,
            service_id=place.service_id,
            policy_type=place.policy_type.value,
            url=entry.url or "",
            recipe=Recipe(
                select=_build_rules(
                    next((each.select for each in ruled if each.select is not None), ())
                ),
                remove=_build_rules(
                    next((each.remove for each in ruled if each.remove is not None), ())
                ),
                charset=next((each.charset for each in ruled if each.charset), ""),
            ),
            access=self._build_access(entry, ruled, layers, path),
            fetch=next((each.fetch for each in layers if each.fetch), Fetcher.HTTP),
            wayback=next((each.wayback for each in layers if each.wayback is not None), True),
            every_s=next((each.every for each in layers if each.every), 86_400),
            tags=tuple(dict.fromkeys(tags)),
            history=tuple(entry.history),
            archive=next((each.archive for each in layers if each.archive is not None), False),
            organisation=place.service.organisation or "",
            muting=Muting(
                ignore=tuple(
                    dict.fromkeys(chain.from_iterable(each.ignore for each in reversed(layers)))
                ),
                only=tuple(next((each.only for each in layers if each.only is not None), ())),
                min_severity=next(
                    (each.min_severity for each in layers if each.min_severity), Severity.NONE
                ),
            ),
            confirm=next(
                (each.confirm for each in layers if each.confirm is not None), Confirmation()
            ),
        )

    def _build_access(
        self,
        entry: SourceEntry | PolicyEntry,
        ruled: tuple[AccessedEntry, ...],
        layers: tuple[Defaults, ...],
        path: Path,
    ) -> Access:
        access = build_access(ruled)
        fetch = next((each.fetch for each in layers if each.fetch), Fetcher.HTTP)
        others = {
            "link": bool(access.link),
            "history": bool(entry.history),
            "archive": bool(
                next((each.archive for each in layers if each.archive is not None), False)
            ),
        }
        for problem in (
            *misplaced_keys(access, fetch),
            *misfit_pages(access, entry.url or "", others),
        ):
            self._add_problem(path, problem)
        return access

    def _register_id(self, source_id: str, path: Path) -> None:
        line = self.nodes.line_at(path)
        first = self.lines.get(source_id)
        if first is not None:
            what = f"source id {source_id!r} is taken (line {first}), expected another one"
            self._add_problem(path, what)
        self.lines.setdefault(source_id, line)

    def _add_problem(self, path: Path, text: str) -> None:
        where = ".".join(str(part) for part in path)
        self.problems.append(Problem(self.nodes.line_at(path), f"{where}: {text}"))


def _build_rules(entries: Iterable[RuleEntry]) -> tuple[Rule, ...]:
    return tuple(
        entry
        if isinstance(entry, str)
        else Range(entry.startBefore, entry.startAfter, entry.endBefore, entry.endAfter)
        for entry in entries
    )
