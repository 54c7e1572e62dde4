"""Which headings a block stands under."""

import pytest

from policytrail.extract.markdown import read_markdown
from policytrail.section_path import section_at


@pytest.mark.parametrize(
    ("text", "section"),
    [
        pytest.param("# Hens\n\n## Eggs\n\nLay them.", "Eggs", id="the-title-is-none"),
        pytest.param("## Menu\n\n# Hens\n\nLay them.", "Hens", id="a-later-title-is-one"),
        pytest.param("Lay them.", "", id="no-heading"),
    ],
)
def test_a_block_stands_under_the_headings_above_it(text: str, section: str) -> None:
    document = read_markdown(text)
    assert section_at(document, len(document.blocks) - 1) == section
