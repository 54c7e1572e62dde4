"""The reports as Markdown."""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.report.markdown import change, lists
    from policytrail.report.markdown.document import document_markdown
    from policytrail.report.markdown.escape import (
        change_lines,
        escape_text,
        join_parts,
        policy_title,
    )
    from policytrail.report.markdown.provision import (
        comparison_markdown,
        type_markdown,
        types_markdown,
    )

__all__ = [
    "change",
    "change_lines",
    "comparison_markdown",
    "document_markdown",
    "escape_text",
    "join_parts",
    "lists",
    "policy_title",
    "type_markdown",
    "types_markdown",
]
__getattr__ = import_on_demand(__name__, __file__)
