import threading

from policytrail.fetch.pace import Pace


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now_s += seconds


def test_the_second_request_waits_for_its_turn() -> None:
    clock = Clock()
    pace = Pace(clock.now, clock.sleep)

    for _ in range(3):
        with pace.wait_turn("lumen.example", 1.0):
            clock.now_s += 0.25

    assert clock.slept == [0.75, 0.75]


def test_hosts_do_not_wait_for_each_other() -> None:
    clock = Clock()
    pace = Pace(clock.now, clock.sleep)

    with pace.wait_turn("lumen.example", 1.0), pace.wait_turn("orbit.example", 1.0):
        pass

    assert clock.slept == []


def test_lanes_of_a_host_have_their_own_pace() -> None:
    clock = Clock()
    pace = Pace(clock.now, clock.sleep)

    for lane, pace_s in (("listing", 2.5), ("playback", 0.25), ("playback", 0.25)):
        with pace.wait_turn("archive.example", pace_s, lane):
            pass

    assert clock.slept == [0.25]


def test_one_thread_at_a_time_holds_a_host() -> None:
    pace = Pace()
    inside: list[int] = []
    most: list[int] = []

    def ask() -> None:
        with pace.wait_turn("lumen.example", 0.0):
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert max(most) == 1
