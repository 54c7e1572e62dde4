"""The taxonomy as a page for readers."""

from collections.abc import Iterable, Sequence

from policytrail.provisions.regulations import Regulation, laws_with_ids, shipped_regulations
from policytrail.provisions.taxonomy import AttributeRule, ProvisionType, Taxonomy

_ADVICE = "This is information, not legal advice."


def taxonomy_page(taxonomy: Taxonomy) -> str:
    """Return the page that describes every type; it is generated, never written by hand."""
    lines = [
        "# Taxonomy of provisions",
        "",
        "Made from `policytrail/provisions/taxonomy.yaml` by",
        "`policytrail provisions --taxonomy-page > docs/taxonomy.md`; a test holds it fresh.",
        "",
        f"Version {taxonomy.version}, {len(taxonomy.types)} types. {_ADVICE}",
    ]
    groups = dict.fromkeys(kind.group for kind in taxonomy.types)
    for group in groups:
        lines += ["", f"## {group.capitalize()}"]
        for kind in taxonomy.types:
            if kind.group == group:
                lines += _type_section(kind)
    return "\n".join(lines) + "\n"


def _type_section(kind: ProvisionType) -> list[str]:
    lines = ["", f"### {kind.title}", "", f"`{kind.id}`: {kind.what}", ""]
    lines += [f"- For a user: {kind.user}", f"- For an institution: {kind.institution}"]
    if kind.attributes:
        attributes = ", ".join(
            _attribute_line(name, rule) for name, rule in kind.attributes.items()
        )
        lines.append(f"- Attributes: {attributes}")
    lines.append(f"- Severity: {'; '.join(_severity_lines(kind))}")
    lines += _law_lines(laws_with_ids(kind.regulations, shipped_regulations()))
    mapped = [f"UNFAIR-ToS: {kind.unfair_tos}"] if kind.unfair_tos else []
    mapped += [f"OPP-115: {', '.join(kind.opp115)}"] if kind.opp115 else []
    mapped += [f"{len(kind.tosdr_cases)} cases of ToS;DR"] if kind.tosdr_cases else []
    lines += [f"- Answers to: {'; '.join(mapped)}"] if mapped else []
    return lines


def _attribute_line(name: str, rule: AttributeRule) -> str:
    return f"`{name}`" if rule.kind == "flag" else f"`{name}` ({rule.kind})"


def _severity_lines(kind: ProvisionType) -> Iterable[str]:
    for rule in kind.severity:
        when = " and ".join(
            f"{name} {_condition_text(wanted)}" for name, wanted in rule.when.items()
        )
        yield f"{rule.level.value} ({rule.name}){' if ' + when if when else ' otherwise'}"


def _condition_text(wanted: object) -> str:
    return {"True": "holds", "absent": "does not"}.get(str(wanted), str(wanted))


def _law_lines(laws: Sequence[Regulation]) -> list[str]:
    if not laws:
        return []
    return ["- Law it touches: " + "; ".join(f"{law.title} ({law.jurisdiction})" for law in laws)]
