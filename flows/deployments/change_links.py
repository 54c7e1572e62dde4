"""The changes that a run found, as a list with links on Prefect's pages."""

import os
from collections.abc import Sequence
from typing import Final

from prefect.artifacts import create_markdown_artifact

from policytrail.report import address_in, change_path
from policytrail.report.data import feed_title
from policytrail.report.records import ChangeLine

REPORTS_URL: Final = "POLICYTRAIL_REPORTS_URL"
"""The environment variable that says where browsers find the reports."""
_MOST = 200
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#"})


def leave_change_links(changes: Sequence[ChangeLine]) -> None:
    """Leave the changes as an artifact of the run, if there are any."""
    if not changes:
        return
    site = os.environ.get(REPORTS_URL, "")
    lines = [_change_line(change, site) for change in changes[:_MOST]]
    if len(changes) > _MOST:
        lines.append(f"- ... and {len(changes) - _MOST} more")
    create_markdown_artifact(
        "\n".join(lines), key="changes", description="Changes that this run found."
    )


def _change_line(change: ChangeLine, site: str) -> str:
    """Return one item; what policies say is shown as it is, not as Markdown.

    Without an address of the reports there is nothing to link to.
    """
    title = feed_title(change).translate(_MARKS)
    path = change_path(change.change_id)
    return f"- [{title}]({address_in(site, path)})" if site else f"- {title}"
