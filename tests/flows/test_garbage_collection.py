"""How often a process looks for cycles of dead objects."""

import gc

from flows.pipeline.workers import do_limited


def _thresholds(_: object) -> tuple[int, int, int]:
    return gc.get_threshold()


def test_a_worker_searches_for_cycles_less_often_than_python_does() -> None:
    usual, *later = gc.get_threshold()
    found = do_limited(_thresholds, None)
    assert isinstance(found, tuple)
    assert found[0] > 10 * usual
    assert [*found[1:]] == later
