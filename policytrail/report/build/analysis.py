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
        return tuple(one for one in kind.agencies if law.law_id in one.laws)

    order = [watching(law) for law in kind.laws]
    laws = sorted(kind.laws, key=lambda law: order.index(watching(law)))
    groups = groupby(laws, key=watching)
    found = tuple(Landscape(tuple(some), agencies) for agencies, some in groups)
    named = {one for group in found for one in group.agencies}
    rest = tuple(one for one in kind.agencies if one not in named)
    return (*found, Landscape((), rest)) if rest else found
