"""A whole `track` beside servers that attack it: each costs one attempt, and the others nothing."""

import json
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import pytest

from policytrail.model import Outcome
from storage.captures import read_attempts
from storage.database import open_database
from storage.timelines import read_observations
from tests.flows.conftest import Place
from tests.hostile.bodies import PDF_BOMBS
from tests.hostile.slow import ENDLESS, sending_for_ever
from tests.policies import policy
from tests.server import Route, sending, serving

pytestmark = pytest.mark.prefect

PDF = {"Content-Type": "application/pdf"}
TOO_MUCH = ("the body needs more", "the body takes more", "repeat the same lines")
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Attack:
    """How many sources of which kind are tracked in one run."""

    good: int
    bombs: Sequence[str]
    timeout_s: int
    """Of one retrieval."""
    most_s: int
    """What the run may take: a bound, no measurement."""


SHORT = Attack(good=6, bombs=["inflated-text"], timeout_s=5, most_s=240)
WHOLE = Attack(good=50, bombs=list(PDF_BOMBS), timeout_s=20, most_s=900)


@pytest.fixture(autouse=True)
def _server(prefect_api: str, place: Place) -> None:
    place.environment["PREFECT_API_URL"] = prefect_api
    del place.environment["POLICYTRAIL_PROXY"]


@contextmanager
def attacking(
    attack: Attack, asked_at_s: Mapping[str, list[float]]
) -> Generator[Mapping[str, str]]:
    """Run the servers; yield the address of each source by its name.

    Servers without end have a host each, since a host is asked one thing at a time.
    """
    routes: dict[str, Route] = {
        f"/good-{number}": sending(policy(f"Fees rise to {number} euros."), headers=HTML)
        for number in range(attack.good)
    }
    routes |= {f"/bomb-{name}": sending(PDF_BOMBS[name](), headers=PDF) for name in attack.bombs}
    with ExitStack() as stack:
        server = stack.enter_context(serving(routes))
        urls = {path.removeprefix("/"): server.url + path for path in routes}
        for number, (kind, answer) in enumerate(ENDLESS.items(), 10):
            endless = sending_for_ever(
                *answer, host=f"127.0.0.{number}", asked_at_s=asked_at_s[kind]
            )
            urls[f"endless-{kind}"] = stack.enter_context(endless)
        yield urls


def declare_all(path: Path, urls: Mapping[str, str]) -> None:
    """Write the file that declares the sources, each of a service of its own."""
    services = {
        name: {"name": name, "policies": {"terms_of_service": {"id": name, "url": url}}}
        for name, url in urls.items()
    }
    path.write_text(json.dumps({"services": services}), encoding="utf-8")


@pytest.mark.parametrize(
    "attack", [SHORT, pytest.param(WHOLE, marks=pytest.mark.soak)], ids=["short", "whole"]
)
def test_hostile_servers_cost_one_attempt_each_and_the_others_nothing(
    place: Place, attack: Attack
) -> None:
    declaration = place.folder / "sources.yaml"
    place.environment["POLICYTRAIL_SOURCES"] = str(declaration)
    place.environment["POLICYTRAIL_TOTAL_TIMEOUT_S"] = str(attack.timeout_s)
    start = time.monotonic()
    asked_at_s: dict[str, list[float]] = {kind: [] for kind in ENDLESS}
    with attacking(attack, asked_at_s) as urls:
        declare_all(declaration, urls)
        done = place.run("track")
    taken_s = time.monotonic() - start

    with open_database(place.folder / "policytrail.duckdb") as connection:
        attempts = {name: read_attempts(connection, name) for name in urls}
        seen = read_observations(connection)
    outcomes = {name: [each.outcome for each in tried] for name, tried in attempts.items()}
    good = [name for name in urls if name.startswith("good")]
    bombs = [name for name in urls if name.startswith("bomb")]
    endless = [name for name in urls if name.startswith("endless")]
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert [outcomes[name] for name in [*good, *bombs]] == [[Outcome.CAPTURED]] * (
        len(good) + len(bombs)
    )
    assert [len(outcomes[name]) for name in endless] == [1] * len(ENDLESS)
    assert {one for name in endless for one in outcomes[name]} <= {
        Outcome.TIMED_OUT,
        Outcome.UNREACHABLE,
    }
    assert [each.failure for name in good for each in seen[name]] == [None] * len(good)
    failures = [str(each.failure) for name in bombs for each in seen[name]]
    assert len(failures) == len(bombs)
    assert all(any(words in each for words in TOO_MUCH) for each in failures), failures
    assert (place.folder / "reports" / "index.html").is_file()
    assert taken_s < attack.most_s
    # None of them waits for another one to end: together they cost a run one time limit.
    first_asked_s = [times[0] for times in asked_at_s.values()]
    assert max(first_asked_s) - min(first_asked_s) < attack.timeout_s


@pytest.mark.soak
def test_ten_slow_servers_among_a_hundred_cost_a_run_90_seconds_at_most(
    place: Place, record_property: Callable[[str, object], None]
) -> None:
    place.environment["POLICYTRAIL_SOURCES"] = str(place.folder / "sources.yaml")
    good = {
        f"/good-{number:03}": sending(policy(f"Fees rise to {number} euros."), headers=HTML)
        for number in range(100)
    }
    taken_s: list[float] = []
    with serving(good) as server, ExitStack() as stack:
        urls = {path.removeprefix("/"): server.url + path for path in good}
        endless = islice(cycle(ENDLESS.values()), 10)
        slow = {
            # Asked last of all: a run that begins with them is done sooner.
            f"slow-{number}": stack.enter_context(
                sending_for_ever(*answer, host=f"127.0.0.{number}")
            )
            for number, answer in enumerate(endless, 10)
        }
        for name, asked in (
            ("without", urls),
            ("with", {**dict(islice(urls.items(), 90)), **slow}),
        ):
            declare_all(place.folder / "sources.yaml", asked)
            folder = place.folder / name
            folder.mkdir()
            start = time.monotonic()
            done = Place(folder, place.environment).run("track")
            taken_s.append(time.monotonic() - start)
            assert (done.returncode, "Traceback" in done.stderr) == (name == "with", False)

    without, beside = taken_s
    record_property("figure", f"{without:.0f} s without, {beside:.0f} s with them")
    assert beside - without <= 90
