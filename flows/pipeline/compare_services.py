"""Compare chosen services, provision by provision."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from flows.pipeline.compare_versions import NotComparable
from flows.pipeline.site_state import read_site_state, site_entries
from policytrail.report import SERVICES_PATH, Leaf, comparison_pages
from policytrail.report.build import MOST_COMPARED, comparison_record, shipped_kinds
from policytrail.report.html import comparison_html
from storage import Connection, tracked_sources

_FEW = 5
"""Names that a message lists at most."""


def compared_services(
    connection: Connection, out: Path, names: Sequence[str], *, served: bool
) -> Iterator[Leaf]:
    """Yield the pages that compare services; of an answer of the server, the HTML alone.

    What the folder of reports `out` holds only spares finding it again.

    Raises:
        NotComparable: a name is none of a service, nothing is known of one, or there are too few or
            too many.
    """
    known = {source.service_id: source.service for source in tracked_sources(connection)}
    by_name = {name.casefold(): service_id for service_id, name in known.items()}
    chosen: dict[str, str] = {}
    for name in names:
        service_id = name if name in known else by_name.get(name.casefold())
        if service_id is None:
            raise NotComparable(
                f"{name!r}: no service of that name is tracked; {_names_like(name, known.values())}"
            )
        chosen[service_id] = known[service_id]
    if not 1 < len(chosen) <= MOST_COMPARED:
        raise NotComparable(f"choose 2 to {MOST_COMPARED} services")
    entries = site_entries(connection, read_site_state(connection, out, services=chosen))
    lines = [line for entry in entries for line in entry.provisions]
    read = {line.service_id for line in lines}
    for service_id, name in chosen.items():
        if service_id not in read:
            raise NotComparable(
                f"{name}: no provision is known; if it has texts, `policytrail derive` reads them"
            )
    record = comparison_record(shipped_kinds(), chosen, lines)
    if served:
        yield SERVICES_PATH, comparison_html(record, SERVICES_PATH)
    else:
        yield from comparison_pages(record)


def _names_like(name: str, known: Iterable[str]) -> str:
    """Return the tracked services that a name may mean, or how many there are."""
    by_name = {each.casefold(): each for each in sorted(set(known))}
    asked = name.casefold()
    like = [each for folded, each in by_name.items() if asked and asked in folded]
    like = like or [by_name[each] for each in get_close_matches(asked, by_name)]
    if not like and len(by_name) <= _FEW:
        like = list(by_name.values())
    if not like:
        return f"{len(by_name)} services are, which the front page of the reports lists"
    return f"did you mean {' or '.join(like[:_FEW])}?"
