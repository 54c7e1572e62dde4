"""What a headline says is not said again beside it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from policytrail.model import Certainty
from policytrail.report.build.change import change_record
from policytrail.report.build.repetition import is_repeated, untold_summary
from policytrail.report.build.source import source_record
from policytrail.report.html.chart import Chart
from policytrail.report.html.pages import change_html, source_html
from policytrail.report.markdown.change import change_markdown
from policytrail.report.markdown.lists import source_markdown
from policytrail.report.records.statement import StatementRecord
from policytrail.report.words import phrases
from tests.report import told, values

NEW = 'Under "Disputes", it now says "You agree that every quarrel is settled by an arbiter of our choice".'
PERIOD = 'Under "Changes", the notice period falls from 30 days to 7 days.'
MORE = 'It no longer says "You may bring a claim where you live. We pay its costs".'


@pytest.mark.parametrize(
    ("headline", "left"),
    [
        ('New: "every quarrel is settled by an arbiter of our choice"', f"{PERIOD} {MORE}"),
        ("Notice period: 30 days → 7 days", f"{NEW} {MORE}"),
        (
            'New: "every quarrel is settled by an arbiter" ...; Notice period: 30 days → 7 days',
            MORE,
        ),
        ("Edits on arbitration", f"{NEW} {PERIOD} {MORE}"),
        ("", f"{NEW} {PERIOD} {MORE}"),
    ],
    ids=["a quote", "figures", "both", "nothing of it", "no headline"],
)
def test_a_summary_beside_a_headline_says_only_what_that_leaves_out(
    headline: str, left: str
) -> None:
    assert untold_summary(headline, f"{NEW} {PERIOD} {MORE}") == left


def test_a_headline_is_repeated_only_if_each_of_its_parts_is() -> None:
    headline = 'New: "every quarrel is settled by an arbiter"; Notice period: 30 days → 7 days'

    assert is_repeated(headline, [NEW, PERIOD])
    assert not is_repeated(headline, [NEW])
    assert not is_repeated(f"Most of the text is new; {headline}", [NEW, PERIOD])


def test_the_page_of_a_change_says_a_statement_once() -> None:
    quoted = StatementRecord(
        NEW,
        'New: "every quarrel is settled by an arbiter" ...',
        "added",
        0,
        None,
        None,
        Certainty.CERTAIN,
    )
    once = replace(
        change_record(told.history().changes[0]), headline=quoted.headline, statements=(quoted,)
    )

    assert 'class="headline"' not in change_html(once)
    assert quoted.headline.replace('"', "&#34;") not in change_html(once)
    assert quoted.headline not in change_markdown(once)
    assert 'class="headline"' in change_html(replace(once, headline="Most of the text is new"))


def test_a_span_of_one_day_or_moment_names_it_once() -> None:
    first = values.evidence(0, "one")
    history = told.history()
    before = replace(history.versions[0], first=first, last=first, captures=2)
    whole = change_record(history.changes[0])

    record = source_record(replace(history, versions=(before, *history.versions[1:])))
    looked = replace(whole.before.first, captured_at=first.captured_at)
    later = replace(looked, captured_at=first.captured_at + timedelta(minutes=5))
    seen = replace(whole.before, captures=2, first=looked, last=later)
    same_day = change_html(replace(whole, before=seen))
    pages = source_html(record), source_markdown(record), same_day

    moment, day = phrases.format_moment(first.captured_at), phrases.format_day(first.captured_at)
    plain = [re.sub(r"<[^>]+>", "", page) for page in pages]
    assert [f"seen 2 times, {moment}" in page for page in plain[:2]] == [True] * 2
    assert f"2 times, on {day}" in plain[2]


def test_a_day_is_written_once_along_the_axis() -> None:
    days = tuple(values.day(number / 4) for number in range(5))

    labels = Chart((), days).labels

    assert labels == ("4 May 2026", "", "", "5 May 2026", "")
