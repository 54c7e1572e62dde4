"""Readers' own rules: what they mute, what they do not, and the reason that says so."""

import pytest

from policytrail.diff import compare_documents
from policytrail.extract.markdown import read_markdown
from policytrail.model import Kind, Muting, Severity, Significance
from policytrail.muting import TooSlow, check_entry, compile_entry, left_of
from policytrail.significance import assess_change
from policytrail.significance.classify.served import Served
from tests.significance.texts import POLICY, codes

_COUNTED = (
    f"{POLICY}\nBrindle is trusted by 4,000 keepers in 12 countries, and they own 90,000 hens.\n"
)


def _verdict(old: str, new: str, muting: Muting) -> Significance:
    before, after = read_markdown(old), read_markdown(new)
    return assess_change(
        compare_documents(before, after), before, after, served=Served(muting=muting)
    )


@pytest.mark.parametrize("entry", [r"/trusted by [\d,]+ keepers/", r"/\d[\d,]* (keepers|hens)/"])
def test_an_edit_within_what_is_ignored_is_muted_with_the_rule_as_reason(entry: str) -> None:
    found = _verdict(_COUNTED, _COUNTED.replace("4,000", "5,000"), Muting(ignore=(entry,)))

    assert (found.alert, found.kind) == (False, Kind.CHROME)
    assert [(reason.code, reason.detail) for reason in found.reasons] == [("ignored", entry)]


def test_a_literal_matches_in_any_case_and_spacing() -> None:
    line = "Hen of the month is Berta, who gave 29 eggs to the keepers of Ely and lives in the coop of Mrs Reed."

    found = _verdict(
        POLICY, f"{POLICY}\n{line}\n", Muting(ignore=(line.upper().replace(" ", "  "),))
    )

    assert codes(found) == {"ignored"}


def test_another_edit_beside_what_is_ignored_alerts() -> None:
    rules = Muting(ignore=(r"/[\d,]+ keepers/",))
    new = _COUNTED.replace("4,000 keepers in 12", "5,000 keepers in 14")

    assert _verdict(_COUNTED, new, rules).alert
    assert _verdict(POLICY, POLICY.replace("13 months", "24 months"), rules).alert


def test_only_the_sections_asked_for_alert() -> None:
    rules = Muting(only=("sharing",))
    kept = _verdict(POLICY, POLICY.replace("13 months", "24 months"), rules)
    shared = _verdict(POLICY, POLICY.replace("with advertisers", "with insurers"), rules)

    assert (kept.alert, codes(kept)) == (False, {"outside_sections"})
    assert shared.alert


def test_a_change_below_the_severity_asked_for_stays_real_and_raises_no_alert() -> None:
    new = POLICY.replace("photos of hens", "photos of hens and ducks")
    found = _verdict(POLICY, new, Muting(min_severity=Severity.HIGH))

    assert (found.alert, found.kind) == (False, Kind.SUBSTANTIVE)
    assert found.reasons[0].code == "below_severity"
    assert _verdict(POLICY, new, Muting()).alert


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("/(/", "no regular expression"),
        ("/.*/", "matches everything"),
        (r"/\S.*/", "matches everything"),
        ("/x*/", "matches everything"),
        ("/(a+)+$/", "takes too long"),
        (r"/(\w+\s?)+:/", "takes too long"),
        ("e", "shorter than 3 letters"),
        ("  ", "empty"),
        (7, "empty"),
    ],
)
def test_an_entry_that_cannot_be_meant_is_refused(entry: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        check_entry(entry)


def test_a_pattern_that_stumbles_over_a_text_is_stopped() -> None:
    pattern = compile_entry("/(q|q)*z/")

    with pytest.raises(TooSlow):
        left_of("q" * 60, pattern)


def test_a_pattern_that_stumbles_mutes_nothing() -> None:
    line = f"You must name the key {'q' * 60} to us each time that you sell or give away one of the hens that you keep with us."

    assert _verdict(POLICY, f"{POLICY}\n{line}\n", Muting(ignore=("/(q|q)*z/",))).alert
