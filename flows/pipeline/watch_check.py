"""Check watch.yaml against the tracked sources and the environment."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows.database import reading_database
from flows.pipeline.watch_file import rules_in
from policytrail import alerts
from policytrail.errors import ConfigurationError
from policytrail.model import Source
from storage import store_exists, tracked_sources

if TYPE_CHECKING:
    from policytrail.alerts import WatchRule

_VARIABLE = "env:"


def checked_rules(
    watch: Path | None, sources: Sequence[Source], db: Path
) -> "tuple[WatchRule, ...]":
    """Return the rules of a watch file, each of whose names stands for something.

    Names may come from sources.yaml or, after an import, from the database alone.

    Raises:
        ConfigurationError: the file cannot be read or is wrong, or a rule names a service, tag,
            policy type or topic that does not exist.
    """
    rules = rules_in(watch)
    unknown = alerts.find_unknown_names(rules, alerts.watchable_names(sources))
    if unknown and store_exists(db):
        with reading_database(db) as connection:
            known = alerts.watchable_names((*sources, *tracked_sources(connection)))
        unknown = alerts.find_unknown_names(rules, known)
    if unknown:
        raise ConfigurationError("\n".join(f"{watch}: {line}" for line in unknown))
    return rules


def list_unset_targets(
    rules: "Sequence[WatchRule]", environ: Mapping[str, str] = os.environ
) -> tuple[str, ...]:
    """Return a line for each target whose environment variable is not set."""
    return tuple(
        f"{rule.name}: {target} is not set, so its alerts cannot be sent"
        for rule in rules
        for target in rule.to
        if target.startswith(_VARIABLE) and not environ.get(target.removeprefix(_VARIABLE))
    )
