"""Which captures have no memento of their own, and which mementos of others stand beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from policytrail.model import Evidence, Timeline, Transition, Witness

Neighbours = tuple[Witness | None, Witness | None]
"""The nearest mementos before and after a time, as far as any is known of."""


def times_alone(timeline: Timeline) -> tuple[datetime, ...]:
    """Return when those captures of a timeline were taken that no archive plays back."""
    return tuple(
        sorted(
            {
                each.captured_at
                for each in _evidence_of_timeline(timeline)
                if each.memento_url is None
            }
        )
    )


def with_witnesses(timeline: Timeline, known: Mapping[datetime, Neighbours]) -> Timeline:
    """Return the timeline with the mementos nearest to each capture that has none of its own."""
    versions = tuple(
        replace(
            version,
            first=_add_witnesses(version.first, known),
            last=_add_witnesses(version.last, known),
        )
        for version in timeline.versions
    )
    steps = zip(pairwise(versions), timeline.transitions, strict=True)
    return Timeline(
        versions,
        tuple(
            Transition(before, after, transition.occurrence)
            for (before, after), transition in steps
        ),
    )


def _evidence_of_timeline(timeline: Timeline) -> Iterable[Evidence]:
    return (each for version in timeline.versions for each in (version.first, version.last))


def _add_witnesses(evidence: Evidence, known: Mapping[datetime, Neighbours]) -> Evidence:
    if evidence.memento_url is not None:
        return evidence
    before, after = known.get(evidence.captured_at, (None, None))
    return replace(evidence, before=before, after=after)
