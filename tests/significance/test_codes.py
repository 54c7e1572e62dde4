import re
from pathlib import Path

from policytrail.significance.codes import MEANINGS

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "policytrail").rglob("*.py"))
CLASSIFYING = ROOT / "policytrail" / "significance"
_USED = re.compile(r'Kind\.[A-Z]+,\s*"([a-z_]+)"|(?:Reason|AdverseEdit|Rule)\(\s*"([a-z_]+)"')


def test_every_code_that_is_given_has_a_meaning() -> None:
    texts = [path.read_text("utf-8") for path in CLASSIFYING.rglob("*.py")]
    used = {"".join(found) for text in texts for found in _USED.findall(text)}

    assert len(used) > len(MEANINGS) / 2  # the pattern still finds how codes are written
    assert used - set(MEANINGS) == set()


def test_every_code_that_has_a_meaning_is_given() -> None:
    texts = "".join(path.read_text("utf-8") for path in SOURCES if path.name != "codes.py")

    assert [code for code in MEANINGS if f'"{code}"' not in texts] == []


def test_the_page_of_reasons_is_the_codes() -> None:
    page = (ROOT / "docs" / "reasons.md").read_text("utf-8")

    assert dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", page, re.MULTILINE)) == MEANINGS
