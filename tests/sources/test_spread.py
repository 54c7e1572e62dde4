"""The spread of a run's requests: over the whole time, and the same in every run."""

from policytrail.sources.spread import start_delays

NAMES = [f"service-{number}" for number in range(400)]


def test_services_are_spread_over_the_whole_time_in_its_order() -> None:
    delays = list(start_delays(NAMES, 3600).values())

    assert delays == sorted(delays)
    quarters = [sum(900 * part <= each < 900 * (part + 1) for each in delays) for part in range(4)]
    assert sum(quarters) == 400
    assert min(quarters) > 70


def test_a_service_keeps_its_share_whatever_others_there_are() -> None:
    assert start_delays(NAMES, 3600)["service-7"] == start_delays(["service-7"], 3600)["service-7"]


def test_without_a_spread_all_begin_at_once() -> None:
    assert set(start_delays(NAMES, 0).values()) == {0.0}
