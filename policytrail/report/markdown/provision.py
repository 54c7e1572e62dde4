"""Provisions, types and comparisons -> Markdown."""

from collections.abc import Iterator

from policytrail.report import paths
from policytrail.report.build.service import ProvisionLine
from policytrail.report.markdown.escape import date_of, escape, page_of, title_of
from policytrail.report.records.provision import (
    ComparisonRecord,
    LawRecord,
    PrevalenceRecord,
    ProvisionRecord,
    TypePageRecord,
)
from policytrail.report.records.type import TypesRecord
from policytrail.report.words import phrases


def provision_markdown(record: ProvisionRecord) -> str:
    """Return the page of a provision."""
    clause = record.clause
    words = " ".join(
        part
        for part in (escape(clause.before), f"**{escape(clause.excerpt)}**", escape(clause.after))
        if part
    )
    return page_of(
        escape(f"{record.type.title}, {record.source.service}"),
        [f"In the {title_of(record.source.service, record.source.policy_type)}."],
        [] if record.is_current else ["**Not the current text.** A later version exists."],
        [
            f"**{phrases.SEVERITIES[record.severity]}** by the rule "
            f"“{phrases.sentence_of(record.severity_rule)}”, {record.stated}, "
            f"{phrases.percent(record.confidence)} confidence."
        ],
        ["> " + words],
        [escape(record.note)],
        ["## What it is", "", *map(escape, record.what or (record.type.what,))],
        ["## Why it matters", "", *map(escape, record.matters or (record.type.user,))],
        _attributes(record),
        ["## How usual it is", "", _prevalence(record.prevalence)] if record.prevalence else [],
        ["## How other services say it", "", *map(_line, record.peers)] if record.peers else [],
        list(_analysis(record)),
        _history(record),
        ["## Other provisions of this policy", "", *map(_named, record.others)]
        if record.others
        else [],
        [
            "## Questions",
            "",
            *(f"**{one.question}** {escape(one.answer)}\n" for one in record.questions),
        ],
        _evidence(record),
    )


def type_markdown(record: TypePageRecord) -> str:
    """Return the page of a type."""
    return page_of(
        escape(record.type.title),
        [escape(record.type.what)],
        [_prevalence(record.prevalence)] if record.prevalence else [],
        ["## Why it matters", "", escape(record.type.user)],
        ["## For institutions", "", escape(record.type.institution)],
        ["## Laws that speak about it", "", *map(_law, record.type.laws)]
        if record.type.laws
        else [],
        ["## What each service says", "", *map(_line, record.provisions)],
    )


def _law(law: LawRecord) -> str:
    day = f"checked {law.checked.isoformat()}" if law.checked else "written from memory"
    when = f" It applies where {law.when}." if law.when else ""
    named = f"{law.name}, {law.citation} ({law.jurisdiction}, {day})"
    return f"- {escape(named)}: {escape(law.reason + when)} {law.url}".rstrip()


def types_markdown(record: TypesRecord) -> str:
    """Return the list of all types."""
    rows = [
        f"| [{escape(one.title)}](../{paths.type_path(one.type, 'md')}) "
        f"| {phrases.sentence_of(one.group)} | {_share(one.prevalence)} |"
        for one in record.types
    ]
    return page_of("Types of provision", ["| Type | Group | Services |", "|---|---|---|", *rows])


def _share(one: PrevalenceRecord | None) -> str:
    return f"{one.services:,} of {one.of:,}, {one.percent} %" if one else "not counted"


def comparison_markdown(record: ComparisonRecord) -> str:
    """Return services beside each other, type by type."""
    names = " and ".join(escape(name) for _, name in record.services)
    lines = [
        line
        for type_id, title in record.types
        for line in ("", f"## {escape(title)}", "", *_of_type(record, type_id))
    ]
    return page_of(f"{names} compared", lines)


def _of_type(record: ComparisonRecord, type_id: str) -> Iterator[str]:
    for service_id, name in record.services:
        found = [
            one for one in record.provisions if (one.type, one.service_id) == (type_id, service_id)
        ]
        yield from map(_line, found)
        if not found:
            yield f"- {escape(name)}: *not found*"


def _line(one: ProvisionLine) -> str:
    return (
        f"- [{escape(one.service)}](../{paths.provision_path(one.provision_id, 'md')}) "
        f"({phrases.SEVERITIES[one.severity].lower()}): “{escape(one.excerpt)}”"
    )


def _named(one: ProvisionLine) -> str:
    return (
        f"- [{escape(one.title)}](../{paths.provision_path(one.provision_id, 'md')}) "
        f"({phrases.SEVERITIES[one.severity].lower()})"
    )


def _prevalence(one: PrevalenceRecord) -> str:
    return (
        f"{one.services:,} of {one.of:,} services, {one.percent} %: {escape(one.wording)}. Counted: "
        f"{escape(one.denominator)}, on {phrases.day(one.as_of)}, taxonomy version "
        f"{escape(one.taxonomy_version)}."
    )


def _attributes(record: ProvisionRecord) -> list[str]:
    rows = [
        f"| {phrases.sentence_of(one.name)} | {escape(phrases.value_of(one.value))} "
        f"| {escape(one.excerpt or one.reason)} |"
        for one in record.attributes
    ]
    head = ["## What it says in particular", "", "| Point | Found | Words |", "|---|---|---|"]
    return [*head, *rows] if rows else []


def _analysis(record: ProvisionRecord) -> Iterator[str]:
    if record.analysis:
        yield from ("## For institutions", "", "Information, not legal advice.")
    for note in record.analysis:
        yield from ("", f"### {note.heading}", "")
        yield from (f"- {escape(sentence)}" for sentence in note.sentences)


def _history(record: ProvisionRecord) -> list[str]:
    moves = [
        f"- {phrases.sentence_of(one.move)} "
        f"[{phrases.when(one.not_before, one.not_after)}]"
        f"(../{paths.change_path(one.change_id, 'md')}). {escape(one.reason)}".rstrip()
        for one in reversed(record.history)
    ]
    return ["## Its history", "", *moves] if moves else []


def _evidence(record: ProvisionRecord) -> list[str]:
    version, clause = record.version, record.clause
    return [
        "## Evidence",
        "",
        f"- Provision `{record.provision_id}`, characters {clause.start} to {clause.end} of block "
        f"{clause.block + 1}",
        f"- Document `{version.document_sha256}`",
        f"- First seen {phrases.moment(version.first.captured_at)}, body "
        f"`{version.first.body_sha256}`",
        f"- Last verified {phrases.moment(version.last.captured_at)}, body "
        f"`{version.last.body_sha256}`",
        *(f"- {date_of(date)}" for date in version.claimed_dates),
        f"- {escape(record.citation.plain)}",
    ]
