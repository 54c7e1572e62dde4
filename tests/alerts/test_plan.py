from dataclasses import replace
from datetime import timedelta

import pytest

from policytrail.alerts.delivery import TRIES, Alert, Pending, PlannedAlert, is_dead, is_due
from policytrail.alerts.messages import messages_due
from policytrail.alerts.plan import plan_alerts
from policytrail.alerts.rules import Rhythm, WatchRule
from policytrail.model import Severity
from policytrail.report.build.source import source_line
from policytrail.report.records.change import ChangeLine
from policytrail.report.records.source import Health
from tests.alerts.examples import ALARM, EDIT, NOISE, NOW, RULE, SUBJECT, as_told
from tests.report import told
from tests.report.values import day


def planned(
    rule: WatchRule, *lines: ChangeLine, before: tuple[PlannedAlert, ...] = ()
) -> tuple[Alert, ...]:
    return plan_alerts([rule], lines, (), before, NOW)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param(RULE, [ALARM, EDIT], id="all-but-noise"),
        pytest.param(replace(RULE, noise=True), [ALARM, NOISE, EDIT], id="noise-too"),
        pytest.param(replace(RULE, severity=Severity.HIGH), [ALARM], id="high-only"),
        pytest.param(replace(RULE, silent_only=True), [ALARM], id="silent-only"),
        pytest.param(replace(RULE, topics=("arbitration",)), [ALARM], id="topic"),
        pytest.param(replace(RULE, provisions=("fees",)), [EDIT], id="provision"),
        pytest.param(replace(RULE, policy_types=("privacy_policy",)), [EDIT], id="policy-type"),
        pytest.param(replace(RULE, tags=("games",)), [], id="tag"),
        pytest.param(replace(RULE, services=("brook",)), [], id="service"),
    ],
)
def test_a_rule_chooses(rule: WatchRule, expected: list[ChangeLine]) -> None:
    alerts = planned(rule, ALARM, EDIT, NOISE)

    assert {one.about for one in alerts} == {one.change_id for one in expected}


def test_each_target_hears_once() -> None:
    rule = replace(RULE, to=("env:MAIL", "env:CHAT"))

    assert {one.target for one in planned(rule, ALARM)} == {"env:MAIL", "env:CHAT"}
    assert len({one.alert_id for one in planned(rule, ALARM)}) == 2


def test_what_was_told_is_not_told_again() -> None:
    (alert,) = planned(RULE, ALARM)

    assert planned(RULE, ALARM, before=(as_told(alert),)) == ()


def test_a_change_derived_anew_under_another_id_is_not_told_again() -> None:
    (alert,) = planned(RULE, ALARM)
    anew = replace(
        ALARM, change_id="PT-C-000000000000", not_before=ALARM.not_before + timedelta(hours=2)
    )

    assert planned(RULE, anew, before=(as_told(alert),)) == ()


def test_the_next_change_of_the_same_source_is_told() -> None:
    (alert,) = planned(RULE, ALARM)
    following = replace(
        ALARM,
        change_id="PT-C-000000000000",
        not_before=ALARM.not_after,
        not_after=ALARM.not_after + timedelta(days=1),
    )

    assert len(planned(RULE, following, before=(as_told(alert),))) == 1


def test_history_that_arrives_late_is_no_news() -> None:
    assert plan_alerts([RULE], [ALARM], (), (), day(200)) == ()


def test_a_source_that_fails_for_days_is_told_once_a_failure() -> None:
    failing = replace(
        source_line(told.history()), health=Health.FAILING, last_seen=day(20), trouble="timed_out"
    )
    rule = replace(RULE, failing_days=7)
    (alert,) = plan_alerts([rule], (), [failing], (), NOW)

    again = plan_alerts([rule], (), [failing], [as_told(alert)], day(31))

    assert alert.subject == "Aurora Images Terms of Service: not seen for 10 days"
    assert again == ()


def test_a_source_that_never_gave_its_policy_is_told_too() -> None:
    never = replace(
        source_line(told.history()),
        health=Health.NEVER,
        last_seen=None,
        first_tried=day(20),
        trouble="not_found",
    )

    (alert,) = plan_alerts([replace(RULE, failing_days=7)], (), [never], (), NOW)

    assert alert.subject == "Aurora Images Terms of Service: never seen, tried for 10 days"


def test_the_end_of_a_failure_is_told_once_to_those_who_were_told_of_it() -> None:
    failing = replace(source_line(told.history()), health=Health.FAILING, last_seen=day(20))
    fine = replace(failing, health=Health.CURRENT, last_seen=day(31))
    rule = replace(RULE, failing_days=7)
    (alert,) = plan_alerts([rule], (), [failing], (), NOW)

    (over,) = plan_alerts([rule], (), [fine], [as_told(alert)], day(31))
    again = plan_alerts([rule], (), [fine], [as_told(alert), as_told(over)], day(32))
    others = plan_alerts([replace(rule, name="other")], (), [fine], [as_told(alert)], day(31))

    assert over.subject == "Aurora Images Terms of Service: seen again"
    assert (again, others) == ((), ())


def test_the_next_failure_is_told_anew() -> None:
    failing = replace(source_line(told.history()), health=Health.FAILING, last_seen=day(20))
    rule = replace(RULE, failing_days=7)
    (alert,) = plan_alerts([rule], (), [failing], (), NOW)

    later = plan_alerts(
        [rule], (), [replace(failing, last_seen=day(40))], [as_told(alert)], day(50)
    )

    assert [one.subject for one in later] == [
        "Aurora Images Terms of Service: not seen for 10 days"
    ]


def test_a_subject_is_understood_in_a_list_of_mails() -> None:
    (alert,) = planned(RULE, ALARM)

    assert alert.subject == (SUBJECT)


def test_a_hostile_service_name_cannot_break_a_subject() -> None:
    (alert,) = planned(RULE, replace(ALARM, service="A\r\nBcc: x\u202e" + "w" * 500))

    assert len(alert.subject) <= 180
    assert "\n" not in alert.subject
    assert "\r" not in alert.subject


OLD = "Any dispute is heard by the courts of your own home town, and each side bears its own costs"
NEW = (
    "Any dispute is resolved by binding arbitration, and you give up your right to a jury; the "
    "arbitrator is chosen by us"
)


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        (f'"{OLD}" becomes "{NEW}"', '"{}" ... becomes "{}" ...'),
        (f"“{OLD}” becomes “{NEW}”; Fees: €5 → €9", "“{}” ... becomes “{}” ..."),
    ],
    ids=["straight quotes", "curly quotes and a second statement"],
)
def test_a_subject_reads_whole_on_both_sides_of_a_replacement(headline: str, told: str) -> None:
    (alert,) = planned(RULE, replace(ALARM, headline=headline, silent=False))

    old = "Any dispute is heard by the courts of your own home town"
    new = "Any dispute is resolved by binding arbitration"
    assert alert.subject == f"Aurora Images Terms of Service: {told.format(old, new)} (high)"


def test_a_statement_after_a_semicolon_in_a_quote_is_not_taken_for_a_second_one() -> None:
    words = "we keep your messages for ten years; you cannot ask us to erase them before that time, whatever the reason"
    headline = f'New: "{words}"; Dropped: "we erase your messages whenever you ask us to do so"'

    (alert,) = planned(RULE, replace(ALARM, headline=headline, silent=False))

    assert alert.subject == f'Aurora Images Terms of Service: New: "{words}" (high)'


def test_without_an_address_a_report_is_told_to_be_a_local_file() -> None:
    (alert,) = planned(RULE, ALARM)

    line = next(line for line in alert.text.splitlines() if line.startswith("Report: "))
    assert f"changes/{ALARM.change_id}.html, a file in the folder of reports" in line
    assert "`site:` in watch.yaml" in line


def test_alerts_that_arrive_together_leave_as_one_message() -> None:
    pending = [Pending(alert) for alert in planned(RULE, ALARM, EDIT)]

    (message,) = messages_due(pending, NOW)

    assert message.subject == f"{SUBJECT}, and 1 more"
    assert len(message.alert_ids) == 2


def test_the_gravest_alert_makes_the_subject_and_comes_first() -> None:
    pending = [Pending(alert) for alert in planned(RULE, EDIT, ALARM)]

    (message,) = messages_due(pending, NOW)

    assert message.text.startswith(f"{SUBJECT}\n")
    assert message.html.startswith(f'<p dir="auto"><strong>{SUBJECT}</strong>')


def test_a_report_is_named_by_the_address_under_which_its_reader_finds_it() -> None:
    rule = replace(RULE, site="https://policies.example/reports")

    (message,) = messages_due([Pending(alert) for alert in planned(rule, ALARM)], NOW)

    address = f"https://policies.example/reports/changes/{ALARM.change_id}.html"
    assert f"Report: {address}\n" in message.text
    assert f'<a href="{address}">{address}</a>' in message.html


def test_hostile_words_cannot_act_in_html() -> None:
    hostile = replace(ALARM, summary='<img src=x onerror="alert(1)"> https://a.example/"><script>')

    (message,) = messages_due([Pending(alert) for alert in planned(RULE, hostile)], NOW)

    assert "<img" not in message.html
    assert "<script" not in message.html
    assert '<a href="https://a.example/">' in message.html


def test_a_weekly_alert_waits_for_monday() -> None:
    (alert,) = planned(replace(RULE, when=Rhythm.WEEKLY), ALARM)

    assert (alert.due_at.weekday(), alert.due_at > NOW) == (0, True)
    assert messages_due([Pending(alert)], NOW) == ()


def test_a_failed_message_waits_longer_each_time_and_dies() -> None:
    (alert,) = planned(RULE, ALARM)
    once, twice = Pending(alert, 1, NOW), Pending(alert, 2, NOW)

    assert is_due(once, NOW + timedelta(minutes=5))
    assert not is_due(twice, NOW + timedelta(minutes=5))
    assert is_dead(Pending(alert, TRIES, NOW))


def test_a_failed_message_is_due_at_once_when_somebody_asks_for_it() -> None:
    (alert,) = planned(RULE, ALARM)
    failed, later = Pending(alert, 3, NOW), replace(alert, due_at=NOW + timedelta(hours=1))

    assert not is_due(failed, NOW + timedelta(seconds=1))
    assert is_due(failed, NOW + timedelta(seconds=1), without_pause=True)
    assert not is_due(Pending(later, 1, NOW), NOW, without_pause=True)


def test_a_message_whose_sender_died_is_due_at_once() -> None:
    (alert,) = planned(RULE, ALARM)

    assert is_due(Pending(alert, 0, NOW), NOW)
