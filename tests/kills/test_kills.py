"""Whatever part of a run is killed, and when: the next run ends as if nothing had happened."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHORT = {
    "migration": 20,
    "tell": 8,
    "backup": 70,
    "restore": 74,
    "compact": 12,
    "import": 3,
    "derive": 4,
    "backfill": 3,
    "publish": 3,
    "track": 3,
}
"""How often each part is killed in `make reliability`, 200 times in all; what costs less is killed more often."""
SAMPLE = {name: max(2, count // 3) for name, count in SHORT.items()}
"""The same in `make test`."""
SOAK = dict.fromkeys(SHORT, 60)


def killed(counts: dict[str, int], seed: int) -> dict[str, dict[str, object]]:
    """Return what became of the kills of each part."""
    asked = [f"{name}={count}" for name, count in counts.items()]
    command = [sys.executable, "-m", "tests.kills", str(seed), *asked]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    lines = map(json.loads, done.stdout.splitlines())
    return {str(line["scenario"]): line for line in lines}


@pytest.fixture(
    scope="module",
    params=[SHORT, pytest.param(SOAK, marks=pytest.mark.soak)],
    ids=["short", "soak"],
)
def tallies(request: pytest.FixtureRequest, is_whole: bool) -> dict[str, dict[str, object]]:
    is_sample = request.param is SHORT and not is_whole
    return killed(SAMPLE if is_sample else request.param, 20261126)


@pytest.mark.sampled
@pytest.mark.parametrize("name", SHORT)
def test_a_kill_loses_nothing_doubles_nothing_and_leaves_nothing(
    tallies: dict[str, dict[str, object]], name: str
) -> None:
    tally = tallies[name]

    assert tally["wrong"] == []
    assert tally["killed"] in (SAMPLE[name], SHORT[name], SOAK[name])
