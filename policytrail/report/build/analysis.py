"""The laws about a type of provision, from the taxonomy alone."""

from dataclasses import dataclass
from itertools import groupby

from policytrail.report.records import AgencyRecord, LawRecord, TypeRecord
from policytrail.report.words import say_text


@dataclass(frozen=True, slots=True)
class Landscape:
    """Laws of one place that the same authorities enforce."""

    place: str
    """The jurisdiction; empty for authorities that are named without a law."""
    laws: tuple[LawRecord, ...]
    agencies: tuple[AgencyRecord, ...]


def landscape_heading() -> str:
    """Return the heading under which the laws and authorities stand."""
    return _say_note("landscape")


def _say_note(name: str, **values: object) -> str:
    return say_text("analysis", name, **values)


def law_landscape(kind: TypeRecord) -> tuple[Landscape, ...]:
    """Return the laws by place, and within a place by the authorities that enforce them."""

    def group_of(law: LawRecord) -> tuple[str, tuple[AgencyRecord, ...]]:
        watching = tuple(agency for agency in kind.agencies if law.law_id in agency.laws)
        return law.jurisdiction, watching

    places = list(dict.fromkeys(law.jurisdiction for law in kind.laws))
    order = [group_of(law) for law in kind.laws]
    laws = sorted(
        kind.laws, key=lambda law: (places.index(law.jurisdiction), order.index(group_of(law)))
    )
    landscapes = tuple(
        Landscape(place, tuple(some), agencies)
        for (place, agencies), some in groupby(laws, key=group_of)
    )
    named = {agency for group in landscapes for agency in group.agencies}
    rest = tuple(agency for agency in kind.agencies if agency not in named)
    return (*landscapes, Landscape("", (), rest)) if rest else landscapes
