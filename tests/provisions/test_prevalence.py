import pytest

from policytrail.errors import ConfigurationError
from policytrail.model import CountedPolicy
from policytrail.provisions.prevalence import count_prevalence


def policy(service: str, version: str = "1") -> CountedPolicy:
    return CountedPolicy(
        service, f"{service}/terms", "terms_of_service", f"sha-{service}", "en", version
    )


POLICIES = [policy(name) for name in ("ada", "bob", "cyd", "dot")]


def test_a_share_is_told_with_its_denominator() -> None:
    found = count_prevalence("jury_waiver", POLICIES, ["ada"])

    assert (found.services, found.of_services, found.wording) == (("ada",), 4, "usual")


def test_two_policies_of_a_service_count_once() -> None:
    second = CountedPolicy("ada", "ada/privacy", "privacy_policy", "sha", "en", "1")

    found = count_prevalence("jury_waiver", [*POLICIES, second], ["ada"])

    assert (found.services, found.of_services) == (("ada",), 4)


def test_a_provision_of_a_policy_that_was_not_looked_at_does_not_count() -> None:
    assert count_prevalence("jury_waiver", POLICIES[:2], ["cyd"]).services == ()


def test_taxonomy_versions_are_never_mixed() -> None:
    with pytest.raises(ConfigurationError, match="cannot be compared"):
        count_prevalence("jury_waiver", [policy("ada"), policy("bob", "2")], [])


def test_no_policies_give_a_share_of_nothing() -> None:
    assert count_prevalence("jury_waiver", [], []).share == 0


def test_services_of_one_organisation_count_once() -> None:
    runs = {"ada": "house", "bob": "house"}

    found = count_prevalence("jury_waiver", POLICIES, ["ada", "bob"], runs)

    assert found.services == ("house",)
    assert found.of_services == len({one.service_id for one in POLICIES}) - 1
