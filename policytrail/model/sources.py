"""Everything that is tracked, in the order in which it was named."""

from dataclasses import dataclass

from policytrail.model.source import Source


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of one sources.yaml."""

    entries: tuple[Source, ...] = ()

    def by_id(self, source_id: str) -> Source | None:
        """Return the source of that id, or None."""
        return next((source for source in self.entries if source.source_id == source_id), None)

    def of_service(self, service_id: str) -> tuple[Source, ...]:
        """Return the sources of one service."""
        return tuple(source for source in self.entries if source.service_id == service_id)

    def with_tag(self, tag: str) -> tuple[Source, ...]:
        """Return the sources that have a tag."""
        return tuple(source for source in self.entries if tag in source.tags)

    def matching_name(self, name: str) -> tuple[Source, ...]:
        """Return what a person means by a name: one source by its id, else a service's sources."""
        source = self.by_id(name)
        return (source,) if source else self.of_service(name)

    @property
    def service_ids(self) -> tuple[str, ...]:
        """Return the ids of the services, each once."""
        return tuple(dict.fromkeys(source.service_id for source in self.entries))

    @property
    def policy_keys(self) -> tuple[str, ...]:
        """Return service and type of each policy, each once."""
        return tuple(dict.fromkeys(source.policy_key for source in self.entries))
