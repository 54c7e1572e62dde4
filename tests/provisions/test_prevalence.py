import pytest

from policytrail.errors import ConfigurationError
from policytrail.model import PolicyRead, Severity, StoredProvision
from policytrail.provisions.prevalence import prevalence_of, said_elsewhere, told


def policy(service: str, version: str = "1") -> PolicyRead:
    return PolicyRead(
        service, f"{service}/terms", "terms_of_service", f"sha-{service}", "en", version
    )


def stored(
    service: str, excerpt: str = "You waive a jury.", kind: str = "jury_waiver"
) -> StoredProvision:
    return StoredProvision(policy(service), kind, Severity.HIGH, excerpt, 0.9)


POLICIES = [policy(name) for name in ("ada", "bob", "cyd", "dot")]


def test_a_share_is_told_with_its_denominator() -> None:
    found = prevalence_of("jury_waiver", POLICIES, [stored("ada")])

    assert told(found) == "in 1 of 4 services, 25% (usual)"


def test_two_policies_of_a_service_count_once() -> None:
    second = PolicyRead("ada", "ada/privacy", "privacy_policy", "sha", "en", "1")

    found = prevalence_of("jury_waiver", [*POLICIES, second], [stored("ada"), stored("ada")])

    assert (found.services, found.of_services) == (("ada",), 4)


def test_a_provision_of_a_policy_that_was_not_looked_at_does_not_count() -> None:
    assert prevalence_of("jury_waiver", POLICIES[:2], [stored("cyd")]).services == ()


def test_taxonomy_versions_are_never_mixed() -> None:
    with pytest.raises(ConfigurationError, match="cannot be compared"):
        prevalence_of("jury_waiver", [policy("ada"), policy("bob", "2")], [])


def test_no_policies_give_a_share_of_nothing() -> None:
    assert prevalence_of("jury_waiver", [], []).share == 0


def test_the_most_similar_excerpt_of_another_service_comes_first() -> None:
    rows = [
        stored("ada"),
        stored("bob", "A jury is waived by all of us."),
        stored("cyd", "You waive a jury trial."),
    ]

    found = said_elsewhere("You waive a jury.", "jury_waiver", rows, not_of="ada")

    assert [one.other.policy.service_id for one in found] == ["cyd", "bob"]
