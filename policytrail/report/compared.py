"""Services beside each other, composed of what was found in their current texts."""

from collections.abc import Sequence

from policytrail.errors import ConfigurationError
from policytrail.report.provision_records import ComparisonRecord, Shelf, line_of
from policytrail.report.services import gravest_first

FEWEST, MOST = 2, 5


def comparison_of(shelf: Shelf, service_ids: Sequence[str]) -> ComparisonRecord:
    """Return two to five services beside each other, in the order asked.

    Raises:
        ConfigurationError: for another number, or a service without a known provision.
    """
    if not FEWEST <= len(set(service_ids)) <= MOST:
        raise ConfigurationError(
            f"{len(set(service_ids))} services: {FEWEST} to {MOST} can be compared"
        )
    lines = [line_of(one) for one in shelf.provisions if one.is_current]
    names = {line.service_id: line.service for line in lines}
    for service_id in service_ids:
        if service_id not in names:
            raise ConfigurationError(f"{service_id}: no provision of such a service is known")
    chosen = gravest_first(line for line in lines if line.service_id in service_ids)
    titles = {line.type: line.title for line in chosen}
    return ComparisonRecord(
        format="policytrail/comparison/1",
        services=tuple((service_id, names[service_id]) for service_id in service_ids),
        types=tuple(sorted(titles.items(), key=lambda pair: pair[1])),
        provisions=chosen,
    )
