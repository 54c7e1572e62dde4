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
    for provision in provisions:
        if is_main(provision, also[provision.key]):
            of_type.setdefault(provision.type, []).append(provision)
    lines: list[str] = []
    for kind, of_kind in sorted(of_type.items(), key=lambda pair: _list_order(pair[1])):
        lines.append(f"{taxonomy.by_id[kind].title}  [{kind}]")
        for provision in sorted(of_kind, key=lambda each: -each.severity.weight):
            lines += _provision_lines(provision, max(_NARROWEST, width))
            others = "; ".join(taxonomy.by_id[other.type].title for other in also[provision.key])
            lines += _wrap_text(f"Also: {others}", width, "    ", "    ") if others else []
        lines.append("")
    counts = ", ".join(
        f"{sum(provision.severity is level for provision in provisions)} {level.value}"
        for level in (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
    )
    kinds = len({provision.type for provision in provisions})
    count = "1 provision" if len(provisions) == 1 else f"{len(provisions)} provisions"
    lines += _wrap_text(
        f"{count} of {kinds} types: {counts}. Taxonomy {taxonomy.version}. {_ADVICE}", width
    )
    return "\n".join(lines) + "\n"


def _list_order(provisions: Sequence[Provision]) -> tuple[int, int]:
    gravest = min(-provision.severity.weight for provision in provisions)
    return gravest, provisions[0].quote.position


def _provision_lines(provision: Provision, width: int) -> list[str]:
    mark = (
        provision.severity.value.upper()
        if provision.severity is Severity.HIGH
        else provision.severity.value
    )
    place = (
        f"section {provision.path}" if provision.path else f"block {provision.quote.position + 1}"
    )
    rule = provision.severity_rule.replace("_", " ")
    head = (
        f"{mark} ({rule}), {place}, {provision.stated.value}, confidence {provision.confidence:.2f}"
    )
    details = [
        name.replace("_", " ")
        if value is True
        else f"{name.replace('_', ' ')} {_plain_value(value)}"
        for name, value in provision.values.items()
        if name not in _INNER
    ]
    unfair = (
        ["reads like unfair terms"] if provision.values.get("potentially_unfair") is True else []
    )
    lines = _wrap_text(head, width, "  ", "    ")
    if details or unfair:
        lines += _wrap_text("; ".join([*details, *unfair]), width, "    ", "    ")
    lines += _wrap_text(f"“{' '.join(provision.excerpt.split())}”", width, "    ", "     ")
    return lines + (
        _wrap_text(f"Note: {provision.note}", width, "    ", "    ") if provision.note else []
    )


def _plain_value(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return {"True": "yes", "False": "no"}.get(str(value), str(value))


def trackers_table(trackers: Iterable[Tracker], width: int = 80) -> str:
    """Return declared trackers, one paragraph each."""
    lines = ["", "Trackers"]
    for tracker in trackers:
        stay = tracker.retention.text if tracker.retention else ""
        days = tracker.retention.days if tracker.retention else None
        parts = (
            tracker.name,
            tracker.category.value if tracker.category else "",
            tracker.provider,
            f"{stay} ({_plain_value(days)} days)" if days is not None else stay,
            tracker.purpose,
        )
        lines += _wrap_text(" | ".join(part for part in parts if part), width, "  ", "    ")
    return "\n".join(lines) + "\n"


def contradictions_table(contradictions: Iterable[Contradiction], width: int = 80) -> str:
    """Return contradictions, each with both places and their words."""
    lines = ["", "Contradictions"]
    for contradiction in contradictions:
        lines += _wrap_text(
            f"{contradiction.what}: {contradiction.detail or 'does not exist'}", width, "  ", "    "
        )
        lines += _wrap_text(
            f"{contradiction.first_source}: “{contradiction.first.excerpt}”", width, "    ", "     "
        )
        if contradiction.second:
            lines += _wrap_text(
                f"{contradiction.second_source}: “{contradiction.second.excerpt}”",
                width,
                "    ",
                "     ",
            )
    return "\n".join(lines) + "\n"


def _wrap_text(text: str, width: int, first: str = "", then: str = "") -> list[str]:
    return textwrap.wrap(text, max(_NARROWEST, width), initial_indent=first, subsequent_indent=then)
