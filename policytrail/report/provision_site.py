"""The pages about provisions: (relative path, text), one function a kind of page."""

from collections.abc import Iterator, Sequence

from policytrail.report.html import provision as provision_html
from policytrail.report.markdown import provision as provision_markdown
from policytrail.report.paths import comparison_path, provision_path, type_path
from policytrail.report.records.json_text import as_json
from policytrail.report.records.provision import (
    ComparisonRecord,
    ProvisionRecord,
    TypePageRecord,
)
from policytrail.report.records.type import TypeLine, TypesRecord

Leaf = tuple[str, str]
"""A path relative to the root of the site, and the text that belongs there."""


def provision_pages(record: ProvisionRecord) -> Iterator[Leaf]:
    """Yield the page of a provision as JSON, Markdown and HTML."""
    name = record.provision_id
    yield provision_path(name, "json"), as_json(record)
    yield provision_path(name, "md"), provision_markdown.provision_markdown(record)
    yield provision_path(name), provision_html.provision_html(record)


def type_pages(
    records: Sequence[TypePageRecord], comparisons: Sequence[ComparisonRecord] = ()
) -> Iterator[Leaf]:
    """Yield the list of types, and the page of each as JSON, Markdown and HTML.

    The list also leads to the comparisons that the site holds.
    """
    for record in records:
        name = record.type.type
        yield type_path(name, "json"), as_json(record)
        yield type_path(name, "md"), provision_markdown.type_markdown(record)
        yield type_path(name), provision_html.type_html(record)
    lines = (
        TypeLine(one.type.type, one.type.title, one.type.group, one.prevalence) for one in records
    )
    listed = TypesRecord("policytrail/types/1", tuple(lines))
    yield "types/index.json", as_json(listed)
    yield "types/index.md", provision_markdown.types_markdown(listed)
    yield "types/index.html", provision_html.types_html(listed, comparisons)


def comparison_pages(record: ComparisonRecord) -> Iterator[Leaf]:
    """Yield services beside each other as JSON, Markdown and HTML."""
    names = [service_id for service_id, _ in record.services]
    yield comparison_path(names, "json"), as_json(record)
    yield comparison_path(names, "md"), provision_markdown.comparison_markdown(record)
    yield comparison_path(names), provision_html.comparison_html(record)
