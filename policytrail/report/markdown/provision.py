"""Provisions, types and comparisons -> Markdown."""

from collections.abc import Iterator

from policytrail.model import Severity
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
from policytrail.report.words import phrases, say_text


def provision_note(provision: ProvisionRecord) -> str:
    """Return the note on a provision, shown below its block."""
    points = "; ".join(
        f"{phrases.sentence_words(point.name).lower()} {escape_text(phrases.value_words(point.value))}"
        for point in provision.attributes
    )
    anchors = "".join(
        f'<a id="{name}"></a>' for name in (provision.provision_id, *provision.aliases)
    )
    lines = [
        f"> {anchors}**{escape_text(provision.title)}** "
        f"({phrases.lower_first(phrases.SEVERITIES[provision.severity])}, "
        f"{say_text('provision', 'confidence', percent=phrases.per_cent(provision.confidence))}, "
        f"`{provision.provision_id}`)" + (f": {points}" * bool(points)),
        *([f"> {escape_text(provision.note)}"] if provision.note else []),
        *(
            f"> {escape_text(line)}"
            for line in (*provision.what, *provision.matters, *provision.tasks)
        ),
        *(f"> {line}" for line in _history_lines(provision)),
    ]
    return "  \n".join(lines)


def type_markdown(record: TypePageRecord) -> str:
    """Return the page of a type."""
    return join_parts(
        escape_text(record.type.title),
        [escape_text(record.type.what)],
        [_prevalence_lines(record.prevalence)] if record.prevalence else [],
        [f"## {say_text('type', 'matters')}", "", escape_text(record.type.user)],
        [f"## {say_text('type', 'institutions')}", "", escape_text(record.type.institution)],
        _law_lines(record.type),
        [f"## {say_text('type', 'services')}", "", *map(_type_line, record.provisions)],
    )


def _law_lines(kind: TypeRecord) -> list[str]:
    agencies = [
        f"- {escape_text(agency.name)} <{agency.url}>"
        if is_plain(agency.url)
        else f"- {escape_text(agency.name)}"
        for agency in kind.agencies
    ]
    if not kind.laws and not agencies:
        return []
    return [f"## {landscape_heading()}", "", *map(_law_line, kind.laws), *agencies]


def _law_line(law: LawRecord) -> str:
    checked = (
        say_text("provision", "checked", day=law.checked.isoformat())
        if law.checked
        else phrases.lower_first(say_text("type", "from_memory").rstrip("."))
    )
    when = f" {say_text('type', 'applies', when=law.when)}" if law.when else ""
    named = f"{law.name}, {law.citation} ({law.jurisdiction}, {checked})"
    link = f" <{law.url}>" if is_plain(law.url) else ""
    return f"- {escape_text(named)}{phrases.label_colon()}{escape_text(law.reason + when)}{link}"


def types_markdown(record: TypesRecord) -> str:
    """Return the list of all types."""
    heads = (say_text("type", name) for name in ("type", "group", "of_services"))
    rows = [
        f"| [{escape_text(line.title)}](../{paths.type_path(line.type, 'md')}) "
        f"| {phrases.group_words(line.group)} | {_share_text(line.prevalence)} |"
        for line in record.types
    ]
    return join_parts(
        say_text("type", "types"),
        [f"| {' | '.join(heads)} |", "|---|---|---|", *rows],
    )


def _share_text(prevalence: PrevalenceRecord | None) -> str:
    return _counted_share(prevalence) if prevalence else say_text("type", "not_counted")


def comparison_markdown(record: ComparisonRecord) -> str:
    """Return services side by side, type by type."""
    names = say_text("comparison", "joint").join(escape_text(name) for _, name in record.services)
    lines = [
        line
        for type_id, title in record.types
        for line in ("", f"## {escape_text(title)}", "", *_of_type(record, type_id))
    ]
    return join_parts(say_text("comparison", "title", services=names), lines)


def _of_type(record: ComparisonRecord, type_id: str) -> Iterator[str]:
    for service_id, name in record.services:
        provisions = [
            provision
            for provision in record.provisions
            if (provision.type, provision.service_id) == (type_id, service_id)
        ]
        yield from map(_provision_line, provisions)
        if not provisions:
            yield f"- {escape_text(name)}{phrases.label_colon()}*{say_text('comparison', 'not_found')}*"


def _type_line(line: TypeProvisionLine) -> str:
    """Return a line on a clause, with its words unless it is of low severity: those are a link away."""
    link = line.path.replace(".html#", ".md#")
    words = (
        ""
        if line.severity is Severity.LOW
        else f"{phrases.label_colon()}{phrases.quote_text(escape_text(line.excerpt))}"
    )
    severity = phrases.lower_first(phrases.SEVERITIES[line.severity])
    return f"- [{escape_text(line.service)}](../{link}) ({severity}){words}"


def _provision_line(line: ProvisionLine) -> str:
    return (
        f"- [{escape_text(line.service)}]"
        f"(../{paths.provision_link(line.source_id, line.provision_id, 'md')}) "
        f"({phrases.lower_first(phrases.SEVERITIES[line.severity])}){phrases.label_colon()}{phrases.quote_text(escape_text(line.excerpt))}"
    )


def _prevalence_lines(prevalence: PrevalenceRecord) -> str:
    counted = say_text(
        "prevalence",
        "counted",
        denominator=escape_text(prevalence.denominator),
        version=escape_text(prevalence.taxonomy_version),
    )
    return f"{_counted_share(prevalence)}{phrases.label_colon()}{phrases.SHARES[prevalence.wording]}. {counted}"


def _counted_share(prevalence: PrevalenceRecord) -> str:
    return say_text(
        "prevalence",
        "share",
        services=phrases.format_count(prevalence.services),
        of=phrases.format_count(prevalence.of),
        percent=prevalence.percent,
    )


def _history_lines(record: ProvisionRecord) -> Iterator[str]:
    for move in reversed(record.history):
        yield (
            f"{phrases.move_words(move.move)} [{phrases.short_interval(move.not_before, move.not_after)}]"
            f"(../{paths.change_path(move.change_id, 'md')}). {escape_text(move.reason)}".rstrip()
        )
