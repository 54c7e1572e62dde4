import pytest

from policytrail.alerts.rules import Rhythm, WatchRule, parse_watch
from policytrail.errors import ConfigurationError
from policytrail.model import Severity

GOOD = """
watch:
  - name: legal
    services: [aurora]
    topics: [arbitration]
    provisions: [arbitration, fees]
    severity: high
    silent_only: true
    failing_days: 7
    when: weekly
    to: [env:LEGAL_MAIL, block:slack-legal]
"""


def test_a_rule_says_who_hears_of_what_when_and_where() -> None:
    assert parse_watch(GOOD).rules == (
        WatchRule(
            "legal",
            ("env:LEGAL_MAIL", "block:slack-legal"),
            services=("aurora",),
            topics=("arbitration",),
            provisions=("arbitration", "fees"),
            severity=Severity.HIGH,
            silent_only=True,
            failing_days=7,
            when=Rhythm.WEEKLY,
        ),
    )


def test_no_file_content_means_no_rules() -> None:
    assert parse_watch("").rules == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("severity: high", "severity: huge", "watch.yaml:7: ", id="unknown-severity"),
        pytest.param("when: weekly", "wen: weekly", "watch.yaml:10: ", id="unknown-key"),
        pytest.param("failing_days: 7", "failing_days: 0", "watch.yaml:9: ", id="no-days"),
        pytest.param("fees", "fee", "watch.yaml:6: legal: 'fee' is no type", id="unknown-type"),
        pytest.param("  - name", " - - name", "watch.yaml", id="not-yaml-as-expected"),
    ],
)
def test_a_fault_is_named_with_its_line(old: str, new: str, expected: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse_watch(GOOD.replace(old, new))

    assert str(caught.value).startswith(expected)


def test_an_address_in_the_file_is_refused_and_not_repeated() -> None:
    secret = "mailto://me:geheim@mail.example"  # noqa: S105 (no secret)

    with pytest.raises(ConfigurationError) as caught:
        parse_watch(GOOD.replace("env:LEGAL_MAIL", secret))

    assert "geheim" not in str(caught.value)
    assert str(caught.value).startswith("watch.yaml:11: legal: ")


def test_two_rules_of_one_name_are_refused() -> None:
    twice = GOOD + "  - {name: legal, to: [env:A]}\n"

    with pytest.raises(ConfigurationError, match="the name 'legal' is taken"):
        parse_watch(twice)


def test_reports_have_an_address_and_a_language_before_there_is_a_rule() -> None:
    said = parse_watch("site: https://policies.example/reports\nlanguage: fr\n")

    assert (said.rules, said.site, said.language) == ((), "https://policies.example/reports", "fr")
