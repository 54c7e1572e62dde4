"""Prefect events for recorded changes, on which users can base automations."""

from collections.abc import Iterable
from uuid import NAMESPACE_URL, uuid5

from prefect.events import emit_event

from policytrail.report.data import feed_title
from policytrail.report.records import ChangeLine, iso_time

CHANGE_RECORDED = "policytrail.change.recorded"


def emit_changes(changes: Iterable[ChangeLine]) -> int:
    """Emit one event for each change and return how many; the same change has the same event id."""
    count = 0
    for change in changes:
        emit_event(
            event=CHANGE_RECORDED,
            id=uuid5(NAMESPACE_URL, f"urn:policytrail:change:{change.change_id}"),
            resource={
                "prefect.resource.id": f"policytrail.change.{change.change_id}",
                "prefect.resource.name": feed_title(change),
                "policytrail.kind": str(change.kind),
                "policytrail.severity": str(change.severity),
            },
            related=[
                _related_resource("source", change.source_id),
                _related_resource("service", change.service_id),
                _related_resource("policy-type", change.policy_type),
            ],
            payload=event_payload(change),
        )
        count += 1
    return count


def event_payload(change: ChangeLine) -> dict[str, object]:
    """Return the values that an automation can use in a message."""
    return {
        "change_id": change.change_id,
        "service": change.service,
        "policy_type": change.policy_type,
        "kind": str(change.kind),
        "severity": str(change.severity),
        "alert": change.alert,
        "silent": change.silent,
        "headline": change.headline,
        "summary": change.summary,
        "topics": list(change.topics),
        "not_before": iso_time(change.not_before),
        "not_after": iso_time(change.not_after),
    }


def _related_resource(role: str, name: str) -> dict[str, str]:
    return {
        "prefect.resource.id": f"policytrail.{role}.{name}",
        "prefect.resource.role": role,
    }
