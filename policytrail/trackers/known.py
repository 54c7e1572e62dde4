"""A public list of trackers that fills in what the policy leaves out; always marked as inferred."""

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from policytrail.model import Inference, Tracker

SOURCE = "Open Cookie Database"


@dataclass(frozen=True, slots=True)
class Known:
    """One entry of the list."""

    platform: str
    category: str
    retention: str


def complete_tracker(tracker: Tracker) -> Tracker:
    """Return the tracker with what the list says about its name and the policy does not."""
    known = lookup_tracker(tracker.name)
    if known is None:
        return tracker
    silent = {
        "provider": (tracker.provider, known.platform),
        "category": (tracker.category, known.category),
        "retention": (tracker.retention, known.retention),
    }
    inferred = tuple(
        Inference(field, value, SOURCE)
        for field, (stated, value) in silent.items()
        if value and not stated
    )
    return replace(tracker, inferred=inferred)


def lookup_tracker(name: str) -> Known | None:
    """Return the entry for a name: the same name, or the longest prefix that the list allows."""
    exact, beginnings = _known_entries()
    if name in exact:
        return exact[name]
    bare = re.sub(r"[*#x]+$", "", name)
    for length in range(len(bare), 1, -1):
        if bare[:length] in beginnings:
            return beginnings[bare[:length]]
    return None


@cache
def _known_entries() -> tuple[dict[str, Known], dict[str, Known]]:
    place = resources.files("policytrail.trackers").joinpath("known.tsv")
    exact: dict[str, Known] = {}
    beginnings: dict[str, Known] = {}
    for line in place.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, kind, platform, category, retention = line.split("\t")
        (beginnings if kind == "begins" else exact)[name] = Known(platform, category, retention)
    return exact, beginnings
