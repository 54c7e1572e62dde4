"""The past of a source, from the Wayback Machine or an archive like it.

A listing says which mementos an archive holds (`query`, `cdx`, `listing`); `choice` says which of
them to ask for; `playback` makes a capture of each. Nothing but the listing is taken from the
archive's word: every document comes from bytes that were received.
"""

from typing import TYPE_CHECKING

from policytrail.lazy_imports import import_on_demand

if TYPE_CHECKING:
    from policytrail.fetch.wayback.archive import LISTING, PLAYBACK, SAVING, Archive
    from policytrail.fetch.wayback.choice import (
        LEAST_RUN,
        Bounds,
        positions_wanted,
        request_bounds,
        seconds,
    )
    from policytrail.fetch.wayback.clues import Clues, days_of_change
    from policytrail.fetch.wayback.listing import Lister, addresses_to_list
    from policytrail.fetch.wayback.memento import Memento, parse_timestamp
    from policytrail.fetch.wayback.memento_list import MementoList
    from policytrail.fetch.wayback.playback import Playback, confirmed_capture
    from policytrail.fetch.wayback.query import Query
    from policytrail.fetch.wayback.save import save_page
    from policytrail.fetch.wayback.stretch import Stretches, equal_stretches

__all__ = [
    "LEAST_RUN",
    "LISTING",
    "PLAYBACK",
    "SAVING",
    "Archive",
    "Bounds",
    "Clues",
    "Lister",
    "Memento",
    "MementoList",
    "Playback",
    "Query",
    "Stretches",
    "addresses_to_list",
    "confirmed_capture",
    "days_of_change",
    "equal_stretches",
    "parse_timestamp",
    "positions_wanted",
    "request_bounds",
    "save_page",
    "seconds",
]
__getattr__ = import_on_demand(__name__, __file__)
