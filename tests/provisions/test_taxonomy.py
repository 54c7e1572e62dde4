from pathlib import Path

import pytest

from policytrail.errors import ConfigurationError
from policytrail.provisions import regulations, taxonomy, taxonomy_markdown
from policytrail.provisions.patterns import compile_pattern

ROOT = Path(__file__).parents[2]
TYPE = """
  - {id: gift, group: g, title: T, what: W, user: U, institution: I, strong: [gift],
     severity: [{name: plain, level: low}]}
"""


def test_there_are_at_least_45_types() -> None:
    assert len(taxonomy.shipped_taxonomy().types) >= 45


def test_every_pattern_compiles() -> None:
    """They are compiled when they are first searched for: some, only by a rare sentence."""
    shipped = taxonomy.shipped_taxonomy()
    for kind in shipped.types:
        own = (kind.strong, kind.weak, kind.unless, kind.about, kind.other_sense, kind.never)
        rules = kind.attributes.values()
        of_rules = [
            each for one in rules for each in (one.patterns, one.unless, one.void, one.near)
        ]
        lines = [line for each in (*own, *of_rules) for line in each]
        assert all(compile_pattern(line, shipped.macros).parts for line in lines), kind.id


def test_every_type_says_why_it_matters() -> None:
    silent = [
        one.id
        for one in taxonomy.shipped_taxonomy().types
        if not (one.what and one.user and one.institution)
    ]

    assert silent == []


def test_every_law_that_a_type_names_is_in_the_map() -> None:
    known = {law.id for law in regulations.shipped_regulations().regulations}
    named = {name for kind in taxonomy.shipped_taxonomy().types for name in kind.regulations}

    assert len(named) >= 5
    assert named - known == set()


def test_every_type_touches_a_law_with_an_authority() -> None:
    known = regulations.shipped_regulations()

    alone = [
        one.id
        for one in taxonomy.shipped_taxonomy().types
        if not regulations.authorities_for_laws(one.regulations, known)
    ]

    assert alone == []


def test_each_of_the_eight_unfair_labels_has_a_type() -> None:
    labels = {one.unfair_tos for one in taxonomy.shipped_taxonomy().types} - {None}

    assert len(labels) == 8


def test_the_page_is_fresh() -> None:
    written = (ROOT / "docs" / "taxonomy.md").read_text(encoding="utf-8")

    assert written == taxonomy_markdown.taxonomy_page(taxonomy.shipped_taxonomy())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("version: [", "taxonomy", id="no YAML"),
        pytest.param("version: '1'\nmacros: {}\ntypes: 3", "types", id="no list"),
        pytest.param(f"version: '1'\nmacros: {{}}\ntypes:{TYPE}{TYPE}", "stands twice", id="double"),
        pytest.param(
            f"version: '1'\nmacros: {{}}\ntypes:{TYPE.replace('level: low', 'level: low, when: {x: true}')}",
            "unknown attribute 'x'",
            id="unknown attribute",
        ),
    ],
)  # fmt: skip
def test_a_wrong_taxonomy_is_refused_with_its_fault(text: str, fault: str) -> None:
    with pytest.raises(ConfigurationError, match=fault):
        taxonomy.parse_taxonomy(text)
