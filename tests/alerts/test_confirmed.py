"""Alerts that wait until later captures bear a change out."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from policytrail.alerts.plan import plan_alerts
from policytrail.alerts.rules import WatchRule, parse_watch
from policytrail.errors import ConfigurationError
from policytrail.model import Confirmation
from policytrail.report.build.source import source_line
from policytrail.report.manifest import build_entry
from policytrail.report.records.change import ChangeLine
from policytrail.report.records.source import SourceLine
from tests.report import told

_ALARM = build_entry(told.history()).changes[0]
_LINE = source_line(told.history())
_HOUR = timedelta(hours=1)
_START = _ALARM.not_after
_BACK = replace(_ALARM, change_id="PT-C-000000000000", is_reversion=True, alert=False)


def _seen(*hours: int) -> SourceLine:
    return replace(
        _LINE,
        source_id=_ALARM.source_id,
        seen_lately=tuple(_START + hour * _HOUR for hour in hours),
    )


def _back_at(hour: int) -> ChangeLine:
    return replace(_BACK, not_before=_START + (hour - 1) * _HOUR, not_after=_START + hour * _HOUR)


def _count(
    rule: WatchRule, line: SourceLine, *later: ChangeLine, now: datetime = _START + 48 * _HOUR
) -> int:
    told_of = plan_alerts([rule], [_ALARM, *later], [line], (), now)
    return sum(alert.about == _ALARM.change_id for alert in told_of)


@pytest.mark.parametrize(
    ("confirm", "hours", "told_of"),
    [
        (Confirmation(), (0,), 1),
        (Confirmation(captures=1), (0,), 0),
        (Confirmation(captures=1), (0, 12), 1),
        (Confirmation(captures=2), (0, 12), 0),
        (Confirmation(captures=2), (0, 12, 24), 1),
        (Confirmation(captures=3), (4, 5, 6, 7), 1),
        (Confirmation(seconds=6 * 3600), (0, 5), 0),
        (Confirmation(seconds=6 * 3600), (0, 5, 7), 1),
    ],
)
def test_an_alert_leaves_when_later_captures_bear_it_out(
    confirm: Confirmation, hours: tuple[int, ...], told_of: int
) -> None:
    assert _count(WatchRule("all", ("env:MAIL",), confirm=confirm), _seen(*hours)) == told_of


@pytest.mark.parametrize(
    ("confirm", "back", "told_of"),
    [
        (Confirmation(captures=1), 12, 0),
        (Confirmation(captures=1), 30, 1),
        (Confirmation(seconds=6 * 3600), 5, 0),
        (Confirmation(), 12, 1),
    ],
)
def test_a_change_that_was_taken_back_before_is_not_told(
    confirm: Confirmation, back: int, told_of: int
) -> None:
    line = _seen(0, 12, 24, 36) if back > 12 else _seen(0, back, 24, 36)

    assert _count(WatchRule("all", ("env:MAIL",), confirm=confirm), line, _back_at(back)) == told_of


def test_another_text_after_it_bears_a_change_out() -> None:
    next_text = replace(_back_at(12), is_reversion=False)
    rule = WatchRule("all", ("env:MAIL",), confirm=Confirmation(captures=1))

    assert _count(rule, _seen(0, 12), next_text) == 1


def test_the_rule_counts_before_the_source() -> None:
    line = replace(_seen(0), confirm_captures=1)

    assert _count(WatchRule("all", ("env:MAIL",)), line) == 0
    assert _count(WatchRule("all", ("env:MAIL",), confirm=Confirmation()), line) == 1


def test_a_rule_may_ask_for_a_number_of_words() -> None:
    words = _ALARM.words_added + _ALARM.words_removed

    assert _count(WatchRule("all", ("env:MAIL",), min_words=words), _seen(0)) == 1
    assert _count(WatchRule("all", ("env:MAIL",), min_words=words + 1), _seen(0)) == 0


def test_confirm_of_a_rule_is_a_number_or_a_time() -> None:
    text = "watch: [{name: a, to: [env:A], confirm: %s, min_words: 5}]"

    assert parse_watch(text % "2").rules[0].confirm == Confirmation(captures=2)
    assert parse_watch(text % "6h").rules[0].confirm == Confirmation(seconds=21_600)
    with pytest.raises(ConfigurationError, match="neither a number of captures"):
        parse_watch(text % "9")
