"""A team's own labelled changes make a card that can be read."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.cli.alerts_trained import card_text, train_alerts
from flows.own_card import CARD, use_own_card
from policytrail.errors import ConfigurationError
from policytrail.significance.second_opinion.card import (
    card_in_use,
    card_name,
    card_shipped,
    read_card,
    use_card,
)
from tests.commands import policytrail
from tests.significance.texts import POLICY, edit

_REAL = ("we never sell it", "we may sell it")
_NOISE = ("what we learn of you.", "what we learn about you.")


def _row(service: str, edit: tuple[str, str], *, alert: bool) -> str:
    row = {"service": service, "old": POLICY, "new": POLICY.replace(*edit), "label": {"alert": alert}}  # fmt: skip
    return json.dumps(row)


def _file(folder: Path, *lines: str) -> Path:
    path = folder / "labels.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_card_learned_from_labels_is_written_and_read_again(tmp_path: Path) -> None:
    services = [f"service {at}" for at in range(12)]
    path = _file(
        tmp_path,
        *(_row(service, _REAL, alert=True) for service in services),
        *(_row(service, _NOISE, alert=False) for service in services),
    )

    trained = train_alerts([path])

    assert read_card(card_text(trained, [path])) == trained.card
    assert (trained.decided.precision, trained.decided.recall) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("{",), "line 1: this is no JSON"),
        (("[]",), "line 1: this is no labelled change"),
        (('{"service": "a", "old": "x"}',), "line 1: 'new' is missing"),
        (('{"service": "a", "old": "x", "new": "y", "label": {"alert": "yes"}}',), "neither true nor false"),
        ((_row("a", _REAL, alert=True),), "needed are real changes and false alarms"),
        ((_row("a", _REAL, alert=True), _row("b", ("", ""), alert=False)), "1 services whose words changed"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named(tmp_path: Path, lines: tuple[str, ...], message: str) -> None:
    path = _file(tmp_path, *lines)

    with pytest.raises(ConfigurationError, match=message):
        train_alerts([path])


def test_a_card_of_another_version_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="train it again"):
        read_card('{"version": 0, "start": 0, "mute_below": 0, "alert_from": 1, "weights": []}')


def test_the_card_shipped_decides_within_its_limits() -> None:
    card = card_shipped()

    assert 0 < card.mute_below < card.alert_from
    assert 0 < card.certainty({}) < 1


_MUTING = '{"version": 1, "start": -9, "mute_below": 0.9, "alert_from": 2, "weights": []}'
_DRAFTED = ("the messages that you send", "those messages which you chose to send")


@pytest.fixture
def own_models(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    use_card("")


def test_a_teams_own_card_decides_where_its_folder_is_named(own_models: Path) -> None:
    (own_models / CARD).write_text(_MUTING, encoding="utf-8")
    shipped = edit(*_DRAFTED)

    use_own_card({"POLICYTRAIL_MODELS": str(own_models)})

    assert card_in_use() == read_card(_MUTING)
    assert card_name()
    assert (shipped.alert, edit(*_DRAFTED).alert) == (True, False)

    use_own_card({})

    assert (card_in_use(), card_name()) == (card_shipped(), "")


@pytest.mark.parametrize("text", ["{", "[]", _MUTING.replace('"version": 1', '"version": 9')])
def test_a_card_that_cannot_be_read_is_named_and_decides_nothing(
    own_models: Path, text: str
) -> None:
    (own_models / CARD).write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError, match=CARD):
        use_own_card({"POLICYTRAIL_MODELS": str(own_models)})
    assert card_in_use() == card_shipped()


def test_a_card_that_cannot_be_read_is_no_fault_of_a_policy(tmp_path: Path) -> None:
    (tmp_path / CARD).write_text("{", encoding="utf-8")
    (tmp_path / "terms.html").write_text("<h1>Terms</h1><p>You must pay us by May.</p>", "utf-8")

    done = policytrail(
        "extract", "terms.html", cwd=tmp_path, settings={"POLICYTRAIL_MODELS": str(tmp_path)}
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "You must pay us by May." in done.stdout


def test_an_alert_says_which_evidence_decided(own_models: Path) -> None:
    sure = edit(*_REAL).reasons[-1]
    (own_models / CARD).write_text(_MUTING, encoding="utf-8")
    use_own_card({"POLICYTRAIL_MODELS": str(own_models)})
    against = edit("13 months", "24 months").reasons[-1]

    assert (sure.code, sure.detail[:23]) == ("decided", "the rules and the model")
    assert (against.code, against.detail[:28]) == ("decided", "the rules, against the model")
