"""Kill scenarios again and again; print what became of each as JSON: `SEED NAME=COUNT ...`."""

import json
import os
import pickle
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Final, TypeVar, cast
from unittest.mock import patch

from flows.pipeline import compact, workers
from flows.pipeline.limits import Exceeded, Limits
from tests.archive import archiving
from tests.kills.scenarios import HELD, PAGES, READ, SCENARIOS, Scenario, State
from tests.loading import load_all
from tests.server import sending, serving

T = TypeVar("T")
R = TypeVar("R")
_MOST_ENDED: Final = 20
_SHORTER: Final = 0.8
ROUTES: Final = {
    path: sending(body, headers={"Content-Type": "text/html"}) for path, body in PAGES.items()
}
_EVENTS: Final = (
    "open",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.symlink",
    "os.truncate",
    "sqlite3.connect",
)
"""Of Python's audit events: what alters files."""


@dataclass(slots=True)
class Tally:
    """What came of all kills of a scenario."""

    killed: int = 0
    ended: int = 0
    """Runs that were done before the kill came."""
    wrong: list[str] = field(default_factory=list[str])
    """Where the end differed, and how."""
    spent_s: float = 0.0
    """Processor seconds of one whole run."""


class InProcess:
    """Stands for a worker: what is killed here is the process that writes."""

    is_fresh = True
    is_alive = True

    def do_work(self, function: Callable[[T], R], argument: T, limits: Limits) -> R | Exceeded:
        """Do it here."""
        del limits
        return function(argument)

    def end_process(self) -> None:
        """Do nothing: there is none."""


def forked(work: Callable[[], object]) -> tuple[int, bytes]:
    """Do work in a child; return how that ended, and what it gave, pickled."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            content = pickle.dumps(work())
        except BaseException as error:  # noqa: BLE001 (told by the parent)
            content = pickle.dumps(error)
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(content)
            os._exit(3)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(content)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        content = pipe.read()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), content


def result_of(work: Callable[[], T]) -> T:
    """Return what work in a child gives.

    Raises:
        RuntimeError: the child failed.
    """
    code, content = forked(work)
    if code:
        error = pickle.loads(content) if content else ""  # noqa: S301 (our own child)
        raise RuntimeError(f"the child ended with {code}: {error!r}"[:2000])
    return cast("T", pickle.loads(content))  # noqa: S301 (our own child)


def timed(work: Callable[[], None]) -> tuple[float, float, int]:
    """Return the wall and processor seconds that work takes, and how often it alters a file."""
    count = 0

    def note(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        count += _alters_file(event, arguments)

    sys.addaudithook(note)
    start, start_cpu = time.monotonic(), time.process_time()
    work()
    return time.monotonic() - start, time.process_time() - start_cpu, count


def _alters_file(event: str, arguments: tuple[object, ...]) -> bool:
    if event not in _EVENTS:
        return False
    if event != "open":
        return True
    mode = arguments[1]
    return isinstance(mode, str) and any(letter in mode for letter in "wa+x")


def kill_at_event(number: int) -> None:
    """Die right before the so-manieth time that this process alters a file."""
    left = number

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if _alters_file(event, arguments):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def run_killed(scenario: Scenario, folder: Path, url: str, arm: Callable[[], None]) -> int:
    """Do the work in a child that kills itself; return how it ended."""

    def work() -> None:
        arm()
        scenario.work(folder, url)

    code, _ = forked(work)
    return code


def try_kills(name: str, count: int, seed: int, url: str) -> Tally:
    """Kill a scenario so many times, each time on a copy of the same beginning."""
    scenario, tally = SCENARIOS[name], Tally()
    chance = random.Random(seed)  # noqa: S311 (moments, no secret)
    with tempfile.TemporaryDirectory() as scratch:
        start, whole, cut = (Path(scratch, each) for each in ("start", "whole", "cut"))
        start.mkdir()
        result_of(lambda: scenario.prepare(start, url))
        shutil.copytree(start, whole, symlinks=True)
        wall_s, tally.spent_s, events = result_of(lambda: timed(lambda: scenario.work(whole, url)))
        wanted = _end_state(scenario, whole)
        while tally.killed < count and tally.ended < _MOST_ENDED * count:
            shutil.rmtree(cut, ignore_errors=True)
            shutil.copytree(start, cut, symlinks=True)
            place, arm = _moment(chance, wall_s, events, tally.killed)
            code = run_killed(scenario, cut, url, arm)
            if code == 0:
                tally.ended += 1
                wall_s *= _SHORTER  # the machine is quicker than when the whole run was timed
                continue
            if code not in (-signal.SIGKILL, -signal.SIGALRM):
                tally.wrong.append(f"{place}: ended with {code}")
                continue
            tally.killed += 1
            _compare(tally, place, wanted, lambda: _again(scenario, cut, url))
    return tally


def _again(scenario: Scenario, folder: Path, url: str) -> State:
    """Return what is there in the end if the work is done again, in a child.

    Raises:
        RuntimeError: the child failed.
    """
    result_of(lambda: scenario.work(folder, url))
    return _end_state(scenario, folder)


def _end_state(scenario: Scenario, folder: Path) -> State:
    """Return what is there, as a child reads it; of databases, those bytes that none read before."""
    known = {*READ}

    def read_all() -> tuple[State, dict[str, State]]:
        state = scenario.end_state(folder)
        return state, {same: rows for same, rows in READ.items() if same not in known}

    state, read = result_of(read_all)
    READ.update(read)
    return state


def _moment(
    chance: random.Random, wall_s: float, events: int, number: int
) -> tuple[str, Callable[[], None]]:
    """Return one moment of the run, told and armed: by turns before a file is altered, or any."""
    if events and number % 2:
        event = chance.randrange(events)
        return f"before change {event} of {events} of a file", lambda: kill_at_event(event)
    after_s = chance.uniform(0.001, wall_s)
    # The signal ends the process at once, in the middle of whatever it does, as SIGKILL would.
    return f"after {after_s:.3f} s", lambda: signal.setitimer(signal.ITIMER_REAL, after_s) and None


def _compare(tally: Tally, place: str, wanted: State, again: Callable[[], State]) -> None:
    try:
        got = again()
    except RuntimeError as error:
        tally.wrong.append(f"{place}: {error}")
        return
    if got != wanted:
        keys = [key for key in wanted.keys() | got.keys() if wanted.get(key) != got.get(key)]
        told = {key: (wanted.get(key), got.get(key)) for key in sorted(keys)}
        tally.wrong.append(f"{place}: {str(told)[:2000]}")


def _same_date(*_: object) -> str:
    return "Thu, 01 Jan 2026 00:00:00 GMT"


@contextmanager
def server_of(scenario: str) -> Generator[str]:
    """Run the server of a scenario in a process of its own; yield its address."""
    reading, writing = os.pipe()
    server = os.fork()
    if server == 0:
        with archiving(HELD) if scenario == "backfill" else serving(ROUTES) as running:
            os.write(writing, running.url.encode())
            signal.pause()
    try:
        yield os.read(reading, 200).decode()
    finally:
        os.kill(server, signal.SIGKILL)
        os.waitpid(server, 0)
        os.close(reading)
        os.close(writing)


def main() -> None:
    """Try the kills that the arguments name."""
    seed, wanted = int(sys.argv[1]), [word.split("=") for word in sys.argv[2:]]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.environ |= {"POLICYTRAIL_WAIT_S": "30"}
    with (
        patch.object(workers, "LimitedWorker", InProcess),
        patch.object(compact, "_SETTLE_S", 0.05),
        # Else two answers of a server differ in their Date alone.
        patch.object(BaseHTTPRequestHandler, "date_time_string", _same_date),
    ):
        load_all()
        for name, count in wanted:
            start = time.monotonic()
            with server_of(name) as url:
                tally = try_kills(name, int(count), seed, url)
            print(json.dumps({"scenario": name, **asdict(tally)}), flush=True)  # noqa: T201
            print(f"{name}: {time.monotonic() - start:.0f} s", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
