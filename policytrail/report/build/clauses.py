"""The provisions of a service as rows: each clause once, with all its types."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policytrail.model import Severity
from policytrail.report.build.service import ProvisionLine, count_severities, gravest_first


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause of one policy."""

    provisions: tuple[ProvisionLine, ...]
    """One for each of its types, gravest first."""

    @property
    def severity(self) -> Severity:
        """Return the severity of its most severe type."""
        return self.provisions[0].severity

    @property
    def excerpt(self) -> str:
        """Return its wording."""
        return self.provisions[0].excerpt

    @property
    def source_id(self) -> str:
        """Return the source that has it."""
        return self.provisions[0].source_id

    @property
    def policy_type(self) -> str:
        """Return the type of the policy that the clause stands in."""
        return self.provisions[0].policy_type

    @property
    def block(self) -> int:
        """Return the position of its block in the text."""
        return self.provisions[0].block


@dataclass(frozen=True, slots=True)
class ClauseGroup:
    """The clauses whose most severe type belongs to one group of the taxonomy."""

    name: str
    rows: tuple[ClauseRow, ...]
    """Gravest first."""
    level: Severity = Severity.HIGH
    """Clauses as grave as this stand open: the gravest that the service has."""

    @property
    def weights(self) -> tuple[tuple[Severity, int], ...]:
        """Return the number of clauses of each severity."""
        return count_severities(self.rows)

    @property
    def gravest(self) -> tuple[ClauseRow, ...]:
        """Return the clauses that are shown expanded."""
        return tuple(row for row in self.rows if row.severity is self.level)

    @property
    def others(self) -> tuple[ClauseRow, ...]:
        """Return all others."""
        return tuple(row for row in self.rows if row.severity is not self.level)


def clause_groups(lines: Iterable[ProvisionLine]) -> tuple[ClauseGroup, ...]:
    """Return the clauses by the group of their most severe type; the most severe group comes first."""
    ordered = gravest_first(lines)
    clauses: dict[tuple[str, int, str], list[ProvisionLine]] = {}
    for line in ordered:
        clauses.setdefault((line.source_id, line.block, line.excerpt), []).append(line)
    groups: dict[str, list[ClauseRow]] = {}
    for clause in clauses.values():
        groups.setdefault(clause[0].group, []).append(ClauseRow(tuple(clause)))
    made = [ClauseGroup(name, tuple(rows), ordered[0].severity) for name, rows in groups.items()]
    return tuple(sorted(made, key=_group_gravity))


def _group_gravity(group: ClauseGroup) -> tuple[Sequence[int], str]:
    counts = dict(group.weights)
    return [-counts.get(severity, 0) for severity in (Severity.HIGH, Severity.MEDIUM)], group.name
