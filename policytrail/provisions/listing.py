"""Provisions, trackers and contradictions as text for the terminal."""

import textwrap
from collections.abc import Iterable, Sequence

from policytrail.model import Contradiction, Provision, Severity, Tracker
from policytrail.provisions.spans import also_said, is_main
from policytrail.provisions.taxonomy import Taxonomy

_ADVICE = "This is information, not legal advice."
_NARROWEST = 40
_INNER = ("potentially_unfair",)
"""Attributes that are printed in words of their own, or not at all."""


def provisions_table(provisions: Sequence[Provision], taxonomy: Taxonomy, width: int = 80) -> str:
    """Return provisions type by type, the most severe type first, each with the words that state it."""
    of_type: dict[str, list[Provision]] = {}
    also = also_said(provisions)
    for one in provisions:
        if is_main(one, also[one.key]):
            of_type.setdefault(one.type, []).append(one)
    lines: list[str] = []
    for kind, found in sorted(of_type.items(), key=lambda pair: _list_order(pair[1])):
        lines.append(f"{taxonomy.by_id[kind].title}  [{kind}]")
        for one in sorted(found, key=lambda each: -each.severity.weight):
            lines += _provision_lines(one, max(_NARROWEST, width))
            others = "; ".join(taxonomy.by_id[other.type].title for other in also[one.key])
            lines += _wrap_text(f"Also: {others}", width, "    ", "    ") if others else []
        lines.append("")
    counts = ", ".join(
        f"{sum(one.severity is level for one in provisions)} {level.value}"
        for level in (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
    )
    kinds = len({one.type for one in provisions})
    count = "1 provision" if len(provisions) == 1 else f"{len(provisions)} provisions"
    lines += _wrap_text(
        f"{count} of {kinds} types: {counts}. Taxonomy {taxonomy.version}. {_ADVICE}", width
    )
    return "\n".join(lines) + "\n"


def _list_order(found: Sequence[Provision]) -> tuple[int, int]:
    gravest = min(-one.severity.weight for one in found)
    return gravest, found[0].quote.position


def _provision_lines(one: Provision, width: int) -> list[str]:
    mark = one.severity.value.upper() if one.severity is Severity.HIGH else one.severity.value
    place = f"section {one.path}" if one.path else f"block {one.quote.position + 1}"
    rule = one.severity_rule.replace("_", " ")
    head = f"{mark} ({rule}), {place}, {one.stated.value}, confidence {one.confidence:.2f}"
    said = [
        name.replace("_", " ")
        if value is True
        else f"{name.replace('_', ' ')} {_plain_value(value)}"
        for name, value in one.values.items()
        if name not in _INNER
    ]
    unfair = ["reads like unfair terms"] if one.values.get("potentially_unfair") is True else []
    lines = _wrap_text(head, width, "  ", "    ")
    if said or unfair:
        lines += _wrap_text("; ".join([*said, *unfair]), width, "    ", "    ")
    lines += _wrap_text(f"“{' '.join(one.excerpt.split())}”", width, "    ", "     ")
    return lines + (_wrap_text(f"Note: {one.note}", width, "    ", "    ") if one.note else [])


def _plain_value(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return {"True": "yes", "False": "no"}.get(str(value), str(value))


def trackers_table(trackers: Iterable[Tracker], width: int = 80) -> str:
    """Return declared trackers, one paragraph each."""
    lines = ["", "Trackers"]
    for one in trackers:
        stay = one.retention.text if one.retention else ""
        days = one.retention.days if one.retention else None
        parts = (
            one.name,
            one.category.value if one.category else "",
            one.provider,
            f"{stay} ({_plain_value(days)} days)" if days is not None else stay,
            one.purpose,
        )
        lines += _wrap_text(" | ".join(part for part in parts if part), width, "  ", "    ")
    return "\n".join(lines) + "\n"


def contradictions_table(found: Iterable[Contradiction], width: int = 80) -> str:
    """Return contradictions, each with both places and their words."""
    lines = ["", "Contradictions"]
    for one in found:
        lines += _wrap_text(f"{one.what}: {one.detail or 'does not exist'}", width, "  ", "    ")
        lines += _wrap_text(f"{one.first_source}: “{one.first.excerpt}”", width, "    ", "     ")
        if one.second:
            lines += _wrap_text(
                f"{one.second_source}: “{one.second.excerpt}”", width, "    ", "     "
            )
    return "\n".join(lines) + "\n"


def _wrap_text(text: str, width: int, first: str = "", then: str = "") -> list[str]:
    return textwrap.wrap(text, max(_NARROWEST, width), initial_indent=first, subsequent_indent=then)
