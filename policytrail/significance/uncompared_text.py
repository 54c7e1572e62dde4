"""The verdict on a text that was replaced as a whole because comparing it would take too long."""

from policytrail.model import Diff, Kind, Reason, Severity, Significance


def assess_undivided(diff: Diff, reason: str) -> Significance:
    """Return the verdict on a diff that was made without comparing words.

    It alerts: what the program could not compare, a person should look at. `reason` ends a sentence
    that begins with "The comparison".
    """
    return Significance(
        Kind.SUBSTANTIVE,
        alert=True,
        severity=Severity.MEDIUM,
        topics=(),
        summary="The text changed, and was not compared word by word: that takes too much.",
        reasons=(Reason("not_compared", f"the comparison {reason}"),),
        hunk_kinds=(Kind.SUBSTANTIVE,) * len(diff.hunks),
    )
