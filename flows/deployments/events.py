"""Prefect events for what was recorded, so that people can hang automations of their own on them."""

from collections.abc import Iterable
from uuid import NAMESPACE_URL, uuid5

from prefect.events import emit_event

from policytrail.report.data import feed_title
from policytrail.report.records import ChangeLine, iso_time

CHANGE_RECORDED = "policytrail.change.recorded"


def emit_changes(changes: Iterable[ChangeLine]) -> int:
    """Emit one event for each change and return how many; the same change has the same event id."""
    count = 0
    for one in changes:
        emit_event(
            event=CHANGE_RECORDED,
            id=uuid5(NAMESPACE_URL, f"urn:policytrail:change:{one.change_id}"),
            resource={
                "prefect.resource.id": f"policytrail.change.{one.change_id}",
                "prefect.resource.name": feed_title(one),
                "policytrail.kind": str(one.kind),
                "policytrail.severity": str(one.severity),
            },
            related=[
                _related_resource("source", one.source_id),
                _related_resource("service", one.service_id),
                _related_resource("policy-type", one.policy_type),
            ],
            payload=event_payload(one),
        )
        count += 1
    return count


def event_payload(one: ChangeLine) -> dict[str, object]:
    """Return what an automation can fill into a message."""
    return {
        "change_id": one.change_id,
        "service": one.service,
        "policy_type": one.policy_type,
        "kind": str(one.kind),
        "severity": str(one.severity),
        "alert": one.alert,
        "silent": one.silent,
        "headline": one.headline,
        "summary": one.summary,
        "topics": list(one.topics),
        "not_before": iso_time(one.not_before),
        "not_after": iso_time(one.not_after),
    }


def _related_resource(role: str, name: str) -> dict[str, str]:
    return {
        "prefect.resource.id": f"policytrail.{role}.{name}",
        "prefect.resource.role": role,
    }
