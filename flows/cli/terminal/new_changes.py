"""What a run found: one line for each change, with where its report is."""

from collections.abc import Sequence
from pathlib import Path

from flows.cli.terminal.tables import print_table
from policytrail.model import Severity
from policytrail.report import change_path
from policytrail.report.build import OWN_TEXT
from policytrail.report.records import ChangeLine
from policytrail.report.words import phrases
from policytrail.text import count_noun

_MOST_SHOWN = 40


def print_new_changes(changes: Sequence[ChangeLine], out: Path) -> None:
    """Print the changes that somebody made to a policy, the gravest first, and count the others."""
    own = [change for change in changes if change.alert or change.kind in OWN_TEXT]
    own.sort(key=lambda change: (-change.severity.weight, change.service, change.change_id))
    print_table(
        ("changed", "severity", "report", "what changed"),
        [
            (
                f"{change.service} {phrases.title_words(change.policy_type)}",
                _say_weight(change),
                str(out / change_path(change.change_id)),
                change.headline or change.summary,
            )
            for change in own[:_MOST_SHOWN]
        ],
        beneath=True,
    )
    if len(own) > _MOST_SHOWN:
        print(f"... and {len(own) - _MOST_SHOWN} more: {out / 'index.html'}")  # noqa: T201 (the result)
    if noise := len(changes) - len(own):
        print(f"{count_noun(noise, 'change')} of the page and not of the policy")  # noqa: T201 (the result)


def _say_weight(change: ChangeLine) -> str:
    weight = str(change.kind) if change.severity is Severity.NONE else str(change.severity)
    return f"{weight}, silent edit" if change.silent else weight
