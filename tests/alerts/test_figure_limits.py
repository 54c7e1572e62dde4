"""A watch rule may ask for figures beyond a limit: data kept longer than 90 days, a notice under 30."""

from dataclasses import replace
from datetime import timedelta

import pytest

from policytrail.alerts.figure_limits import parse_figure_limit
from policytrail.alerts.plan import plan_alerts, rule_matches
from policytrail.alerts.rules import WatchRule, parse_watch
from policytrail.errors import ConfigurationError
from policytrail.model import Fact
from policytrail.report.manifest import build_entry
from policytrail.report.records import FactRecord
from tests.report import told

_ALARM = build_entry(told.history()).changes[0]


def _is_met(limit: str, what: str, old: str | None, new: str | None) -> bool:
    return parse_figure_limit(limit).is_met(FactRecord(what, old, new, 0))


@pytest.mark.parametrize(
    ("limit", "what", "old", "new", "met"),
    [
        ("retention_period > 90 days", "retention_period", "30 days", "six months", True),
        ("retention_period > 90 days", "retention_period", None, "91 days", True),
        ("retention_period > 90 days", "retention_period", "30 days", "90 days", False),
        ("retention_period >= 90 days", "retention_period", "30 days", "ninety (90) days", True),
        ("retention_period > 90", "retention_period", "30 days", "1 year", True),
        ("retention_period > 3 months", "retention_period", "1 year", "2 months", False),
        ("retention_period > 90 days", "notice_days", "30 days", "100 days", False),
        ("retention_period > 90 days", "retention_period", "100 days", None, False),
        ("notice_days < 30 days", "notice_days", "30 days", "14 days", True),
        ("notice_days < 30 days", "notice_days", "30 days", "a while", False),
        ("notice_days<=14 days", "notice_days", "30 days", "two weeks", True),
        ("price > 20", "price", "$15", "$25.50", True),
        ("price > EUR 20", "price", "€15", "€25", True),
        ("price > EUR 20", "price", "$15", "$25", False),
        ("price > $1,000", "price", "$900", "USD 1,200", True),
        ("liability_cap < 100 USD", "liability_cap", "$500", "$50", True),
        ("percentage >= 5 %", "percentage", "3%", "5 percent", True),
        ("age_limit < 16", "age_limit", "at least 16", "at least thirteen", True),
        ("age_limit < 16", "age_limit", "under 13", "under 18", False),
        ("price rises by 10 %", "price", "$10", "$11", True),
        ("price rises by 10%", "price", "$10", "$10.50", False),
        ("price rises by 10 %", "price", "$10", "€11", False),
        ("price rises by 10 %", "price", None, "$11", False),
        ("notice_days falls by 50 %", "notice_days", "30 days", "2 weeks", True),
        ("notice_days falls by 50 %", "notice_days", "30 days", "60 days", False),
    ],
)
def test_a_limit_is_met_by_what_the_new_text_states(
    limit: str, what: str, old: str | None, new: str | None, met: bool
) -> None:
    assert _is_met(limit, what, old, new) is met


def test_a_rule_with_limits_tells_only_of_changes_that_meet_one() -> None:
    rule = WatchRule(
        "figures",
        ("env:MAIL",),
        figures=(
            parse_figure_limit("price > 20"),
            parse_figure_limit("retention_period > 90 days"),
        ),
    )
    kept_longer = replace(_ALARM, facts=(FactRecord("retention_period", "30 days", "1 year", 0),))
    kept_shorter = replace(_ALARM, facts=(FactRecord("retention_period", "1 year", "30 days", 0),))

    assert rule_matches(rule, kept_longer)
    assert not rule_matches(rule, kept_shorter)
    assert not rule_matches(rule, replace(_ALARM, facts=()))


def test_lists_of_changes_carry_their_figures_to_the_rules() -> None:
    history = told.history()
    change = history.changes[0]
    verdict = replace(
        change.assessment.significance,
        facts=(
            Fact("retention_period", "30 days", "1 year", 0),
            Fact("email", "a@b.example", None, 0),
        ),
    )
    assessed = replace(change, assessment=replace(change.assessment, significance=verdict))
    entry = build_entry(replace(history, changes=(assessed,)))
    text = "watch: [{name: kept, to: [env:MAIL], figures: ['retention_period > 90 days']}]"
    rules = parse_watch(text).rules

    alerts = plan_alerts(
        rules, entry.changes, [entry.source], (), _ALARM.not_after + timedelta(hours=1)
    )

    assert [alert.about for alert in alerts] == [_ALARM.change_id]
    assert entry.changes[0].facts == (FactRecord("retention_period", "30 days", "1 year", 0),)


@pytest.mark.parametrize(
    ("limit", "told_of"),
    [
        ("retention > 90 days", "'retention' is no figure that a rule can watch; did you mean"),
        ("retention_period = 90 days", "sets no limit"),
        ("retention_period > long", "'long' is no length of time"),
        ("retention_period > 90 pigs", "'90 pigs' is no length of time"),
        ("retention_period > -3 days", "'-3 days' is no length of time"),
        ("price > many", "'many' is no amount"),
        ("price > 10 EUR 20", "'10 EUR 20' is no amount"),
        ("price > 10 francs", "'10 francs' is no amount"),
        ("percentage > 5 EUR", "'5 EUR' is no amount"),
        ("age_limit < 16 days", "'16 days' is no amount"),
        ("price rises by 10", "sets no limit"),
        ("price rises by 0 %", "0 %"),
        ("notice_days falls by 150 %", "100 %"),
        ("price > 1" + "0" * 400, "sets no limit"),
        ("price rises by 9" + "9" * 400 + " %", "sets no limit"),
        ("", "sets no limit"),
    ],
)
def test_a_limit_that_says_nothing_is_refused_with_its_line(limit: str, told_of: str) -> None:
    text = (
        f"watch:\n  - name: kept\n    to: [env:MAIL]\n    figures:\n      - price > 5\n"
        f"      - '{limit}'\n"
    )

    with pytest.raises(ConfigurationError) as caught:
        parse_watch(text)

    assert str(caught.value).startswith("watch.yaml:6: ")
    assert told_of in str(caught.value)
