"""Whether a change has held for as long as an alert about it waits."""

from collections.abc import Iterable
from datetime import timedelta

from policytrail.alerts.rules import WatchRule
from policytrail.model import Confirmation
from policytrail.report.records import ChangeLine, SourceLine


def asked_by(rule: WatchRule, line: SourceLine | None) -> Confirmation:
    """Return what an alert of a rule waits for: what the rule says, or else the source."""
    if rule.confirm is not None:
        return rule.confirm
    return Confirmation(line.confirm_captures, line.confirm_s) if line else Confirmation()


def is_confirmed(
    change: ChangeLine, asked: Confirmation, line: SourceLine | None, steps: Iterable[ChangeLine]
) -> bool:
    """Return whether later captures bear a change out, given all changes of its source.

    A change is taken back if the next one brings an earlier text back before the wait is over; one
    that is followed by another text is borne out by the captures of that text too.
    """
    if not asked:
        return True
    if line is None:
        return False
    later = [step for step in steps if step.not_before >= change.not_after]
    following = min(later, key=lambda step: step.not_after, default=None)
    taken_back = following if following is not None and following.is_reversion else None
    seen = [
        moment
        for moment in line.seen_lately
        if moment > change.not_after and (taken_back is None or moment < taken_back.not_after)
    ]
    if asked.captures:
        is_long_ago = len(line.seen_lately) > 0 and line.seen_lately[0] > change.not_after
        return len(seen) >= asked.captures or (is_long_ago and taken_back is None)
    last = max(seen, default=change.not_after)
    if taken_back is not None:
        last = max(last, taken_back.not_before)
    return last - change.not_after >= timedelta(seconds=asked.seconds)
