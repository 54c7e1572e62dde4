"""Provisions beyond one document: through time, across policies, across services."""

from dataclasses import dataclass

from policytrail.model.document import Document
from policytrail.model.provision import Provision, ProvisionMove, Quote
from policytrail.model.tracker import Tracker


@dataclass(frozen=True, slots=True)
class LineageEvent:
    """What happened to a provision on the way to one version."""

    version: int
    """Place of the version among those of the source, from 0."""
    move: ProvisionMove
    provision: Provision | None
    """None where it was removed."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Lineage:
    """One provision of a source through its versions: its governance timeline."""

    provision_id: str
    """E.g. `PT-P-3f2a9c01d4e5`: the name of its earliest known wording."""
    aliases: tuple[str, ...]
    """Names of its later wordings: ids that it bore while earlier versions were not known."""
    type: str
    events: tuple[LineageEvent, ...]


@dataclass(frozen=True, slots=True)
class CountedPolicy:
    """One policy whose provisions are stored: a line of a denominator."""

    service_id: str
    source_id: str
    policy_type: str
    document_sha256: str
    language: str | None
    taxonomy_version: str


@dataclass(frozen=True, slots=True)
class Prevalence:
    """In how many of the services a type of provision occurs."""

    type: str
    services: tuple[str, ...]
    """Those that have it, sorted."""
    among: tuple[CountedPolicy, ...]
    """The policies looked at: the denominator and its list."""
    of_services: int
    wording: str
    """`common`, `usual`, `uncommon` or `rare`."""
    taxonomy_version: str

    @property
    def share(self) -> float:
        """Return the share of services that have it; 0 if none was looked at."""
        return len(self.services) / self.of_services if self.of_services else 0.0


@dataclass(frozen=True, slots=True)
class PolicyFindings:
    """One policy of a service, read."""

    source_id: str
    document: Document
    provisions: tuple[Provision, ...]
    trackers: tuple[Tracker, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two places of one service's policies that cannot both hold, or one that points nowhere."""

    what: str
    """E.g. `eligibility_age.age`, `tracker _ga`, `section 7`."""
    first_source: str
    first: Quote
    second_source: str | None = None
    second: Quote | None = None
    """None for a reference that points nowhere."""
    detail: str = ""
