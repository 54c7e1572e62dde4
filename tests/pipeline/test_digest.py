"""Digests tell what is told of the sources, for a rule and a period."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.pipeline.digest import rules_named, write_digests
from policytrail.errors import ConfigurationError
from tests.alerts.examples import ENTRIES, NOW, RULE

TODAY = NOW.date()
NOBODY = replace(RULE, name="nobody", services=("no-such",))


def test_each_rule_has_a_digest_in_four_formats(tmp_path: Path) -> None:
    write_digests([RULE, NOBODY], ENTRIES, tmp_path, TODAY, TODAY - timedelta(days=60))

    found = sorted(path.name for path in (tmp_path / "digests").iterdir())
    assert found == [
        f"{name}-{TODAY}.{ending}"
        for name in ("all", "nobody")
        for ending in ("html", "json", "md", "txt")
    ]


def test_a_digest_tells_what_its_rule_chooses(tmp_path: Path) -> None:
    write_digests([RULE, NOBODY], ENTRIES, tmp_path, TODAY, TODAY - timedelta(days=60))

    texts = [(tmp_path / f"digests/{name}-{TODAY}.txt").read_text() for name in ("all", "nobody")]
    assert ["Aurora Images" in text for text in texts] == [True, False]


def test_the_same_digest_twice_is_left_alone(tmp_path: Path) -> None:
    first = write_digests([RULE], ENTRIES, tmp_path, TODAY)
    second = write_digests([RULE], ENTRIES, tmp_path, TODAY)

    assert (first.written, second.written, second.unchanged) == (4, 0, 4)


def test_an_empty_period_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="this period is empty"):
        write_digests([RULE], ENTRIES, tmp_path, TODAY, TODAY)


def test_a_rule_that_is_not_there_is_named() -> None:
    with pytest.raises(ConfigurationError, match="lega: no watch rule of that name"):
        rules_named([RULE], ["all", "lega"])
