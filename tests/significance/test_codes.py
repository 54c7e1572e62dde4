import re
from pathlib import Path

import pytest

from policytrail.significance.codes import MEANINGS

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "policytrail" / "significance").glob("*.py"))
_USED = re.compile(r'Kind\.[A-Z]+,\s*"([a-z_]+)"|(?:Reason|Turn|Rule)\(\s*"([a-z_]+)"')


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_code_that_is_given_has_a_meaning(path: Path) -> None:
    used = {"".join(found) for found in _USED.findall(path.read_text("utf-8"))}

    assert used - set(MEANINGS) == set()


def test_the_page_of_reasons_is_the_codes() -> None:
    page = (ROOT / "docs" / "reasons.md").read_text("utf-8")

    assert dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", page, re.MULTILINE)) == MEANINGS
