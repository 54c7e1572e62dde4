"""Sources whose results are missing, or come from an older version of the program.

While an upgrade derives everything anew, nobody else sees any of it: each service is shown as before
until all of it is there.
"""

from collections.abc import Generator, Sequence
from contextlib import contextmanager

from policytrail.governance import reader_version
from policytrail.model import ASSESSMENT_VERSION, EXTRACTOR_VERSION, Source
from policytrail.significance.second_opinion import card_name
from storage import (
    Connection,
    Opened,
    services_changed,
    tracked_sources,
    upcoming_sources,
    with_extractor,
)


def has_underived(connection: Connection) -> bool:
    """Return whether something stored has not been derived from yet, e.g. after a crash."""
    return bool(outdated_sources(connection) or services_changed(connection, rules_in_force()))


def underived_sources(connection: Connection) -> frozenset[str]:
    """Return the sources of services of which not all is derived as this program derives it."""
    outdated = outdated_sources(connection)
    with upcoming_sources(connection, outdated):
        changed = services_changed(connection, rules_in_force())
    return frozenset(name for of_service in changed.values() for name in of_service)


def outdated_sources(connection: Connection) -> list[Source]:
    """Return the sources whose recipe names another extractor, with the one of this program."""
    return [
        with_extractor(source, EXTRACTOR_VERSION)
        for source in tracked_sources(connection)
        if source.recipe.extractor != EXTRACTOR_VERSION
    ]


@contextmanager
def opened_upgraded(opened: Opened, outdated: Sequence[Source]) -> Generator[Connection]:
    """Open the database as it will be once all is derived by this program's extractor."""
    with opened() as connection, upcoming_sources(connection, outdated):
        yield connection


def rules_in_force() -> tuple[str, ...]:
    """Return a name for the rules and models in force."""
    own = card_name()
    return (ASSESSMENT_VERSION, reader_version(), *((own,) if own else ()))
