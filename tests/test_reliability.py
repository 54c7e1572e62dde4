"""docs/reliability.md lists the cases that there are, and all of them held."""

from collections import Counter

import pytest

from tests.reliability import (
    AREAS,
    HELD,
    PAGE,
    ROOT,
    SOAK_ONLY,
    Case,
    ReliabilityPlugin,
    read_page,
    write_page,
)

LEAST = 350


@pytest.fixture(scope="module")
def listed() -> dict[Case, str]:
    return read_page(PAGE.read_text(encoding="utf-8"))


def test_all_listed_cases_held(listed: dict[Case, str]) -> None:
    fell = {
        case: result
        for case, result in listed.items()
        if not result.startswith(HELD) and result != SOAK_ONLY
    }

    assert (len(listed) >= LEAST, fell) == (True, {})


def test_the_page_lists_the_cases_that_there_are(
    listed: dict[Case, str], request: pytest.FixtureRequest
) -> None:
    """Of the files that this run of pytest collected: of all, in `make test`."""
    plugin = request.config.pluginmanager.get_plugin("reliability")
    assert isinstance(plugin, ReliabilityPlugin)
    if any("::" in argument for argument in request.config.args):
        pytest.skip("only some tests of a file were asked for")
    files = {case.file for case in plugin.collected}

    there = Counter(plugin.collected)
    on_page = Counter(case for case in listed if case.file in files)

    assert there == on_page


def test_every_listed_file_exists() -> None:
    files = {entry.partition("::")[0] for entries in AREAS.values() for entry in entries}

    assert {file for file in files if not (ROOT / "tests" / file).is_file()} == set()


def test_the_page_is_written_as_it_is_read(listed: dict[Case, str]) -> None:
    assert write_page(listed) == PAGE.read_text(encoding="utf-8")
