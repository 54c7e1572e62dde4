"""The laws about a type of provision, from the taxonomy alone."""

from dataclasses import dataclass
from itertools import groupby

from policytrail.report.records import AgencyRecord, LawRecord, TypeRecord
from policytrail.report.words import say_text


@dataclass(frozen=True, slots=True)
class Landscape:
    """Laws that the same authorities enforce."""

    laws: tuple[LawRecord, ...]
    agencies: tuple[AgencyRecord, ...]


def landscape_heading() -> str:
    """Return the heading under which the laws and authorities stand."""
    return _say_note("landscape")


def _say_note(name: str, **values: object) -> str:
    return say_text("analysis", name, **values)


def law_landscape(kind: TypeRecord) -> tuple[Landscape, ...]:
    """Return the laws, grouped by the authorities that enforce them."""

    def watching(law: LawRecord) -> tuple[AgencyRecord, ...]:
        return tuple(agency for agency in kind.agencies if law.law_id in agency.laws)

    order = [watching(law) for law in kind.laws]
    laws = sorted(kind.laws, key=lambda law: order.index(watching(law)))
    groups = groupby(laws, key=watching)
    landscapes = tuple(Landscape(tuple(some), agencies) for agencies, some in groups)
    named = {agency for group in landscapes for agency in group.agencies}
    rest = tuple(agency for agency in kind.agencies if agency not in named)
    return (*landscapes, Landscape((), rest)) if rest else landscapes
