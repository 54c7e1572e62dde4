"""A watch rule that can never match, or that has no address, is told before it stays silent."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.alerts.send import DeliveryOptions, send_trials
from flows.cli.app import main
from flows.pipeline.watch_check import checked_rules, list_unset_targets
from policytrail.alerts.check_rules import Watchable, find_unknown_names
from policytrail.alerts.rules import WatchRule
from policytrail.errors import ConfigurationError
from policytrail.sources import parse_sources
from storage.database import open_database
from storage.sources import declare_sources
from tests.alerts.conftest import Mailbox
from tests.alerts.examples import NOW

KNOWN = Watchable(frozenset({"lumenreel", "brook"}), frozenset({"video"}))
RULE = WatchRule("legal", ("env:LEGAL_MAIL",))
SOURCES = """
services:
  lumenreel:
    name: Lumenreel
    tags: [video]
    policies:
      terms_of_service: {url: https://lumenreel.example/terms}
"""


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (
            replace(RULE, services=("brook", "lumenreal")),
            "services: 'lumenreal' is unknown, so the rule never matches; did you mean 'lumenreel'?",
        ),
        (
            replace(RULE, tags=("vidoe",)),
            "tags: 'vidoe' is unknown, so the rule never matches; did you mean 'video'?",
        ),
        (
            replace(RULE, topics=("arbitraton",)),
            "topics: 'arbitraton' is unknown, so the rule never matches; did you mean 'arbitration'?",
        ),
        (
            replace(RULE, policy_types=("privacy",)),
            "policy_types: 'privacy' is unknown, so the rule never matches; did you mean "
            "'privacy_policy'?",
        ),
        (
            replace(RULE, services=("zzzzzz",)),
            "services: 'zzzzzz' is unknown, so the rule never matches",
        ),
    ],
    ids=lambda each: "" if isinstance(each, str) else each.name,
)
def test_a_name_that_stands_for_nothing_is_told_with_the_nearest(
    rule: WatchRule, told: str
) -> None:
    assert find_unknown_names([rule], KNOWN) == (f"legal: {told}",)


def test_names_that_exist_are_fine() -> None:
    rule = replace(
        RULE,
        services=("brook",),
        tags=("video",),
        topics=("ai_training",),
        policy_types=("cookie_policy",),
    )

    assert find_unknown_names([rule], KNOWN) == ()


def watch_file(folder: Path, services: str) -> Path:
    path = folder / "watch.yaml"
    path.write_text(f"watch: [{{name: legal, services: [{services}], to: ['env:LEGAL_MAIL']}}]\n")
    return path


def test_a_service_may_be_known_from_an_import_alone(tmp_path: Path) -> None:
    entries = parse_sources(SOURCES).entries
    imported = parse_sources(SOURCES.replace("lumenreel", "brook")).entries
    with open_database(tmp_path / "trail.duckdb") as connection:
        declare_sources(connection, imported, NOW)

    rules = checked_rules(watch_file(tmp_path, "brook"), entries, tmp_path / "trail.duckdb")

    assert [rule.services for rule in rules] == [("brook",)]
    with pytest.raises(ConfigurationError, match=r"watch\.yaml: legal: services: 'river'"):
        checked_rules(watch_file(tmp_path, "river"), entries, tmp_path / "trail.duckdb")


def test_a_variable_that_is_not_set_is_named() -> None:
    rule = replace(RULE, to=("env:LEGAL_MAIL", "env:CHAT", "block:chat"))

    assert list_unset_targets([rule], {"CHAT": "json://127.0.0.1"}) == (
        "legal: env:LEGAL_MAIL is not set, so its alerts cannot be sent",
    )


def test_a_trial_reaches_each_target_and_says_that_it_is_one(
    mailbox: tuple[Mailbox, str],
) -> None:
    box, address = mailbox
    post = DeliveryOptions(lambda target: address if target == "env:LEGAL_MAIL" else "nonsense")
    rule = replace(RULE, to=("env:LEGAL_MAIL", "env:OTHER"))

    faults = [fault for _, fault in send_trials([rule], NOW, post)]

    assert box.subjects == ["policytrail: test message of the watch rule legal"]
    assert faults == ["", "its address is no URL that Apprise knows: correct it where it is kept"]


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run the program; return its exit code and all that it printed."""
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.setattr("sys.argv", ["policytrail", *arguments])
        main()
    printed = capfd.readouterr()
    return int(ended.value.code or 0), printed.out + printed.err


def test_the_program_tells_what_is_wrong_and_tries_the_targets(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    mailbox: tuple[Mailbox, str],
) -> None:
    box, address = mailbox
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources.yaml").write_text(SOURCES)
    watch_file(tmp_path, "lumenreal")

    wrong = run(capfd, "sources", "check")
    watch_file(tmp_path, "lumenreel")
    unset = run(capfd, "sources", "check")
    failed = run(capfd, "tell", "--test")
    monkeypatch.setenv("LEGAL_MAIL", address)
    sent = run(capfd, "tell", "--test", "legal")
    no_rule = run(capfd, "tell", "--test", "nobody")

    assert wrong[0] == 2
    assert "did you mean 'lumenreel'?" in wrong[1]
    assert unset[0] == 0
    assert "legal: env:LEGAL_MAIL is not set" in unset[1]
    assert (failed[0], sent[0], no_rule[0]) == (1, 0, 2)
    assert len(box.mails) == 1
