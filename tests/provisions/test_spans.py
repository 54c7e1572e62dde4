from dataclasses import replace

from policytrail.model import Severity
from policytrail.provisions import find_provisions
from policytrail.provisions.spans import also_said, is_main
from tests.provisions.values import document

BOTH = (
    "Any dispute shall be finally settled by binding arbitration and not in a class action, and "
    "these terms are governed by the laws of Norland."
)


def test_words_with_several_types_have_one_main_type_and_name_the_others() -> None:
    found = find_provisions(document(BOTH))
    also = also_said(found)

    main = [one for one in found if is_main(one, also[one.key])]

    assert len(found) > 1
    assert len(main) == 1
    assert {other.type for other in also[main[0].key]} == {
        one.type for one in found if one is not main[0]
    }


def test_provisions_of_other_words_are_not_named() -> None:
    found = find_provisions(
        document("You must be 18 years old.", "We may change these terms at any time.")
    )

    assert not any(also_said(found).values())


def test_a_grave_type_that_is_not_sure_is_not_the_main_one() -> None:
    first, *_ = find_provisions(document(BOTH))
    sure = replace(first, severity=Severity.LOW, confidence=0.9)
    grave = replace(first, type="jury_waiver", severity=Severity.HIGH, confidence=0.5)

    assert is_main(sure, [grave])
    assert not is_main(grave, [sure])
    assert is_main(replace(grave, confidence=0.7), [sure])
