"""Provisions and the taxonomy as text for people."""

import textwrap
from collections.abc import Iterable, Sequence

from policytrail.model.provision import Provision
from policytrail.model.tracker import Tracker
from policytrail.provisions.regulations import Regulation, laws_of
from policytrail.provisions.regulations import shipped as shipped_regulations
from policytrail.provisions.taxonomy import AttributeRule, ProvisionType, Taxonomy

_ADVICE = "This is information, not legal advice."
_MARKS = {"high": "HIGH", "medium": "medium", "low": "low"}


def provisions_table(provisions: Sequence[Provision], taxonomy: Taxonomy, width: int = 80) -> str:
    """Return provisions with what they say in particular and the words that say it."""
    types = taxonomy.by_id
    lines: list[str] = []
    for one in provisions:
        mark = _MARKS.get(one.severity.value, one.severity.value)
        place = f"section {one.path}" if one.path else f"block {one.quote.position}"
        lines.append(f"{types[one.type].title}  [{one.type}]")
        lines.append(
            f"  {mark} ({one.severity_rule}), confidence {one.confidence:.2f}, {one.stated.value}, {place}"
        )
        said = ", ".join(f"{name}={_plain(value)}" for name, value in one.values.items())
        lines += [f"  {said}"] if said else []
        lines += textwrap.wrap(
            f"“{one.excerpt}”", max(40, width - 4), initial_indent="  ", subsequent_indent="   "
        )
        lines += [f"  note: {one.note}"] if one.note else []
        lines.append("")
    count = len(provisions)
    lines.append(f"{count} provisions, taxonomy {taxonomy.version}. {_ADVICE}")
    return "\n".join(lines) + "\n"


def _plain(value: object) -> str:
    return {"True": "yes", "False": "no"}.get(str(value), str(value))


def trackers_table(trackers: Iterable[Tracker]) -> str:
    """Return declared trackers, a line each."""
    lines = ["", "Trackers"]
    for one in trackers:
        stay = one.retention.text if one.retention else "-"
        days = one.retention.days if one.retention else None
        parts = (
            one.name,
            one.category.value if one.category else "-",
            one.provider or "-",
            f"{stay} ({days} days)" if days is not None else stay,
            one.purpose or "-",
        )
        lines.append("  " + " | ".join(parts))
    return "\n".join(lines) + "\n"


def taxonomy_page(taxonomy: Taxonomy) -> str:
    """Return the page that describes every type; made, never written by hand."""
    lines = [
        "# Taxonomy of provisions",
        "",
        "Made from `policytrail/provisions/taxonomy.yaml` by",
        "`policytrail provisions --taxonomy-page > docs/taxonomy.md`; a test holds it fresh.",
        "",
        f"Version {taxonomy.version}, {len(taxonomy.types)} types. {_ADVICE}",
    ]
    groups = dict.fromkeys(one.group for one in taxonomy.types)
    for group in groups:
        lines += ["", f"## {group.capitalize()}"]
        for one in taxonomy.types:
            if one.group == group:
                lines += _section(one)
    return "\n".join(lines) + "\n"


def _section(one: ProvisionType) -> list[str]:
    lines = ["", f"### {one.title}", "", f"`{one.id}`: {one.what}", ""]
    lines += [f"- For a user: {one.user}", f"- For an institution: {one.institution}"]
    if one.attributes:
        told = ", ".join(_attribute(name, rule) for name, rule in one.attributes.items())
        lines.append(f"- Attributes: {told}")
    lines.append(f"- Severity: {'; '.join(_severities(one))}")
    lines += _laws(laws_of(one.regulations, shipped_regulations()))
    mapped = [f"UNFAIR-ToS: {one.unfair_tos}"] if one.unfair_tos else []
    mapped += [f"OPP-115: {', '.join(one.opp115)}"] if one.opp115 else []
    mapped += [f"{len(one.tosdr_cases)} cases of ToS;DR"] if one.tosdr_cases else []
    lines += [f"- Answers to: {'; '.join(mapped)}"] if mapped else []
    return lines


def _attribute(name: str, rule: AttributeRule) -> str:
    return f"`{name}`" if rule.kind == "flag" else f"`{name}` ({rule.kind})"


def _severities(one: ProvisionType) -> Iterable[str]:
    for rule in one.severity:
        when = " and ".join(f"{name} {_condition(wanted)}" for name, wanted in rule.when.items())
        yield f"{rule.level.value} ({rule.name}){' if ' + when if when else ' otherwise'}"


def _condition(wanted: object) -> str:
    return {"True": "holds", "absent": "does not"}.get(str(wanted), str(wanted))


def _laws(laws: Sequence[Regulation]) -> list[str]:
    if not laws:
        return []
    return ["- Law it touches: " + "; ".join(f"{law.title} ({law.jurisdiction})" for law in laws)]
