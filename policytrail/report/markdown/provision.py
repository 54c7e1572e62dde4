"""Provisions, types and comparisons -> Markdown."""

from collections.abc import Iterator

from policytrail.report import paths
from policytrail.report.build import ProvisionLine, landscape_heading
from policytrail.report.markdown.escape import (
    escape_text,
    is_plain,
    join_parts,
)
from policytrail.report.records import (
    ComparisonRecord,
    LawRecord,
    PrevalenceRecord,
    ProvisionRecord,
    TypePageRecord,
    TypeProvisionLine,
    TypeRecord,
    TypesRecord,
)
from policytrail.report.words import phrases


def provision_note(one: ProvisionRecord) -> str:
    """Return the note on a provision, shown below its block."""
    points = "; ".join(
        f"{phrases.sentence_words(point.name).lower()} {escape_text(phrases.value_words(point.value))}"
        for point in one.attributes
    )
    anchors = "".join(f'<a id="{name}"></a>' for name in (one.provision_id, *one.aliases))
    lines = [
        f"> {anchors}**{escape_text(one.title)}** "
        f"({phrases.SEVERITIES[one.severity].lower()}, {phrases.per_cent(one.confidence)} confidence, "
        f"`{one.provision_id}`)" + (f": {points}" * bool(points)),
        *([f"> {escape_text(one.note)}"] if one.note else []),
        *(f"> {escape_text(line)}" for line in (*one.what, *one.matters, *one.tasks)),
        *(f"> {line}" for line in _history_lines(one)),
    ]
    return "  \n".join(lines)


def type_markdown(record: TypePageRecord) -> str:
    """Return the page of a type."""
    return join_parts(
        escape_text(record.type.title),
        [escape_text(record.type.what)],
        [_prevalence_lines(record.prevalence)] if record.prevalence else [],
        ["## Why it matters", "", escape_text(record.type.user)],
        ["## For institutions", "", escape_text(record.type.institution)],
        _law_lines(record.type),
        ["## What each service says", "", *map(_type_line, record.provisions)],
    )


def _law_lines(kind: TypeRecord) -> list[str]:
    agencies = [
        f"- {escape_text(one.name)} <{one.url}>"
        if is_plain(one.url)
        else f"- {escape_text(one.name)}"
        for one in kind.agencies
    ]
    if not kind.laws and not agencies:
        return []
    return [f"## {landscape_heading()}", "", *map(_law_line, kind.laws), *agencies]


def _law_line(law: LawRecord) -> str:
    day = f"checked {law.checked.isoformat()}" if law.checked else "written from memory"
    when = f" It applies where {law.when}." if law.when else ""
    named = f"{law.name}, {law.citation} ({law.jurisdiction}, {day})"
    link = f" <{law.url}>" if is_plain(law.url) else ""
    return f"- {escape_text(named)}: {escape_text(law.reason + when)}{link}"


def types_markdown(record: TypesRecord) -> str:
    """Return the list of all types."""
    rows = [
        f"| [{escape_text(one.title)}](../{paths.type_path(one.type, 'md')}) "
        f"| {phrases.sentence_words(one.group)} | {_share_text(one.prevalence)} |"
        for one in record.types
    ]
    return join_parts("Types of provision", ["| Type | Group | Services |", "|---|---|---|", *rows])


def _share_text(one: PrevalenceRecord | None) -> str:
    return f"{one.services:,} of {one.of:,}, {one.percent} %" if one else "not counted"


def comparison_markdown(record: ComparisonRecord) -> str:
    """Return services side by side, type by type."""
    names = " and ".join(escape_text(name) for _, name in record.services)
    lines = [
        line
        for type_id, title in record.types
        for line in ("", f"## {escape_text(title)}", "", *_of_type(record, type_id))
    ]
    return join_parts(f"{names} compared", lines)


def _of_type(record: ComparisonRecord, type_id: str) -> Iterator[str]:
    for service_id, name in record.services:
        found = [
            one for one in record.provisions if (one.type, one.service_id) == (type_id, service_id)
        ]
        yield from map(_provision_line, found)
        if not found:
            yield f"- {escape_text(name)}: *not found*"


def _type_line(one: TypeProvisionLine) -> str:
    link = one.path.replace(".html#", ".md#")
    return (
        f"- [{escape_text(one.service)}](../{link}) ({phrases.SEVERITIES[one.severity].lower()}): "
        f"“{escape_text(one.excerpt)}”"
    )


def _provision_line(one: ProvisionLine) -> str:
    return (
        f"- [{escape_text(one.service)}]"
        f"(../{paths.provision_link(one.source_id, one.provision_id, 'md')}) "
        f"({phrases.SEVERITIES[one.severity].lower()}): “{escape_text(one.excerpt)}”"
    )


def _prevalence_lines(one: PrevalenceRecord) -> str:
    return (
        f"{one.services:,} of {one.of:,} services, {one.percent} %: {escape_text(one.wording)}. Basis: "
        f"{escape_text(one.denominator)}, taxonomy version {escape_text(one.taxonomy_version)}."
    )


def _history_lines(record: ProvisionRecord) -> Iterator[str]:
    for one in reversed(record.history):
        yield (
            f"{phrases.sentence_words(one.move)} [{phrases.short_interval(one.not_before, one.not_after)}]"
            f"(../{paths.change_path(one.change_id, 'md')}). {escape_text(one.reason)}".rstrip()
        )
